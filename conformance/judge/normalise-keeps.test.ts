// What no projection may take out: who did what, in which order and depth, and every state. Asked of every recorded trace.

import { describe, expect, it } from "vitest";
import type { Observation } from "../../spec/trace.ts";
import { loadScenarios } from "../load/load.ts";
import { normalise } from "./normalise.ts";

const scenarios = loadScenarios();

/** An observation without the parts that a projection may change: texts, values, errors' words. */
function bones(observation: Observation): object {
  switch (observation.kind) {
    case "state":
      return observation;
    case "action":
      return {
        ...observation,
        asked: undefined,
        returned: "returned" in observation,
        raised: observation.raised?.kind,
      };
    case "event":
      return {
        ...observation,
        args: observation.args?.length,
        returned: "returned" in observation,
        raised: observation.raised?.kind,
      };
    default:
      return { kind: observation.kind, depth: observation.depth };
  }
}

describe.each(["exact", "documented"] as const)("in the %s profile", (profile) => {
  it("everything that was observed is still there, but for system calls where the profile leaves them out", () => {
    const left = profile === "exact" ? "" : "call";
    for (const { scenario, recording } of scenarios) {
      const { program } = scenario;
      for (const { trace } of recording?.traces ?? []) {
        const kept = normalise(trace, { program, profile, addresses: new Map() });

        expect(kept.map(bones)).toEqual(trace.filter(({ kind }) => kind !== left).map(bones));
      }
    }
  });
});

it("every kind of observation but exhaustion is asked after", () => {
  const kinds = new Set(
    scenarios.flatMap(({ recording }) => recording?.traces.flatMap(({ trace }) => trace.map(({ kind }) => kind)) ?? []),
  );

  expect([...kinds].sort()).toEqual(["action", "call", "event", "state", "written"]);
});
