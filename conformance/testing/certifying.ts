// Runs of made-up scenarios on adapters that are no processes, with a clock that goes as a test says.
// Knows how a run is put together; expects nothing of its report.

import { posixHost } from "../../reference/posix/index.ts";
import type { Capabilities } from "../../spec/adapter.ts";
import { CLAUSE_IDS, type ClauseId } from "../../spec/clauses/index.ts";
import type { CaseResult, Report } from "../../spec/report.ts";
import type { Scenario } from "../../spec/scenario.ts";
import type { Trace } from "../../spec/trace.ts";
import type { PlayOutcome } from "../adapters/adapter.ts";
import { certify, type RunPlan } from "../certificate/certify.ts";
import type { LoadedScenario } from "../load/load.ts";
import { recordedOracle } from "../oracle.ts";
import { bareStage, type Stage } from "../play/player.ts";
import { DEFAULT_RUN_LIMITS, Session } from "../play/session.ts";
import { fakeSource, identityWith } from "./fake-adapter.ts";

/** The trace every scenario here has recorded, and one that differs. */
export const RIGHT: Trace = [{ kind: "written", depth: 0, stream: "stdout", text: "right" }];
export const WRONG: Trace = [{ kind: "written", depth: 0, stream: "stdout", text: "wrong" }];

/** A scenario that was recorded on 3.11. */
export function scenario(id: string, clauses: readonly ClauseId[], more: Partial<Scenario> = {}): LoadedScenario {
  return {
    id,
    scenario: {
      title: `The title of ${id}`,
      clauses,
      why: "Some implementations differ.",
      program: { world: "loopback", channels: {}, steps: [{ op: "poll" }] },
      ...more,
    },
    recording: {
      program: "p",
      traces: [{ versions: ["3.11"], interpreters: ["CPython 3.11.7"], kernel: "Linux 6.1", trace: RIGHT }],
    },
  };
}

/** One scenario that shows every clause there is. */
export const EVERYTHING_SHOWN = scenario("loop/all", CLAUSE_IDS);

/** A plan to run all of `scenarios` as CPython 3.11. */
export function planOf(scenarios: readonly LoadedScenario[], more: Partial<RunPlan> = {}): RunPlan {
  return {
    scenarios,
    target: "3.11",
    profile: "exact",
    limits: DEFAULT_RUN_LIMITS,
    adapter: ["fake"],
    environment: { node: "v24", platform: "linux x64", kernel: "Linux 6.1" },
    whole: true,
    ...more,
  };
}

/** What is special about a run. */
export interface Run {
  readonly plays?: (number: number) => PlayOutcome;
  readonly capabilities?: Partial<Capabilities>;
  /** Milliseconds that pass with every look at the clock. */
  readonly msPerLook?: number;
  /** Milliseconds that pass with every play. */
  readonly msPerPlay?: number;
  /** Where it takes place, given the bare stage. */
  readonly stage?: (bare: Stage) => Stage;
  /** How many sessions play at once; one when absent. */
  readonly sessions?: number;
  readonly onCase?: (result: CaseResult, done: number, selected: number) => void;
}

/** Runs a plan on a fake adapter: by default one that is right and takes no time. */
export async function run(plan: RunPlan, special: Run = {}): Promise<Report> {
  const { plays, capabilities = {}, msPerLook = 0, msPerPlay = 0 } = special;
  const { stage = (bare) => bare, sessions: count = 1, onCase = () => {} } = special;
  let played = 0;
  let now = Date.UTC(2026, 0, 1);
  const clock = () => {
    now += msPerLook;
    return now;
  };
  const play = (): PlayOutcome => {
    played += 1;
    now += msPerPlay;
    return plays?.(played) ?? { outcome: "played", trace: RIGHT };
  };
  const source = fakeSource(play, identityWith(capabilities));
  const session = () => new Session(source, posixHost, plan.limits);
  const [first, ...others] = [session(), ...Array.from({ length: count - 1 }, session)] as const;
  const bare = bareStage(first, ...others);
  try {
    return await certify(plan, recordedOracle(plan.scenarios, plan.target), stage(bare), clock, onCase);
  } finally {
    await Promise.all([first, ...others].map((each) => each.close()));
  }
}
