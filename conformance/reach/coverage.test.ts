import { describe, expect, it } from "vitest";
import { paintWith } from "../report/paint.ts";
import { coverageOf } from "./coverage.ts";
import type { Source, Walk } from "./reaching.ts";
import { explain, type Reason, readReasons } from "./reasons.ts";
import { describeReach } from "./text.ts";

// 10 if a:
// 11     b
// 12 c
const SOURCE: Source = {
  lines: [
    { line: 10, function: "loop", text: "if a:" },
    { line: 11, function: "loop", text: "b" },
    { line: 12, function: "loop", text: "c" },
  ],
  branches: [{ from: [10, 10], into: 11 }],
};

function walk(...arcs: Walk["arcs"]): Walk {
  return { module: "asyncore", caller: "", arcs };
}

const PAST = walk([0, 10], [10, 12], [12, 0]);
const INTO = walk([0, 10], [10, 11], [11, 12], [12, 0]);
const REASON: Reason = { module: "asyncore", function: "loop", text: "b", reason: "Nobody wants it." };

describe("what was reached", () => {
  it("is the lines that were walked over, and each way out of a condition that was taken", () => {
    const past = coverageOf("asyncore", SOURCE, [PAST]);
    const both = coverageOf("asyncore", SOURCE, [PAST, INTO]);

    expect([past.lines, past.branches]).toEqual([
      { reached: 2, of: 3 },
      { reached: 1, of: 2 },
    ]);
    expect(past.unreached.map(({ text }) => text)).toEqual(["b"]);
    expect([both.lines, both.branches, both.unreached]).toEqual([{ reached: 3, of: 3 }, { reached: 2, of: 2 }, []]);
  });

  it("does not take an exception for a way out of a condition", () => {
    expect(coverageOf("asyncore", SOURCE, [walk([0, 10], [-10, 12])]).branches.reached).toBe(0);
  });

  it("is told for each module alone", () => {
    expect(coverageOf("asynchat", SOURCE, [PAST]).lines.reached).toBe(0);
  });
});

describe("a reason", () => {
  const unreached = coverageOf("asyncore", SOURCE, [PAST]);

  it("explains the line with its text in its function", () => {
    expect(explain([unreached], [REASON], "3.11").unreached.map(({ reason }) => reason)).toEqual(["Nobody wants it."]);
  });

  it("explains no other line, and none of another version", () => {
    const others: Reason[] = [
      { ...REASON, function: "poll" },
      { ...REASON, versions: ["2.7"] },
    ];

    expect(explain([unreached], others, "3.11").unreached.map(({ reason }) => reason)).toEqual([null]);
  });

  it("is refuted by whoever reaches the line", () => {
    expect(explain([coverageOf("asyncore", SOURCE, [INTO])], [REASON], "3.11").refuted).toEqual([REASON]);
  });

  it("that is published has a line of its own", () => {
    const keys = readReasons().map(({ reason: _reason, ...key }) => JSON.stringify(key));

    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("the text", () => {
  it("has a row for whoever reaches, and each line that nothing reaches", () => {
    const coverages = [coverageOf("asyncore", SOURCE, [PAST])];

    const lines = describeReach([{ name: "scenarios", coverages }], explain(coverages, [], "3.11"), paintWith(false));

    expect(lines.map((line) => line.replaceAll(/ +/g, " "))).toEqual([
      " asyncore, reached by lines branches",
      " scenarios 2 of 3 66% 1 of 2 50%",
      "",
      "Reached by nothing: 1 line",
      " asyncore.loop line 11: b",
      " no reason is known",
    ]);
  });
});
