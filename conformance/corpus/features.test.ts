import { describe, expect, it } from "vitest";
import type { Program } from "../../spec/program.ts";
import type { Trace } from "../../spec/trace.ts";
import { beginningOf, featuresOf } from "./features.ts";

const PROGRAM: Program = { world: "scripted", channels: { c: { base: "async_chat" } }, steps: [{ op: "loop" }] };
const TRACE: Trace = [
  { kind: "action", depth: 0, op: "loop" },
  { kind: "event", depth: 1, event: "readable", of: "c", returned: true },
  { kind: "call", depth: 1, call: "recv", of: "s", raised: { kind: "os", errno: "EAGAIN" } },
];
const WALK = {
  module: "asyncore",
  caller: "poll",
  arcs: [
    [0, 82],
    [82, 83],
    [83, 0],
  ],
} as const;

describe("what a program shows", () => {
  it("is the ways it takes, what follows what, and what happens inside what", () => {
    const features = featuresOf(PROGRAM, [WALK], TRACE);

    expect([...features]).toEqual([
      "asyncore:0-82 82-83 83-0 from poll",
      " > loop  ",
      " ( loop  ",
      "loop   > readable async_chat true",
      "loop   ( readable async_chat true",
      "readable async_chat true > recv !osEAGAIN",
      "loop   ( recv !osEAGAIN",
    ]);
  });

  it("does not depend on names and bytes", () => {
    const renamed = JSON.parse(JSON.stringify([PROGRAM, TRACE]).replaceAll('"c"', '"other"')) as [Program, Trace];

    expect(featuresOf(renamed[0], [WALK], renamed[1])).toEqual(featuresOf(PROGRAM, [WALK], TRACE));
  });

  it("tells where a way begins, and that the rest is no way", () => {
    const [way = "", other = ""] = featuresOf(PROGRAM, [WALK], TRACE);

    expect([beginningOf(way), beginningOf(other)]).toEqual([{ module: "asyncore", line: 82 }, null]);
  });
});
