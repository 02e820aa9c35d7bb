// The line that plays one case again, for a shell: as short as it can be, and complete.
// Knows how the command line is written; knows nothing of what came out.

import type { CaseResult, RunLimits } from "../../spec/report.ts";
import { adapterWords, type JudgeOptions, LIMIT_DEFAULTS, type ModuleOptions, quoted } from "./session-options.ts";

/** What was asked for when the case was played; limits that are absent are the usual ones. */
export type Asked = Pick<JudgeOptions, "target" | "profile" | "oracle" | "poller"> &
  ModuleOptions &
  Partial<Pick<JudgeOptions, "playLimit" | "runLimit" | "startLimit">>;

const LIMIT_FLAGS = [
  ["playLimit", "--play-limit", "playMs"],
  ["runLimit", "--run-limit", "runMs"],
  ["startLimit", "--start-limit", "startMs"],
] as const satisfies readonly (readonly [keyof Asked, string, keyof RunLimits])[];

function limitWords(asked: Asked): string {
  const unusual = LIMIT_FLAGS.filter(
    ([name, , usual]) => (asked[name] ?? LIMIT_DEFAULTS[usual]) !== LIMIT_DEFAULTS[usual],
  );
  return unusual.map(([name, flag]) => ` ${flag} ${asked[name]}`).join("");
}

/**
 * The command that plays just this case again. A PYTHONPATH is part of it where an adapter is named, because it says which
 * asyncore that adapter finds; oracles, modules and the reference do not follow it.
 */
export function replayLine(
  result: Pick<CaseResult, "scenario">,
  asked: Asked,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): string {
  const { PYTHONPATH: pythonPath = "" } = env;
  const path = words.length === 0 || pythonPath === "" ? "" : `PYTHONPATH=${quoted(pythonPath)} `;
  const target = asked.target === "3.11" ? "" : ` --target ${asked.target}`;
  const profile = asked.profile === "exact" ? "" : ` --profile ${asked.profile}`;
  const oracle = asked.oracle === "recorded" ? "" : ` --oracle ${quoted(asked.oracle)}`;
  const poller = asked.poller === "poll" ? " --poller poll" : "";
  const how = `${target}${profile}${poller}${oracle}${limitWords(asked)}`;
  const again = result.scenario.startsWith("property/") ? "certify --only" : "run";
  return `${path}npx asyncore-conformance ${again} ${quoted(result.scenario)}${how}${adapterWords(words, asked)}`;
}
