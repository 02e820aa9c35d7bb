import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation, Trace } from "../../spec/trace.ts";
import { loadScenarios, readRecordingIfFits } from "../load/load.ts";
import { arbitraryTrace } from "../testing/arbitrary-trace.ts";
import { traceError } from "./trace.ts";

const loop = (depth: number): Observation => ({ kind: "action", depth, op: "loop" });
const line = (depth: number): Observation => ({ kind: "written", depth, stream: "stdout", text: "log: hello" });

describe("a trace", () => {
  it("is in order when every observation is nested in calls that go on", () => {
    fc.assert(fc.property(arbitraryTrace, (trace) => traceError(trace) === null));
  });

  it("is in order when it was recorded from an original", () => {
    const scenarios = loadScenarios(undefined, "ignore");
    const recorded = scenarios.flatMap(({ id, scenario }) => readRecordingIfFits(id, scenario.program)?.traces ?? []);

    expect(recorded.map(({ trace }) => traceError(trace)).filter((wrong) => wrong !== null)).toEqual([]);
  });

  const state: Observation = {
    ...{ kind: "state", depth: 0, of: "a", connected: true, accepting: false, connecting: false, closing: false },
    ...{ maps: [], addr: null, socket: "none" },
  };
  it.each<[Trace, string]>([
    [[loop(-1)], "observation 1 has depth -1, which is no number of calls"],
    [[loop(0), line(0.5)], "observation 2 has depth 0.5, which is no number of calls"],
    [[loop(0), line(2)], "observation 2 has depth 2, and only 1 calls are going on"],
    [[loop(0), line(1), line(2)], "observation 3 has depth 2, and only 1 calls are going on"],
    [[loop(1)], "observation 1 has depth 1, and only 0 calls are going on"],
    [
      [loop(0), { kind: "exhausted", depth: 1, by: "depth" }, line(1)],
      "observation 3 comes after the play was exhausted",
    ],
    [[loop(0), { ...state, depth: 1 as 0 }], "observation 2 is a state at depth 1: states are recorded between steps"],
    [
      [line(0), { ...line(0), text: "x".repeat(300_000) } as Observation],
      "it is 294 KB long, and 256 KB are the most that is looked at",
    ],
  ])("is not in order with an observation that cannot stand there", (trace, wrong) => {
    expect(traceError(trace)).toBe(wrong);
  });
});
