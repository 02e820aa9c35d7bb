// The figures of coverage as text: per area and in all, how many clauses are declared, exercised, proven, excluded.

import type { Figures } from "../../spec/report.ts";
import { type ClauseCoverage, figuresByArea, figuresOf } from "../judge/cover.ts";
import type { Paint } from "./paint.ts";

const COLUMNS = ["declared", "exercised", "proven", "excluded"] as const satisfies readonly (keyof Figures)[];

function row(name: string, figures: Figures): string {
  const numbers = COLUMNS.map((column) => {
    const text = figures[column] === 0 ? "·" : String(figures[column]);
    return text.padStart(column.length);
  });
  return `  ${name.padEnd(10)}  ${numbers.join("  ")}`;
}

/** A share in whole per cent, rounded down, so that 100 means all. */
function percent(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.floor((100 * part) / whole)}%`;
}

/** The figures of these clauses, a line for each area, then all of them, then what share that is. */
export function describeCoverage(clauses: readonly ClauseCoverage[], paint: Paint): readonly string[] {
  const all = figuresOf(clauses);
  const { declared, exercised, proven, excluded } = all;
  return [
    paint.faint(`  ${"clauses of".padEnd(10)}  ${COLUMNS.join("  ")}`),
    ...figuresByArea(clauses).map(([area, figures]) => row(area, figures)),
    paint.strong(row("all", all)),
    "",
    `  ${percent(exercised, declared)} exercised, ${percent(proven, declared)} proven, ${excluded === 0 ? "none" : excluded} excluded`,
  ];
}

/** One clause as a line: what is known of it, and its text. */
export function describeClause({ id, level, profile, text, ...known }: ClauseCoverage, paint: Paint): string {
  const state =
    known.excluded !== null ? "excluded" : known.proven ? "proven" : known.exercised ? "exercised" : "not shown";
  const about = paint.faint(`${level}, ${profile}, ${state}`.padEnd(30));
  const reason = known.excluded === null ? "" : ` Excluded: ${known.excluded}`;
  return `${paint.strong(id.padEnd(14))} ${about} ${text}${reason}`;
}
