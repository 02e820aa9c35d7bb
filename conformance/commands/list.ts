// The commands that show what there is: scenarios, clauses, and one clause in full.

import { AREAS, type Area, type Clause } from "../../spec/clause.ts";
import { areaOf, CLAUSE_IDS, type ClauseId, clauseOf } from "../../spec/clauses/index.ts";
import { type LoadedScenario, loadScenarios, select } from "../load.ts";
import { describeProgram } from "../report/program-text.ts";
import { describeTrace } from "../report/trace-text.ts";
import { EXIT_CODES, SuiteError } from "../suite-error.ts";
import type { Surroundings } from "./surroundings.ts";

/** Options of `list`. */
export interface ListOptions {
  readonly clauses: boolean;
  readonly json: boolean;
}

/** One clause in a listing. */
interface ClauseRow {
  readonly id: ClauseId;
  readonly area: Area;
  readonly level: Clause["level"];
  readonly profile: Clause["profile"];
  readonly text: string;
  readonly scenarios: readonly string[];
}

function clauseRows(scenarios: readonly LoadedScenario[]): readonly ClauseRow[] {
  return CLAUSE_IDS.map((id) => {
    const { level, profile, text } = clauseOf(id);
    const showing = scenarios.filter(({ scenario }) => scenario.clauses.includes(id)).map((loaded) => loaded.id);
    return { id, area: areaOf(id), level, profile, text, scenarios: showing };
  });
}

/** Lists scenarios, or with `clauses` the clauses, of everything or of what the selectors name. Gives the exit code. */
export function listCommand(selectors: readonly string[], options: ListOptions, { say, paint }: Surroundings): number {
  const scenarios = loadScenarios(undefined, "ignore");
  if (options.clauses) {
    const wanted = selectors.map((selector) => selector.toUpperCase());
    const rows = clauseRows(scenarios).filter(
      ({ id, area }) => wanted.length === 0 || wanted.includes(area) || wanted.includes(id),
    );
    if (rows.length === 0)
      throw new SuiteError(
        "nothing-selected",
        `No clause matches ${selectors.map((selector) => `"${selector}"`).join(", ")}.`,
        "`asyncore-conformance list --clauses` shows all of them.",
      );
    if (options.json) say(JSON.stringify(rows, null, 1));
    else
      for (const { id, level, profile, text } of rows)
        say(`${paint.strong(id.padEnd(14))} ${paint.faint(`${level}, ${profile}`.padEnd(19))} ${text}`);
    return EXIT_CODES.met;
  }
  const chosen = select(scenarios, selectors);
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
      throw new SuiteError(
        "usage",
        `There is no clause ${word.toUpperCase()}.`,
        "`asyncore-conformance list --clauses` shows all of them.",
      );
    else for (const loaded of select(loadScenarios(), [word])) explainScenario(loaded, surroundings);
    surroundings.say("");
  }
  return EXIT_CODES.met;
}
