// The kill score as text: a table by function, and every survivor as the small change it is.

import type { Paint } from "../report/paint.ts";
import { printable } from "../report/printable.ts";
import type { Mutant } from "./campaign.ts";
import { percentKilled, type Score, type Tally } from "./score.ts";

const COLUMNS = ["made", "not loadable", "equivalent", "killed", "survived"] as const;
const NAME_WIDTH = 40;

function row(name: string, tally: Tally, paint: Paint): string {
  const numbers = [tally.made, tally.notLoadable, tally.equivalent, tally.killed, tally.survived];
  const cells = numbers.map((number, index) => {
    const cell = (number === 0 ? "·" : String(number)).padStart(COLUMNS[index]?.length ?? 0);
    return index === COLUMNS.length - 1 && number > 0 ? paint.bad(cell) : cell;
  });
  return `  ${name.padEnd(NAME_WIDTH)}  ${cells.join("  ")}  ${percentKilled(tally).toFixed(1).padStart(5)}%`;
}

function indented(text: string, mark: string): readonly string[] {
  return text.split("\n").map((line) => `    ${mark} ${printable(line.trim())}`);
}

function survivor({ module, function: place, line, operator, before, after }: Mutant, paint: Paint): readonly string[] {
  return [
    `  ${paint.strong(`${module}.${place}`)} line ${line}: ${operator}`,
    ...indented(before, "-").map(paint.bad),
    ...indented(after, "+").map(paint.good),
  ];
}

/** The whole score. */
export function describeScore(score: Score, paint: Paint): readonly string[] {
  const refuted = score.refuted.map(
    ({ module, function: place, before, after }) =>
      `  ${module}.${place}: ${printable(before)} → ${printable(after)} is listed as equivalent and was caught`,
  );
  return [
    paint.faint(`  ${"mutants of".padEnd(NAME_WIDTH)}  ${COLUMNS.join("  ")}  score`),
    ...score.byFunction.map(([name, tally]) => row(name, tally, paint)),
    row("all", score.total, paint),
    ...(score.survivors.length === 0 ? [] : ["", paint.strong("Not caught")]),
    ...score.survivors.flatMap((mutant) => survivor(mutant, paint)),
    ...(refuted.length === 0 ? [] : ["", paint.strong("No longer true, in equivalents.json"), ...refuted]),
  ];
}
