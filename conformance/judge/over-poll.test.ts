import { describe, expect, it } from "vitest";
import type { ClauseId } from "../../spec/clauses/index.ts";
import type { Program } from "../../spec/program.ts";
import type { Recording, Scenario } from "../../spec/scenario.ts";
import type { Trace } from "../../spec/trace.ts";
import { loadScenarios } from "../load/load.ts";
import { EVERYTHING } from "../testing/fake-adapter.ts";
import { over, overPoll, pollerFor } from "./over-poll.ts";
import { missingFor } from "./qualify.ts";

const PROGRAM: Program = { world: "loopback", channels: {}, steps: [{ op: "loop", count: 1 }] };

function scenario(program: Partial<Program>, clauses: readonly ClauseId[] = ["READ-04"]): Scenario {
  return { title: "A title", clauses, why: "A reason.", program: { ...PROGRAM, ...program } };
}

function traceOf(text: string): Trace {
  return [{ kind: "written", depth: 0, stream: "stdout", text }];
}

describe("a scenario over poll", () => {
  it("runs every pass over poll, also those in the reactions of channels, objects and producers", () => {
    const on = {
      readable: [
        true,
        {
          do: [
            { op: "loop", count: 1 },
            { op: "peer.close", peer: "p" },
          ],
        },
      ],
    } as const;
    const settle = { op: "settle", until: { closed: "a" }, limit: 3 } as const;
    const given = scenario({
      channels: { a: { base: "dispatcher", on }, b: { base: "dispatcher" } },
      objects: { o: { on } },
      producers: { p: { on: { more: [{ do: [settle] }] } } },
      steps: [{ op: "loop", timeout: 0 }, settle, { op: "close_all" }],
    });

    const there = { readable: [true, { do: [{ op: "loop", count: 1, use_poll: true }, on.readable[1].do[1]] }] };
    expect(overPoll(given)?.program).toEqual({
      world: "loopback",
      channels: { a: { base: "dispatcher", on: there }, b: { base: "dispatcher" } },
      objects: { o: { on: there } },
      producers: { p: { on: { more: [{ do: [{ ...settle, use_poll: true }] }] } } },
      steps: [{ op: "loop", timeout: 0, use_poll: true }, { ...settle, use_poll: true }, { op: "close_all" }],
    });
  });

  it("runs over poll throughout what ran over both", () => {
    const both = scenario({
      steps: [
        { op: "loop", use_poll: false },
        { op: "loop", use_poll: true },
        { op: "loop", use_poll: 0 },
        { op: "loop", use_poll: 1 },
      ],
    });

    expect(overPoll(both)?.program.steps).toEqual(Array(4).fill({ op: "loop", use_poll: true }));
  });

  it("shows the same clauses, but for those of the pass over select and of the choice", () => {
    expect(overPoll(scenario({}, ["READ-04", "SELECT-13", "LOOP-03", "LOOP-01"]))?.clauses).toEqual([
      "READ-04",
      "LOOP-01",
    ]);
  });

  it.each<[string, Scenario]>([
    ["is about the choice between the passes", scenario({}, ["LOOP-03", "READ-04"])],
    ["runs one pass over select", scenario({ steps: [{ op: "poll" }] })],
    ["runs one pass over poll", scenario({ steps: [{ op: "poll2" }] })],
    ["shows a clause of SELECT before all", scenario({}, ["SELECT-13", "READ-04"])],
    ["brings a script", scenario({ world: "scripted", script: {} })],
  ])("does not exist of one that %s", (_what, given) => {
    const loaded = { id: "a/b", scenario: given, recording: null };

    expect(overPoll(given)).toBeNull();
    expect(over("poll", loaded)).toBe(loaded);
  });

  it("needs no pass over select, for every scenario that has a variant and a pass", () => {
    const pollOnly = { ...EVERYTHING, pollers: ["poll"] } as const;
    const variants = loadScenarios(undefined, "ignore").flatMap((loaded) => overPoll(loaded.scenario) ?? []);

    expect(variants.length).toBeGreaterThan(100);
    expect(variants.filter(({ program }) => missingFor(program, pollOnly) !== null)).toEqual([]);
  });
});

describe("the recording of a scenario over poll", () => {
  const about = { interpreters: [], kernel: "Linux 6.1" };
  const [same, old, other] = [traceOf("same"), traceOf("old"), traceOf("other")];
  const recording: Recording = {
    program: "p",
    traces: [
      { ...about, versions: ["2.7"], trace: old },
      { ...about, versions: ["3.10", "3.11"], trace: same },
    ],
    overPoll: [{ ...about, versions: ["2.7", "3.11"], trace: other }],
  };

  it("is the one over select for versions that left no other trace", () => {
    const { recording: there } = over("poll", { id: "a/b", scenario: scenario({}), recording });

    expect(there?.traces).toEqual([
      { ...about, versions: ["3.10"], trace: same },
      { ...about, versions: ["2.7", "3.11"], trace: other },
    ]);
  });

  it("is not touched over select", () => {
    const loaded = { id: "a/b", scenario: scenario({}), recording };

    expect(over("select", loaded)).toBe(loaded);
  });
});

describe("scenarios are played over", () => {
  it.each([
    ["select where there is one", {}, "select"],
    ["poll where all passes are over poll", { pollers: ["poll"] }, "poll"],
    ["select, as a name only, where there are no passes", { pollers: ["poll"], passes: false }, "select"],
  ] as const)("%s", (_what, declared, poller) => {
    expect(pollerFor({ ...EVERYTHING, ...declared })).toBe(poller);
  });
});
