// The kill score as text: a table by function, and every survivor as the small change it is.

import { CLAUSE_IDS } from "../../spec/clauses/index.ts";
import type { Proofs } from "../judge/prove.ts";
import type { Paint } from "../report/paint.ts";
import { plural } from "../report/plural.ts";
import { printable } from "../report/printable.ts";
import { percentOf } from "./kill-score.ts";
import type { Mutant } from "./mutant.ts";
import { type Killed, killsOf, type Score, type Tally, TRIALS } from "./score.ts";

const COLUMNS = ["made", "not loadable", "equivalent", ...TRIALS, "survived", "score", "s a kill"] as const;
const NAME_WIDTH = 44;

function cellsOf(tally: Tally): readonly string[] {
  const { made, notLoadable, equivalent, killedBy, survived, killingMs } = tally;
  const kills = TRIALS.map((trial) => killedBy[trial]);
  const numbers = [made, notLoadable, equivalent, ...kills, survived].map((number) => String(number || "·"));
  const killed = kills.reduce((sum, number) => sum + number, 0);
  const seconds = killed === 0 ? "·" : (killingMs / killed / 1000).toFixed(1);
  return [...numbers, `${percentOf(killsOf(tally)).toFixed(1)}%`, seconds];
}

function row(name: string, tally: Tally, paint: Paint): string {
  const cells = cellsOf(tally).map((text, index) => {
    const column = COLUMNS[index] ?? "score";
    const cell = text.padStart(Math.max(column.length, "100.0%".length));
    return column === "survived" && tally.survived > 0 ? paint.bad(cell) : cell;
  });
  return `  ${name.padEnd(NAME_WIDTH)}  ${cells.join("  ")}`;
}

function header(): string {
  const cells = COLUMNS.map((column) => column.padStart("100.0%".length));
  return `  ${"mutants of".padEnd(NAME_WIDTH)}  ${cells.join("  ")}`;
}

function indented(text: string, mark: string): readonly string[] {
  return text.split("\n").map((line) => `    ${mark} ${printable(line.trim())}`);
}

function change(mutant: Mutant, about: string, paint: Paint): readonly string[] {
  const { module, function: place, line, operator, before, after } = mutant;
  return [
    `  ${paint.strong(`${module}.${place}`)}, ${module}.py line ${line}: ${operator}${about}`,
    ...indented(before, "-").map(paint.bad),
    ...indented(after, "+").map(paint.good),
  ];
}

function lateKill({ mutant, fate: { caught, tookMs } }: Killed, paint: Paint): readonly string[] {
  const seconds = (tookMs / 1000).toFixed(1);
  return change(mutant, `; caught by ${caught.trial}, ${printable(caught.by)}, in ${seconds} s`, paint);
}

function section(title: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : ["", paint.strong(title), ...lines];
}

/**
 * How far the kills reach among the clauses. They prove none by themselves: a mistake of a machine does not say which clause
 * it breaks, so that a mutant caught by a case that shows three of them is no proof of each.
 */
function reach({ caughtOn }: Score, proofs: Proofs): string {
  const proven = CLAUSE_IDS.filter((clause) => (proofs[clause] ?? []).length > 0);
  const more = caughtOn.filter((clause) => !proven.includes(clause));
  const besides = more.length === 0 ? "all of these are" : `of these ${more.join(", ")} are not`;
  return (
    `  The first cases that caught somebody show ${plural(caughtOn.length, "clause")} of ${CLAUSE_IDS.length}; ${besides} ` +
    `among the ${proven.length} proven by what was broken on purpose (fixtures/proofs.json).`
  );
}

/** The whole score. `proofs` are what was proven before. */
export function describeScore(score: Score, proofs: Proofs, paint: Paint): readonly string[] {
  const refuted = score.refuted.map(
    ({ module, function: place, before, after }) =>
      `  ${module}.${place}: ${printable(before)} → ${printable(after)} is listed as equivalent and was caught`,
  );
  const late = score.lateKills.flatMap((killed) => lateKill(killed, paint));
  const survivors = score.survivors.flatMap((mutant) => change(mutant, "", paint));
  return [
    paint.faint(header()),
    ...score.byFunction.map(([name, tally]) => row(name, tally, paint)),
    row("all", score.total, paint),
    reach(score, proofs),
    ...section("Caught by no scenario", late, paint),
    ...section("Not caught", survivors, paint),
    ...section("No longer true, in equivalents.json", refuted, paint),
  ];
}
