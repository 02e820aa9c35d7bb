// What words of the command line select: scenarios, probes and clauses. A word that names nothing is a slip of whoever typed it,
// in every command alike; a word that names something else than what is graded is not. Knows no command.

import { AREAS } from "../../spec/clause.ts";
import { areaOf, CLAUSE_IDS, type ClauseId } from "../../spec/clauses/index.ts";
import { type LoadedCase, select } from "../load/load.ts";
import { SuiteError } from "../suite-error.ts";
import { nearest } from "./near.ts";

const SHOWS_SCENARIOS = "`asyncore-conformance list` shows all scenarios.";

/** The command that shows the clauses of `area`, in a sentence. */
function showsClauses(area: string): string {
  return `\`asyncore-conformance list --clauses ${area}\` shows those of ${area === "AREA" ? "an area" : "this area"}.`;
}

function didYouMean(found: readonly string[]): string {
  return found.length === 0 ? "" : `Did you mean ${found.join(" or ")}? `;
}

function isLikeClause(word: string): boolean {
  return /^[a-z]+-\d+$/i.test(word) && areaIn(word) in AREAS;
}

function areaIn(word: string): string {
  return word.toUpperCase().split("-")[0] ?? "";
}

/** The clause that `word` names, in any case and with or without the zero its number begins with; null when there is none. */
export function clauseNamed(word: string): ClauseId | null {
  const [, area = "", number = ""] = /^([a-z]+)-0*(\d+)$/i.exec(word) ?? [];
  const name = `${area}-${number.padStart(2, "0")}`.toUpperCase();
  return CLAUSE_IDS.find((id) => id === name) ?? null;
}

/** Those of `ids` in the same area whose numbers come just before and just after that of `word`. */
function neighbours(word: string, ids: readonly ClauseId[]): readonly ClauseId[] {
  const number = (id: string) => Number(id.split("-")[1]);
  const own = ids.filter((id) => areaOf(id) === areaIn(word));
  const before = own.filter((id) => number(id) < number(word)).at(-1);
  const after = own.find((id) => number(id) > number(word));
  return [before, after].filter((id) => id !== undefined);
}

/** What is wrong with a word that names no clause of `ids`: it names those near it. */
export function unknownClause(word: string, ids: readonly ClauseId[] = CLAUSE_IDS): SuiteError {
  if (!isLikeClause(word)) {
    const near = nearest(word, [...Object.keys(AREAS), ...CLAUSE_IDS]);
    return new SuiteError("usage", `No clause matches "${word}".`, `${didYouMean(near)}${showsClauses("AREA")}`);
  }
  const near = neighbours(word, ids);
  return new SuiteError(
    "usage",
    `There is no clause ${word.toUpperCase()}.`,
    `Next to it in ${areaIn(word)} ${near.length > 1 ? "are" : "is"} ${near.join(" and ")}. ${showsClauses(areaIn(word))}`,
  );
}

function unknownCase(word: string, cases: readonly LoadedCase[]): SuiteError {
  const names = cases.map(({ id }) => id);
  const areas = Object.keys(AREAS).map((area) => area.toLowerCase());
  const near = nearest(word, [...areas, ...names]);
  return new SuiteError("usage", `No scenario matches "${word}".`, `${didYouMean(near)}${SHOWS_SCENARIOS}`);
}

/**
 * The cases that `words` name, all of them when there are no words. Throws SuiteError `usage` for a word that names
 * none, and says what is near it.
 */
export function selectNamed<Case extends LoadedCase>(
  cases: readonly Case[],
  words: readonly string[],
): readonly Case[] {
  const named = words.map((word) => clauseNamed(word) ?? word);
  for (const word of named) {
    if (clauseNamed(word) !== null) continue; // A clause that nothing here shows is no slip.
    try {
      select(cases, [word]);
    } catch (error) {
      if (!(error instanceof SuiteError)) throw error;
      throw isLikeClause(word) ? unknownClause(word) : unknownCase(word, cases);
    }
  }
  return select(cases, named);
}
