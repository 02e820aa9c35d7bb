// The failures: of each the sentence that says what differs, the picture, the clauses it shows, the program, the line to play it again.
// Failures that are alike in several reports are told once, and the first of them are drawn. How a picture is drawn is not known here.

import { clauseOf } from "../../../spec/clauses/index.ts";
import { canonicalJson } from "../../certificate/digest.ts";
import { clausesOf, describeVerdict, toldOf } from "../failure.ts";
import { plural } from "../plural.ts";
import type { FailureStory, ReportStory } from "../story.ts";
import { describeTrace } from "../trace-text.ts";
import { anchor, html, type Piece, prose, shown } from "./markup.ts";
import { drawn } from "./picture.ts";
import { pictureOf } from "./swim.ts";

/** So many failures are drawn: one mistake fails hundreds, and nobody looks at hundreds of pictures. */
const DRAWN = 60;

/** One failure, of all the reports in which it is the same. */
export interface FailureView {
  readonly anchor: string;
  readonly failure: FailureStory;
  readonly known: boolean;
  /** Whether it has an article of its own; else it is told in a line. */
  readonly drawn: boolean;
  readonly of: readonly ReportStory[];
  /** What those reports are called. */
  readonly labels: readonly string[];
}

/** The failures of all reports, what fails alike once; those that are known come last. */
export function failureViews(stories: readonly ReportStory[], labels: readonly string[]): readonly FailureView[] {
  const found = new Map<string, FailureView>();
  const add = (failure: FailureStory, story: ReportStory, label: string, known: boolean) => {
    const { scenario, verdict, observed } = failure.result;
    const { target, profile } = story.report;
    const key = canonicalJson([scenario, verdict, observed ?? null, target, profile, known]);
    const before = found.get(key);
    const place = anchor(`failed-${scenario}`);
    const taken = [...found.values()].filter(({ failure: { result } }) => result.scenario === scenario).length;
    found.set(key, {
      ...{ failure: before?.failure ?? failure, known, drawn: before?.drawn ?? found.size < DRAWN },
      anchor: before?.anchor ?? (taken === 0 ? place : `${place}-${taken + 1}`),
      of: [...(before?.of ?? []), story],
      labels: [...(before?.labels ?? []), label],
    });
  };
  for (const known of [false, true])
    stories.forEach((story, index) => {
      for (const failure of known ? story.known : story.failures) add(failure, story, labels[index] ?? "", known);
    });
  return [...found.values()];
}

function picture({ failure, of }: FailureView): Piece {
  const { result, program } = failure;
  const { verdict, expected, observed, title } = result;
  const profile = of[0]?.report.profile ?? "exact";
  if (verdict.outcome === "diverged" && expected !== undefined && observed !== undefined)
    return drawn(pictureOf(expected, observed, verdict.divergence, profile, program), title);
  if (observed === undefined) return null;
  return html`<details class="code"><summary>What was observed</summary><pre tabindex="0">${describeTrace(observed).map(shown).join("\n")}</pre></details>`;
}

function lastWords({ result: { verdict } }: FailureStory): Piece {
  if (!("stderr" in verdict) || verdict.stderr.length === 0) return null;
  return html`<div class="code"><h4>Its last words on standard error</h4><pre tabindex="0">${verdict.stderr.map(shown).join("\n")}</pre></div>`;
}

function clauses({ failure, of }: FailureView): Piece {
  const ids = clausesOf(failure.result, of[0]?.report.target ?? "3.11");
  if (ids.length === 0) return null;
  const judged = ["diverged", "violated"].includes(failure.result.verdict.outcome);
  const heading = judged ? "Clauses it shows" : "It could not be judged: nothing shows that these clauses are kept";
  return html`<h4>${heading}</h4><ul class="shows">
    ${ids.map((id) => {
      const { text, hint, level, profile } = clauseOf(id);
      return html`<li>
        <a class="id" href=${`#${id}`}>${id}</a> <span class="kind">${level} · ${profile}</span>
        <p>${prose(text)}</p>
        ${judged ? html`<p class="hint"><b>Look at</b> ${prose(hint)}</p>` : null}
      </li>`;
    })}
  </ul>`;
}

function played({ failure: { result, program }, of }: FailureView): Piece {
  if (program === null) return null;
  const { title, lines } = toldOf(result, program, of[0]?.report.profile ?? "exact");
  return html`<h4>${title}</h4><pre tabindex="0">${lines.map(shown).join("\n")}</pre>`;
}

function one(view: FailureView, several: boolean): Piece {
  const { failure, labels, known } = view;
  const { result, replay } = failure;
  const [first] = result.clauses;
  return html`<article
    class=${known ? "failure known" : "failure"}
    id=${view.anchor}
    data-clauses=${result.clauses.join(" ")}
    aria-labelledby=${`${view.anchor}-title`}
  >
    <header>
      <p class="over"><span class="mark" aria-hidden="true">${known ? "≈" : "✘"}</span> ${known ? "known failure" : "failed"} · <code>${shown(result.scenario)}</code>${first === undefined ? null : html` · ${first}`}</p>
      <h3 id=${`${view.anchor}-title`}>${shown(result.title)}</h3>
      ${several ? html`<p class="whose">${labels.map((label) => html`<span class="chip">${label}</span> `)}</p>` : null}
      <p class="what">${shown(describeVerdict(result.verdict))}</p>
    </header>
    ${picture(view)}
    ${lastWords(failure)}
    <div class="below">
      <div>${clauses(view)}</div>
      <div>
        ${played(view)}
        <h4>Play it again</h4>
        <pre class="replay" tabindex="0">${shown(replay)}</pre>
      </div>
    </div>
  </article>`;
}

/** What is not drawn, a line each. */
function inLines(views: readonly FailureView[]): Piece {
  if (views.length === 0) return null;
  return html`<details class="rest"><summary>${plural(views.length, "more failure")}, a line each</summary>
    <ul>${views.map(({ failure: { result, replay }, labels }) => {
      const whose = labels.length === 0 ? "" : labels.join(", ");
      return html`<li data-clauses=${result.clauses.join(" ")}>${shown(result.title)} <span class="kind">${result.clauses[0] ?? ""} · ${whose}</span>
        <p class="hint">${shown(describeVerdict(result.verdict))}</p><code class="replay">${shown(replay)}</code></li>`;
    })}</ul>
  </details>`;
}

/** The section of failures; nothing when there is none. */
export function failuresSection(views: readonly FailureView[], several: boolean): Piece {
  if (views.length === 0) return null;
  const pictured = views.filter((view) => view.drawn);
  return html`<section id="failures" aria-labelledby="failures-title">
    <h2 id="failures-title">What differs</h2>
    <p class="lead">${several ? "Each failure once, however many it is of." : "Failures from the ground up: mend the first ones first, because much rests on them."}</p>
    <ol class="index">
      ${pictured.map(
        ({ anchor: place, failure: { result }, labels, known }) =>
          html`<li data-clauses=${result.clauses.join(" ")}><a href=${`#${place}`}>${shown(result.title)}</a> <span class="kind"><span class="nobr">${result.clauses[0] ?? ""}</span>${known ? " · known" : ""}${several ? ` · ${labels.join(", ")}` : ""}</span></li>`,
      )}
    </ol>
    ${pictured.map((view) => one(view, several))}
    ${inLines(views.filter((view) => !view.drawn))}
  </section>`;
}
