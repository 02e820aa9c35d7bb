// The matrix of areas and clauses, and the filter above it. One cell leads to one clause.
// Knows clauses and their outcomes; how cells are filtered is in page.js.

import { AREAS } from "../../../spec/clause.ts";
import type { ClauseView } from "./clause-view.ts";
import { html, type Piece, SHOWN, type Shown, shown } from "./markup.ts";

const ORDER = Object.keys(SHOWN) as readonly Shown[];

function choice(name: string, value: string, words: string, count: number): Piece {
  const id = `filter-${name}-${value}`;
  return html`<span class="choice"><input type="checkbox" id=${id} name=${name} value=${value} /><label for=${id}>${words} <small>${count}</small></label></span>`;
}

function group(
  legend: string,
  name: string,
  values: readonly (readonly [value: string, words: string])[],
  views: readonly ClauseView[],
  of: (view: ClauseView) => string,
): Piece {
  const counted = values.flatMap(([value, words]) => {
    const count = views.filter((view) => of(view) === value).length;
    return count === 0 ? [] : [choice(name, value, words, count)];
  });
  return html`<fieldset><legend>${legend}</legend>${counted}</fieldset>`;
}

/** The filter; it is shown by the script, because without one it could do nothing. */
export function filter(views: readonly ClauseView[]): Piece {
  const outcomes = ORDER.map((outcome) => [outcome, `${SHOWN[outcome].mark} ${SHOWN[outcome].words}`] as const);
  return html`<form id="filter" role="search" aria-label="Filter clauses and failures" hidden>
    <p class="search"><label for="search">Search clauses, scenarios and failures</label>
      <input type="search" id="search" name="text" autocomplete="off" spellcheck="false" placeholder="handle_close, CONNECT-07, errno …" aria-describedby="search-help" />
      <small id="search-help">Press <kbd>/</kbd> to search, <kbd>Esc</kbd> to show everything; arrow keys walk the matrix.</small></p>
    ${group("Outcome", "outcome", outcomes, views, ({ together }) => together)}
    ${group(
      "Level",
      "level",
      ["must", "should", "may"].map((level) => [level, level] as const),
      views,
      ({ clause }) => clause.level,
    )}
    ${group(
      "Profile",
      "profile",
      ["documented", "exact"].map((profile) => [profile, profile] as const),
      views,
      ({ clause }) => clause.profile,
    )}
    <p class="found"><output id="found" for="search">${views.length} clauses</output> <button type="reset">Show everything</button></p>
  </form>`;
}

function cell({ id, together, clause }: ClauseView): Piece {
  const { mark, words } = SHOWN[together];
  const number = id.slice(id.lastIndexOf("-") + 1);
  return html`<a class=${`cell ${together}`} href=${`#${id}`} data-clause=${id} title=${`${id} (${clause.level}, ${clause.profile}): ${words}`}
    ><span class="sr">${id.slice(0, -number.length)}</span>${number}<span class="mark" aria-hidden="true">${mark}</span><span class="sr"> ${words}</span></a>`;
}

function areaRow(area: keyof typeof AREAS, views: readonly ClauseView[]): Piece {
  const own = views.filter((view) => view.area === area);
  if (own.length === 0) return null;
  const graded = own.filter(({ together }) => together !== "not-applicable");
  const kept = graded.filter(({ together }) => together === "kept").length;
  return html`<tr data-area=${area}>
    <th scope="row"><span class="area">${area}</span> <span class="heading">${AREAS[area]}</span></th>
    <td class="cells">${own.map(cell)}</td>
    <td class="score">${graded.length === 0 ? "–" : html`${kept}<span class="of">/${graded.length}</span>`}</td>
  </tr>`;
}

/** The section with the matrix. */
export function matrixSection(views: readonly ClauseView[], several: boolean): Piece {
  const marks = ORDER.filter((outcome) => views.some(({ together }) => together === outcome));
  return html`<section id="clauses-matrix" aria-labelledby="matrix-title">
    <h2 id="matrix-title">Clause by clause</h2>
    <p class="lead">One cell is one numbered sentence of the specification. ${several ? "A cell shows what all of them do, or that they differ." : ""} Follow it to the sentence and its scenarios.</p>
    ${filter(views)}
    <p class="legend">${marks.map((outcome) => html`<span><span class=${`cell ${outcome}`} aria-hidden="true"><span class="mark">${SHOWN[outcome].mark}</span></span> ${SHOWN[outcome].words}</span>`)}</p>
    <table class="matrix">
      <caption class="sr">Areas of the specification, and what became of each of their clauses</caption>
      <thead class="sr"><tr><th scope="col">Area</th><th scope="col">Clauses</th><th scope="col">Kept</th></tr></thead>
      <tbody>${(Object.keys(AREAS) as (keyof typeof AREAS)[]).map((area) => areaRow(area, views))}</tbody>
    </table>
    <p class="nothing-found" hidden>Nothing matches. <kbd>Esc</kbd> shows everything again.</p>
  </section>`;
}

/** The same for the table that compares: one cell for each report. */
export function outcomeCell(outcome: Shown, label: string): Piece {
  const { mark, words } = SHOWN[outcome];
  return html`<td><span class=${`cell ${outcome}`} aria-hidden="true"><span class="mark">${mark}</span></span><span class="sr">${shown(label)}: ${words}</span></td>`;
}
