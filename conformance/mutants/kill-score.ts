// The suite's own mark, as it is kept in fixtures/kill-score.json for reports to carry, and how it is told in words.
// Knows the file; how it is measured is in campaign.ts.

import type { KillScore, TrialName } from "../../spec/kill-score.ts";
import { readJson, shaped } from "../load/read-shaped.ts";
import { packagePath } from "../package-path.ts";
import { SuiteError } from "../suite-error.ts";
import { SUITE_VERSION } from "../suite-version.ts";
import { killsOf, type Score } from "./score.ts";

/** Where it is. Written by `selftest --mutants --save`, never by hand. */
export const KILL_SCORE_FILE = packagePath("fixtures/kill-score.json");

function sumOf(numbers: readonly (number | null)[]): number {
  return numbers.reduce<number>((sum, number) => sum + (number ?? 0), 0);
}

/** Whether the figures of a score add up as they say they do. */
function addsUp({ made, notLoadable, equivalent, killable, killed, killedBy }: KillScore): boolean {
  const { scenarios, corpus, properties, fuzz } = killedBy;
  return (
    made === notLoadable + equivalent + killable &&
    killed === sumOf([scenarios, corpus, properties]) &&
    killed + (fuzz ?? 0) <= killable
  );
}

/** The score of the last campaign that was kept. Throws SuiteError when the file cannot be read or does not add up. */
export function readKillScore(file: string = KILL_SCORE_FILE): KillScore {
  const score = shaped<KillScore>(readJson(file, "bad-fixture"), file, "kill-score", "bad-fixture");
  if (addsUp(score)) return score;
  throw new SuiteError(
    "bad-fixture",
    `The figures of ${file} do not add up.`,
    "Restore it from the repository, or measure again: asyncore-conformance selftest --mutants --save.",
  );
}

/** The score as it is kept. `played` are the trials that were: the others have no figure. */
export function keptScore(
  { total }: Score,
  played: readonly TrialName[],
  about: Pick<KillScore, "target" | "interpreter" | "measuredOn" | "modules" | "sample">,
): KillScore {
  const { made, notLoadable, equivalent, killedBy } = total;
  const by = (trial: TrialName) => (played.includes(trial) ? killedBy[trial] : null);
  return {
    format: 1,
    suiteVersion: SUITE_VERSION,
    ...about,
    ...{ made, notLoadable, equivalent, ...killsOf(total) },
    killedBy: {
      scenarios: by("scenarios"),
      corpus: by("corpus"),
      properties: by("properties"),
      fuzz: by("fuzz"),
    },
  };
}

/** The text of the file. */
export function printKillScore(score: KillScore): string {
  return `${JSON.stringify(score, null, 1)}\n`;
}

/** How many of a hundred mutants that can be caught `certify` catches; 100 when there was none. */
export function percentOf({ killed, killable }: Pick<KillScore, "killed" | "killable">): number {
  return killable === 0 ? 100 : (100 * killed) / killable;
}
