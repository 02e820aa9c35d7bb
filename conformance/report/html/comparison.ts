// Several reports side by side: how each stands, and the clauses on which they differ, differences first.

import { clauseScore } from "../clause-score.ts";
import { plural } from "../plural.ts";
import { nameOf, type ReportStory } from "../story.ts";
import type { ClauseView } from "./clause-view.ts";
import type { Labels } from "./labels.ts";
import { html, type Piece, prose, shown } from "./markup.ts";
import { headline, sign } from "./masthead.ts";
import { outcomeCell } from "./matrix.ts";

function heading({ common }: Labels, stories: readonly ReportStory[]): string {
  const targets = new Set(stories.map(({ report }) => report.target));
  const against = targets.size === 1 ? ` against CPython ${[...targets][0]}` : "";
  const whose = common === "" ? plural(stories.length, "implementation") : `${stories.length} versions of ${common}`;
  return `${whose}${against}`;
}

/** The masthead of several reports: a card for each. */
export function comparisonMasthead(
  stories: readonly ReportStory[],
  labels: Labels,
  views: readonly ClauseView[],
): Piece {
  const differing = views.filter(({ together }) => together === "differs").length;
  return html`<header class="masthead several" role="banner">
    <p class="over">asyncore-conformance ${shown(stories[0]?.report.suite.version ?? "")}</p>
    <h1>${heading(labels, stories)}</h1>
    <p class="sub">They differ on ${plural(differing, "clause")} of ${views.length}.</p>
    <ul class="cards">
      ${stories.map(({ report, standing }, index) => {
        const score = clauseScore(report);
        return html`<li class=${standing}>
          ${sign(standing)}
          <p class="name">${labels.each[index]}</p>
          <p class="stands">${headline(standing, report)}</p>
          <p class="score"><b>${score.kept}</b><span class="of">/${score.of}</span> clauses<br /><b>${report.counts.passed}</b><span class="of">/${report.counts.passed + report.counts.failed + report.counts.known}</span> cases</p>
        </li>`;
      })}
    </ul>
  </header>`;
}

/** The clauses on which the reports differ, one row each. */
export function differencesSection(
  stories: readonly ReportStory[],
  labels: Labels,
  views: readonly ClauseView[],
): Piece {
  const differing = views.filter(({ together }) => together === "differs");
  if (differing.length === 0) return null;
  return html`<section id="differences" aria-labelledby="differences-title">
    <h2 id="differences-title">Where they differ</h2>
    <p class="lead">Columns are in the order in which the reports were named.</p>
    <div class="scroll" tabindex="0" role="region" aria-label="Differences, clause by clause">
      <table class="compare">
        <caption class="sr">Clauses on which the reports differ, by implementation</caption>
        <thead><tr><th scope="col">Clause</th>${stories.map(({ report }, index) => html`<th scope="col" title=${shown(nameOf(report))}>${labels.each[index]}</th>`)}</tr></thead>
        <tbody>
          ${differing.map(
            ({ id, clause, outcomes, together }) => html`<tr data-clause=${id} data-outcome=${together}>
              <th scope="row"><a href=${`#${id}`}>${id}</a> <span class="kind">${clause.level}</span><p>${prose(clause.text)}</p></th>
              ${outcomes.map((outcome, index) => outcomeCell(outcome, labels.each[index] ?? ""))}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
