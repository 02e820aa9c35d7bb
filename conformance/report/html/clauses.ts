// The clauses themselves: each with its sentence, who says so, what became of it, and the scenarios that show it.

import { AREAS, type Authority } from "../../../spec/clause.ts";
import type { ClauseView, ScenarioView } from "./clause-view.ts";
import type { FailureView } from "./failures.ts";
import { html, type Piece, prose, SHOWN, shown } from "./markup.ts";

const MARKS: Readonly<Record<string, string>> = { passed: "✔", "not-applicable": "–", known: "≈" };

function authority(says: Authority): string {
  if (says.kind === "seed") return `The documentation: “${says.sentence}”`;
  return says.kind === "later" ? `Later documentation: ${says.where}` : `The original's source: ${says.where}`;
}

function scenario(
  { id, title, outcomes }: ScenarioView,
  failures: readonly FailureView[],
  labels: readonly string[],
): Piece {
  const played = outcomes.flatMap((outcome, index) =>
    outcome === null ? [] : [[outcome, labels[index] ?? ""] as const],
  );
  const all = new Set(played.map(([outcome]) => outcome));
  const words =
    all.size === 1 ? (played[0]?.[0] ?? "") : played.map(([outcome, label]) => `${label} ${outcome}`).join(", ");
  const worst = played.find(([outcome]) => MARKS[outcome] === undefined) ?? played[0];
  const mark = MARKS[worst?.[0] ?? ""] ?? "✘";
  const places = failures.filter(({ failure, drawn }) => drawn && failure.result.scenario === id);
  return html`<li>
    <span class=${`mark ${mark === "✘" ? "bad" : ""}`} aria-hidden="true">${mark}</span> ${shown(title)} <code>${shown(id)}</code> <span class="kind">${shown(words)}</span>
    ${places.map((place, index) => html` <a href=${`#${place.anchor}`}>see what differs${places.length > 1 ? ` (${index + 1})` : ""}</a>`)}
  </li>`;
}

function outcomes(view: ClauseView, labels: readonly string[]): Piece {
  if (view.together !== "differs")
    return html`<span class=${`badge ${view.together}`}>${SHOWN[view.together].mark} ${SHOWN[view.together].words}</span>`;
  return view.outcomes.map(
    (outcome, index) =>
      html`<span class=${`badge ${outcome}`}>${labels[index]} ${SHOWN[outcome].mark} ${SHOWN[outcome].words}</span> `,
  );
}

function one(view: ClauseView, failures: readonly FailureView[], labels: readonly string[]): Piece {
  const { id, clause, together, scenarios } = view;
  return html`<article class="clause" id=${id} data-clause=${id} data-outcome=${together} data-level=${clause.level} data-profile=${clause.profile}>
    <h4><a href=${`#${id}`}>${id}</a> <span class="kind">${clause.level} · ${clause.profile}${clause.versions === undefined ? "" : ` · ${clause.versions.join(", ")}`}</span> ${outcomes(view, labels)}</h4>
    <p>${prose(clause.text)}</p>
    ${clause.corrected === undefined ? null : html`<p class="corrected"><b>The original differs, and decides:</b> ${prose(clause.corrected)}</p>`}
    <p class="authority">${prose(authority(clause.authority))}</p>
    ${scenarios.length === 0 ? html`<p class="authority">No scenario of this run shows it.</p>` : html`<ul class="scenarios">${scenarios.map((each) => scenario(each, failures, labels))}</ul>`}
  </article>`;
}

/** The section of clauses, folded by area. */
export function clausesSection(
  views: readonly ClauseView[],
  failures: readonly FailureView[],
  labels: readonly string[],
): Piece {
  const areas = (Object.keys(AREAS) as (keyof typeof AREAS)[]).filter((area) =>
    views.some((view) => view.area === area),
  );
  return html`<section id="clauses" aria-labelledby="clauses-title">
    <h2 id="clauses-title">The clauses</h2>
    ${areas.map((area) => {
      const own = views.filter((view) => view.area === area);
      return html`<details class="area"><summary><h3>${area}</h3> <span>${AREAS[area]}</span> <span class="kind">${own.length} clauses</span></summary>
        ${own.map((view) => one(view, failures, labels))}
      </details>`;
    })}
  </section>`;
}
