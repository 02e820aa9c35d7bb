import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation, Trace } from "../../spec/trace.ts";
import type { Divergence } from "../../spec/verdict.ts";
import { compare } from "../judge/compare.ts";
import { arbitraryTrace } from "../testing/arbitrary-trace.ts";
import { paintWith } from "./paint.ts";
import { describeDivergence, describeTrace } from "./trace-text.ts";

const TRACE: Trace = [
  { kind: "action", depth: 0, op: "peer.recv", of: "wire", returned: { saw: "data", data: "hi" } },
  { kind: "action", depth: 0, op: "loop", waitedAtLeastTimeout: true },
  { kind: "event", depth: 1, event: "readable", of: "client", returned: "\u202e" },
  {
    kind: "event",
    depth: 1,
    event: "handle_accepted",
    of: "client",
    args: [{ socket: "sock" }, { address: "server" }],
  },
  { kind: "action", depth: 2, op: "send", of: "client", asked: 9, returned: "some" },
  { kind: "event", depth: 1, event: "handle_read", of: "client", raised: { kind: "value", text: "boom\u009b" } },
  { kind: "written", depth: 2, stream: "stderr", text: "log: \u001b[2J" },
  { kind: "call", depth: 2, call: "select", args: [{ list: [3] }], raised: { kind: "os", errno: "EBADF" } },
  {
    ...{ kind: "state", depth: 0, of: "client", connected: true, accepting: false, connecting: true, closing: null },
    ...{ maps: ["global", "own"], addr: { address: "server" }, socket: "open" },
  },
  {
    ...{ kind: "state", depth: 0, of: "other", connected: false, accepting: false, connecting: false, closing: false },
    ...{ maps: [], addr: null, socket: "none" },
  },
  { kind: "exhausted", depth: 0, by: "depth" },
];

describe("a trace in words", () => {
  it("has a line for each thing that happened, and one for an end that came later", () => {
    expect(describeTrace(TRACE)).toEqual([
      'wire.recv → received "hi"',
      "loop",
      '  client.readable → "\\u202e"',
      "  client.handle_accepted(socket sock, server)",
      '    client.send of 9 bytes → "some"',
      "  client.handle_read",
      '    prints on stderr: "log: \\u001b[2J"',
      "    select([3]) raises EBADF",
      '  client.handle_read raises value "boom\\u009b"',
      "loop after waiting its timeout",
      "state of client: connected, connecting; in map global, own; addr server; socket open",
      "state of other: no flag set; in no map; addr null; socket none",
      "exhausted: the limit of depth is reached",
    ]);
  });

  it("says when a wait was too short", () => {
    expect(describeTrace([{ kind: "action", depth: 0, op: "loop", waitedAtLeastTimeout: false }])).toEqual([
      "loop before its timeout was over",
    ]);
  });

  it("has no control character in it, whatever was observed", () => {
    fc.assert(
      fc.property(arbitraryTrace, (trace) => {
        expect(describeTrace(trace).join("")).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

describe("a divergence in words", () => {
  const step = (op: "poll" | "close" | "collect"): Observation => ({ kind: "action", depth: 0, op });
  const lines = (expected: Trace, observed: Trace, width = 80, profile: "exact" | "documented" = "exact") => {
    const divergence = compare(expected, observed, profile) as Divergence;
    return describeDivergence(expected, observed, divergence, profile, width, paintWith(false));
  };

  it("shows both sides, what agrees before, and marks the first line that does not", () => {
    const expected = [step("poll"), step("close"), step("poll")];
    const observed = [step("poll"), step("collect"), step("poll")];

    expect(lines(expected, observed)).toEqual([
      "  expected (the original)              │ observed",
      "  poll                                 │ poll",
      "▶ close                                │ collect",
      "  poll                                 │ poll",
    ]);
  });

  it("says where one side has nothing more", () => {
    expect(lines([step("poll"), step("close")], [step("poll")])).toEqual([
      "  expected (the original)              │ observed",
      "  poll                                 │ poll",
      "▶ close                                │ (nothing more)",
    ]);
    expect(lines([step("poll")], [step("poll"), step("close")]).at(-1)).toBe(
      "▶ (nothing more)                       │ close",
    );
  });

  it("shows an ending that differs", () => {
    const [expected, observed] = [true, false].map(
      (returned): Trace => [{ kind: "action", depth: 0, op: "settle", returned }],
    );

    expect(lines(expected ?? [], observed ?? []).at(-1)).toBe(
      "▶ settle → true                        │ settle → false",
    );
  });

  it("leaves out what agreed long before", () => {
    const long = Array(30).fill(step("poll"));

    const shown = lines([...long, step("close")], [...long, step("collect")]);

    expect(shown).toHaveLength(1 + 1 + 14 + 1);
    expect(shown[1]).toBe("  … 16 earlier lines agree");
  });

  it("shows the line that differs in full, however narrow the columns are", () => {
    const state = (socket: "open" | "closed"): Observation => ({
      ...{ kind: "state", depth: 0, of: "client", connected: true, accepting: false, connecting: false },
      ...{ closing: false, maps: ["global"], addr: { address: "server" }, socket },
    });

    expect(lines([step("poll"), state("open")], [step("poll"), state("closed")])).toEqual([
      "  expected (the original)              │ observed",
      "  poll                                 │ poll",
      "▶ state of client: connected; in map   │ state of client: connected; in map",
      "    global; addr server; socket open   │   global; addr server; socket closed",
    ]);
  });

  it("indents every later piece alike", () => {
    const line = (text: string): Observation => ({ kind: "written", depth: 1, stream: "stdout", text });
    const words = Array(20).fill("word").join(" ");
    const shown = lines([step("poll"), line(`${words} one`)], [step("poll"), line(`${words} two`)]);

    expect(shown.slice(3).map((row) => row.match(/^ {2}( *)/)?.[1]?.length)).toEqual([4, 4, 4]);
  });

  it("parts a long word where there is no blank", () => {
    const returned = "x".repeat(60);
    const [expected, observed] = [returned, `${returned}y`].map(
      (data): Trace => [{ kind: "action", depth: 0, op: "recv", returned: data }],
    );

    const shown = lines(expected ?? [], observed ?? []);

    expect(shown.slice(1).map((line) => line.split("│").map((side) => side.replace("▶", "").trim()))).toEqual([
      ["recv", "recv"],
      ["recv →", "recv →"],
      [`"${"x".repeat(33)}`, `"${"x".repeat(33)}`],
      [`${"x".repeat(27)}"`, `${"x".repeat(27)}y"`],
    ]);
  });

  it("shows the story of one channel where channels are compared one by one", () => {
    const event = (of: string, name: "handle_read" | "handle_write"): Observation => ({
      ...{ kind: "event", depth: 1, event: name, of },
    });
    const expected = [step("poll"), event("a", "handle_read"), event("b", "handle_read")];
    const observed = [step("poll"), event("b", "handle_write"), event("a", "handle_read")];

    expect(lines(expected, observed, 80, "documented")).toEqual([
      "  expected (the original)              │ observed",
      "▶ b.handle_read                        │ b.handle_write",
    ]);
  });

  it("fits into the width there is, and has no control character", () => {
    fc.assert(
      fc.property(arbitraryTrace, arbitraryTrace, fc.integer({ min: 67, max: 200 }), (expected, observed, width) => {
        fc.pre(compare(expected, observed, "exact") !== null);
        const shown = lines(expected, observed, width);
        expect(shown.filter((line) => line.length > width)).toEqual([]);
        expect(shown.join("")).not.toMatch(/\p{Cc}/u);
        expect(shown.filter((line) => line.startsWith("▶"))).toHaveLength(1);
      }),
    );
  });
});
