// The commands that show what there is: scenarios, clauses, and one clause in full.

import { AREAS, type Clause } from "../../spec/clause.ts";
import { areaOf, CLAUSE_IDS, type ClauseId, clauseOf } from "../../spec/clauses/index.ts";
import { cover } from "../cover.ts";
import { type LoadedScenario, loadScenarios, select } from "../load.ts";
import { readProofs } from "../prove.ts";
import { describeClause, describeCoverage } from "../report/coverage-text.ts";
import { describeProgram } from "../report/program-text.ts";
import { describeTrace } from "../report/trace-text.ts";
import { EXIT_CODES, SuiteError } from "../suite-error.ts";
import type { Surroundings } from "./surroundings.ts";

/** Options of `list`. */
export interface ListOptions {
  readonly clauses: boolean;
  readonly json: boolean;
}

const NAMED_BY_AREA = "`asyncore-conformance list --clauses AREA` shows those of an area.";

/** The figures of the clauses that `selectors` name, or of all of them; the clauses themselves where they are named. */
function listClauses(selectors: readonly string[], json: boolean, { say, paint }: Surroundings): void {
  const showings = loadScenarios(undefined, "ignore").map(({ id, scenario }) => ({ id, clauses: scenario.clauses }));
  const wanted = selectors.map((selector) => selector.toUpperCase());
  const clauses = cover(showings, readProofs()).filter(
    ({ id, area }) => wanted.length === 0 || wanted.includes(area) || wanted.includes(id),
  );
  if (clauses.length === 0)
    throw new SuiteError(
      "nothing-selected",
      `No clause matches ${selectors.map((selector) => `"${selector}"`).join(", ")}.`,
      NAMED_BY_AREA,
    );
  const figures = describeCoverage(clauses, paint);
  const named = wanted.length > 0 ? clauses.map((clause) => describeClause(clause, paint)) : [`  ${NAMED_BY_AREA}`];
  for (const line of json ? [JSON.stringify(clauses, null, 1)] : [...figures, "", ...named]) say(line);
}

/** Lists scenarios, or with `clauses` the clauses, of everything or of what the selectors name. Gives the exit code. */
export function listCommand(selectors: readonly string[], options: ListOptions, surroundings: Surroundings): number {
  const { say, paint } = surroundings;
  if (options.clauses) {
    listClauses(selectors, options.json, surroundings);
    return EXIT_CODES.met;
  }
  const chosen = select(loadScenarios(undefined, "ignore"), selectors);
  if (options.json)
    say(
      JSON.stringify(
        chosen.map(({ id, scenario: { title, clauses, why } }) => ({ id, title, clauses, why })),
        null,
        1,
      ),
    );
  else
    for (const { id, scenario } of chosen)
      say(`${paint.strong(id)}\n  ${scenario.title}  ${paint.faint(scenario.clauses.join(" "))}`);
  return EXIT_CODES.met;
}

function authority({ authority: by }: Clause): string {
  switch (by.kind) {
    case "seed":
      return `the library reference this project began with: “${by.sentence}”`;
    case "later":
      return `a later library reference: ${by.where}`;
    case "source":
      return `the original's source: ${by.where}`;
  }
}

function explainClause(id: ClauseId, { say, paint }: Surroundings): void {
  const clause = clauseOf(id);
  say(`${paint.strong(id)}  ${AREAS[areaOf(id)]}  ${paint.faint(`${clause.level}, ${clause.profile} profile`)}`);
  say(`  ${clause.text}`);
  say(`  Said by ${authority(clause)}.`);
  if (clause.corrected !== undefined) say(`  ${paint.warn("The original differs, and decides:")} ${clause.corrected}`);
  if (clause.versions !== undefined) say(`  Holds for CPython ${clause.versions.join(", ")} only.`);
  say(`  When it is broken, look at: ${clause.hint}`);
  for (const { id: scenario, scenario: about } of loadScenarios(undefined, "ignore").filter((loaded) =>
    loaded.scenario.clauses.includes(id),
  ))
    say(`  Shown by ${paint.strong(scenario)}: ${about.title}`);
}

function explainScenario({ id, scenario, recording }: LoadedScenario, { say, paint }: Surroundings): void {
  say(`${paint.strong(scenario.title)} (${id})`);
  say(`  ${scenario.why}`);
  for (const clause of scenario.clauses) say(`  ${paint.strong(clause)} ${clauseOf(clause).text}`);
  say("");
  for (const line of describeProgram(scenario.program)) say(`  ${line}`);
  for (const { versions, trace } of recording?.traces ?? []) {
    say("");
    say(paint.strong(`CPython ${versions.join(", ")}`));
    for (const line of describeTrace(trace)) say(`  ${line}`);
  }
}

/** Explains a clause or a scenario: what it says, who says so, what shows it, what the original does. Gives the exit code. */
export function explainCommand(words: readonly string[], surroundings: Surroundings): number {
  for (const word of words) {
    const clause = CLAUSE_IDS.find((id) => id === word.toUpperCase());
    if (clause !== undefined) explainClause(clause, surroundings);
    else if (/^[a-z]+-\d+$/i.test(word) && (word.toUpperCase().split("-")[0] ?? "") in AREAS)
      throw new SuiteError("usage", `There is no clause ${word.toUpperCase()}.`, NAMED_BY_AREA);
    else for (const loaded of select(loadScenarios(), [word])) explainScenario(loaded, surroundings);
    surroundings.say("");
  }
  return EXIT_CODES.met;
}
