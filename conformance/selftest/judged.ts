// Judges one thing as `certify` does, on a selection of scenarios, and explains what failed as `certify` would.
// Knows how judging is put together; knows nothing of what is broken.

import { posixHost } from "../../reference/posix/index.ts";
import type { Target } from "../../spec/clause.ts";
import type { CaseResult, Report, RunLimits } from "../../spec/report.ts";
import { replayLine } from "../commands/replay.ts";
import {
  type AdapterSource,
  bareStage,
  certify,
  isGraded,
  type LoadedScenario,
  loadScenarios,
  recordedOracle,
  Session,
  select,
} from "../index.ts";
import { failed } from "../judge/judge.ts";
import { explainFailure } from "../report/failure.ts";
import { paintWith } from "../report/paint.ts";

const ENVIRONMENT = { node: process.version, platform: process.platform, kernel: "any" };
const LIMITS: RunLimits = { playMs: 10_000, runMs: 60_000, startMs: 20_000 };
const WIDTH = 120;

/** A report, and for each failed case its explanation, one line each. */
export interface Judged {
  readonly report: Report;
  readonly explanations: readonly string[];
}

/** Gives the scenarios that `selectors` name and that are graded for `target`. */
export type Choose = (selectors: readonly string[], target: Target) => readonly LoadedScenario[];

/** Reads all scenarios, once. */
export function chooser(): Choose {
  const all = loadScenarios();
  return (selectors, target) =>
    select(
      all.filter((loaded) => isGraded(loaded, target, "exact")),
      selectors,
    );
}

/** Judges what `source` starts on `scenarios`. Throws SuiteError when it cannot be used. */
export async function judged(
  source: AdapterSource,
  scenarios: readonly LoadedScenario[],
  target: Target,
  limits: Partial<RunLimits> = {},
): Promise<Judged> {
  const plan = {
    scenarios,
    target,
    profile: "exact",
    limits: { ...LIMITS, ...limits },
    adapter: source.words,
    environment: ENVIRONMENT,
    whole: false,
  } as const;
  const session = new Session(source, posixHost, plan.limits);
  try {
    const report = await certify(plan, recordedOracle(scenarios, target), bareStage(session), Date.now, () => {});
    const failures = report.cases.filter(({ verdict }) => failed(verdict));
    return { report, explanations: failures.map((result) => explained(result, scenarios, target, source.words)) };
  } finally {
    await session.close();
  }
}

function explained(
  result: CaseResult,
  scenarios: readonly LoadedScenario[],
  target: Target,
  words: readonly string[],
): string {
  const program = scenarios.find(({ id }) => id === result.scenario)?.scenario.program;
  if (program === undefined) throw new Error(`${result.scenario} was not asked for`);
  const { playMs: playLimit, runMs: runLimit, startMs: startLimit } = LIMITS;
  const options = { target, profile: "exact", oracle: "recorded", playLimit, runLimit, startLimit } as const;
  const replay = replayLine(result, options, words);
  const lines = explainFailure(result, { program, ...options, replay, width: WIDTH, paint: paintWith(false) });
  return lines.join("\n");
}
