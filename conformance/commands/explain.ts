// The command that explains one thing in full: a clause, a scenario, a probe; or names the clauses of an area.
// Knows what belongs to an explanation; knows nothing of how things are played.

import { AREAS, type Area, type Clause } from "../../spec/clause.ts";
import { areaOf, CLAUSE_IDS, type ClauseId, clauseOf } from "../../spec/clauses/index.ts";
import { corpusFor } from "../corpus/load.ts";
import { aboutOf, type LoadedCase, loadCases, playedOf } from "../load/load.ts";
import { recordedTraces } from "../oracle.ts";
import { describePlayed } from "../report/program-text.ts";
import { describeTrace } from "../report/trace-text.ts";
import { EXIT_CODES } from "../suite-error.ts";
import { clauseNamed, selectNamed } from "./selection.ts";
import type { Surroundings } from "./surroundings.ts";

/** Who says so, in words: the page of the library reference is "the documentation", whichever version of it. */
function authority({ authority: by }: Clause): string {
  switch (by.kind) {
    case "seed":
      return `the documentation (the page on asyncore in Python's library reference): “${by.sentence}”`;
    case "later":
      return `the documentation: ${by.where.replace(/\.$/, "")}.`;
    case "source":
      return `the original's source alone: ${by.where}.`;
  }
}

function explainClause(id: ClauseId, cases: readonly LoadedCase[], { say, paint }: Surroundings): void {
  const clause = clauseOf(id);
  say(`${paint.strong(id)}  ${AREAS[areaOf(id)]}  ${paint.faint(`${clause.level}, ${clause.profile} profile`)}`);
  say(`  ${clause.text}`);
  say(`  Said by ${authority(clause)}`);
  if (clause.corrected !== undefined) say(`  ${paint.warn("The original differs, and decides:")} ${clause.corrected}`);
  if (clause.versions !== undefined) say(`  Holds for CPython ${clause.versions.join(", ")} only.`);
  say(`  When it is broken, look at: ${clause.hint}`);
  for (const loaded of cases.filter((each) => aboutOf(each).clauses.includes(id)))
    say(`  Shown by ${paint.strong(loaded.id)}: ${aboutOf(loaded).title}`);
}

function explainCase(loaded: LoadedCase, { say, paint }: Surroundings): void {
  const { title, why, clauses } = aboutOf(loaded);
  say(`${paint.strong(title)} (${loaded.id})`);
  say(`  ${why}`);
  for (const clause of clauses) say(`  ${paint.strong(clause)} ${clauseOf(clause).text}`);
  say("");
  for (const line of describePlayed(playedOf(loaded))) say(`  ${line}`.trimEnd());
  for (const { versions, trace } of recordedTraces(loaded)) {
    say("");
    say(paint.strong(`CPython ${versions.join(", ")}`));
    for (const line of describeTrace(trace)) say(`  ${line}`);
  }
}

function explainArea(area: Area, { say, paint }: Surroundings): void {
  say(`${paint.strong(area)}  ${AREAS[area]}`);
  for (const id of CLAUSE_IDS.filter((each) => areaOf(each) === area)) {
    const { level, profile, text } = clauseOf(id);
    say(`  ${paint.strong(id.padEnd(12))} ${paint.faint(`${level}, ${profile}`.padEnd(18))} ${text}`);
  }
  say(`  \`asyncore-conformance list ${area.toLowerCase()}\` lists the scenarios of this area.`);
}

/**
 * Explains a clause, a scenario or a probe: what it says, who says so, what shows it, what the original does. Of an area it names the
 * clauses. Gives the exit code; throws SuiteError for a word that names none of these.
 */
export function explainCommand(words: readonly string[], surroundings: Surroundings): number {
  const cases = [...loadCases(), ...corpusFor(words)];
  for (const word of words) {
    const name = word.toUpperCase();
    const clause = clauseNamed(word);
    if (clause !== null) explainClause(clause, cases, surroundings);
    else if (name in AREAS) explainArea(name as Area, surroundings);
    else for (const loaded of selectNamed(cases, [word])) explainCase(loaded, surroundings);
    surroundings.say("");
  }
  return EXIT_CODES.met;
}
