import { describe, expect, it } from "vitest";
import type { ClauseId } from "../../spec/clauses/index.ts";
import type { CaseResult } from "../../spec/report.ts";
import { fallenIn, rankFailures } from "./rank.ts";

const DIVERGED = { outcome: "diverged", divergence: { at: 0, expected: null, observed: null } } as const;

function result(scenario: string, clauses: readonly ClauseId[], verdict: CaseResult["verdict"] = DIVERGED): CaseResult {
  return { scenario, title: "", clauses, verdict, durationMs: 1 };
}

const passed = (scenario: string, clauses: readonly ClauseId[]) => result(scenario, clauses, { outcome: "passed" });

/** The names of the failures in their order; those with longer names are the larger ones. */
function ranked(cases: readonly CaseResult[]): readonly string[] {
  return rankFailures(cases, ({ scenario }) => scenario.length).map(({ scenario }) => scenario);
}

describe("failures", () => {
  it("are read by area from the ground up, whatever the alphabet says, and those alone", () => {
    const cases = [
      result("accept/a", ["ACCEPT-01"]),
      result("chat/a", ["CHAT-01"]),
      passed("connect/a", ["CONNECT-01"]),
      result("loop/a", ["LOOP-02"]),
      result("map/a", ["MAP-01"]),
      result("regressions/a", ["SELECT-01", "LOOP-01"]),
    ];

    expect(ranked(cases)).toEqual(["loop/a", "regressions/a", "map/a", "accept/a", "chat/a"]);
  });

  it("are read from the smallest program to the largest within an area, and properties last of all", () => {
    const cases = [
      result("property/p", ["LOOP-01"]),
      result("loop/large", ["LOOP-01"]),
      passed("loop/right", ["LOOP-01"]),
      result("chat/a", ["CHAT-01"]),
      result("loop/small", ["LOOP-02"]),
      result("loop/a", ["LOOP-03"]),
    ];

    expect(ranked(cases)).toEqual(["loop/a", "loop/large", "loop/small", "chat/a", "property/p"]);
  });

  it("begin with those of a clause of which every scenario failed, also where it is not their first clause", () => {
    const cases = [
      result("loop/a", ["LOOP-01"]),
      passed("loop/b", ["LOOP-01"]),
      result("connect/also-ends", ["CONNECT-01", "READ-04"]),
      result("read/ends", ["READ-04"]),
      passed("connect/b", ["CONNECT-01"]),
      result("property/p", ["READ-04"]),
    ];

    expect(ranked(cases)).toEqual(["read/ends", "connect/also-ends", "loop/a", "property/p"]);
  });
});

describe("a clause has fallen", () => {
  const two = [result("read/a", ["READ-04"]), result("read/b", ["READ-04", "LOOP-01"])];

  it("when two scenarios at least were played of it and none passed", () => {
    expect(fallenIn(two)).toEqual([{ clause: "READ-04", scenarios: 2 }]);
    expect(fallenIn(two.slice(0, 1))).toEqual([]);
    expect(fallenIn([...two, passed("read/c", ["READ-04"])])).toEqual([]);
  });

  it("whatever was not asked, and whatever became of properties", () => {
    const unasked = result("read/c", ["READ-04"], { outcome: "not-applicable", missing: "counted passes" });
    const properties = [passed("property/p", ["READ-04"]), result("property/q", ["LOOP-01"])];

    expect(fallenIn([...two, unasked, ...properties])).toEqual([{ clause: "READ-04", scenarios: 2 }]);
  });
});
