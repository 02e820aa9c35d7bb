// Makes a scenario of what the fuzzer found, so that it is played for ever after. What real interpreters do is recorded
// afterwards, as for every scenario; a human gives it a better title and says which clause it is about.

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Target } from "../../spec/clause.ts";
import type { Scenario } from "../../spec/scenario.ts";
import { digest } from "../certificate/digest.ts";
import { REGRESSIONS_FOLDER } from "../load/load.ts";
import { describeVerdict } from "../report/failure.ts";
import { makeFolder } from "../report/json.ts";
import { SuiteError } from "../suite-error.ts";
import type { Group } from "./campaign.ts";
import { clausesAbout } from "./clauses.ts";

const DIGITS = 8;

/** The scenario of a group: its smallest program, with what can be said of it by rote. */
export function scenarioOf({ signature, origin, disagreement }: Group, target: Target): Scenario {
  const [first = "LOOP-01", ...others] = clausesAbout(disagreement, target).slice(0, 2);
  return {
    title: `Found by random programs: ${signature}`,
    clauses: [first, ...others],
    why: `An implementation parted here, on what was left of program ${origin.index} of seed ${origin.seed}. ${describeVerdict(disagreement.verdict)}`,
    program: disagreement.program,
  };
}

/** Writes the scenario of a group into `folder`, unless its program is there already. Gives its id. Throws SuiteError. */
export function freeze(group: Group, target: Target, folder: string = REGRESSIONS_FOLDER): string {
  const name = `${group.origin.world}-${digest(group.disagreement.program).slice(0, DIGITS)}`;
  const file = join(folder, `${name}.json`);
  try {
    makeFolder(folder);
    if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(scenarioOf(group, target), null, 2)}\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SuiteError(
      "output-unwritable",
      `${file} cannot be written: ${reason}.`,
      "Freeze in a checkout of the suite, and not in an installed package.",
    );
  }
  return `regressions/${name}`;
}
