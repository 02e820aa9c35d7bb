// Which properties a command holds, and where the programs go that break them.
// Knows names on the command line and files; knows nothing of how a property is judged.

import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Profile, Target } from "../../spec/clause.ts";
import type { CaseResult, Report } from "../../spec/report.ts";
import { isAboutGraded } from "../certificate/certify.ts";
import { DEFAULT_RUNS, DEFAULT_SEED, PROPERTIES, type PropertyPlan } from "../properties/index.ts";
import { caseIdOf, type Property } from "../properties/property.ts";
import { makeFolder } from "../report/json.ts";
import { SuiteError } from "../suite-error.ts";
import { nearest } from "./near.ts";

const PREFIX = "property/";

/** Whether a word of the command line is the name of a property. */
export function namesProperty(word: string): boolean {
  return word.startsWith(PREFIX);
}

function named(word: string): Property {
  const found = PROPERTIES.find((property) => caseIdOf(property) === word);
  if (found !== undefined) return found;
  const near = nearest(word, PROPERTIES.map(caseIdOf));
  const hint = near.length === 0 ? "" : `Did you mean ${near.join(" or ")}? `;
  throw new SuiteError("usage", `There is no property ${word}.`, `${hint}A report names all of them.`);
}

/** Every property that is graded for `target` and `profile`, on programs out of `seed`. */
export function propertiesFor(target: Target, profile: Profile, seed = DEFAULT_SEED): PropertyPlan {
  return {
    properties: PROPERTIES.filter(({ clauses }) => isAboutGraded(clauses, target, profile)),
    seed,
    runs: DEFAULT_RUNS,
  };
}

/**
 * Those of them that `words` name: all when there are no words, else only properties that are named themselves.
 * Throws SuiteError for one that there is not.
 */
export function propertiesNamed(words: readonly string[], all: PropertyPlan): PropertyPlan {
  if (words.length === 0) return all;
  const wanted = words.filter(namesProperty).map(named);
  return { ...all, properties: all.properties.filter((property) => wanted.includes(property)) };
}

/** Where the smallest program that breaks a property lies, beside the report in `folder`. */
export function programFile(folder: string, { scenario }: Pick<CaseResult, "scenario">): string {
  return join(folder, `${scenario}.json`);
}

/** Takes away what `writePrograms` left in `folder` for another run. Nothing else that lies there is touched. */
export function removePrograms(folder: string): void {
  for (const property of PROPERTIES) rmSync(programFile(folder, { scenario: caseIdOf(property) }), { force: true });
}

/** Writes the smallest program of each property that was violated, so that it can be played again. */
export function writePrograms(report: Report, folder: string): void {
  for (const result of report.cases) {
    if (result.program === undefined) continue;
    const file = programFile(folder, result);
    makeFolder(dirname(file));
    writeFileSync(file, `${JSON.stringify(result.program, null, 2)}\n`);
  }
}
