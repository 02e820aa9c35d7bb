// What is said and kept of a campaign once something came of it, whether it was played here or joined from its parts.
// Knows words, folders and exit codes; knows nothing of how anything was found.

import type { CampaignReport } from "../../spec/campaign.ts";
import type { Tally } from "../fuzz/campaign.ts";
import type { CampaignAbout } from "../fuzz/campaign-report.ts";
import type { FindingContext } from "../fuzz/finding.ts";
import { EXIT_CODES } from "../suite-error.ts";
import { type Asked, replayLine } from "./replay.ts";
import { quoted } from "./session-options.ts";

const PROGRAM = "{program}";

/** The line that plays a program again, with {program} where its file goes. */
export function replayTemplate(asked: Asked, adapter: readonly string[], env: NodeJS.ProcessEnv): string {
  return replayLine({ scenario: PROGRAM }, asked, adapter, env).replace(quoted(PROGRAM), PROGRAM);
}

/** What the page of a finding says of its campaign. */
export function findingContext(about: CampaignAbout | CampaignReport): FindingContext {
  const { target, profile, implementation, oracle, replay } = about;
  return {
    ...{ target, profile },
    judged: `${implementation.name} ${implementation.version}`,
    oracle: oracle.interpreters.join(", "),
    replay: (program) => replay.replace(PROGRAM, () => quoted(program)),
  };
}

/** How a campaign ends a command: 0 when nothing parts and something was graded. */
export function campaignExitCode({ programs, groups, voids }: Tally): number {
  if (groups.size > 0) return EXIT_CODES.notConformant;
  return programs.scripted + programs.loopback > voids.length ? EXIT_CODES.met : EXIT_CODES.incomplete;
}
