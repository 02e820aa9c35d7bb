import { describe, expect, it } from "vitest";
import type { Program } from "../../../spec/program.ts";
import type { Trace } from "../../../spec/trace.ts";
import { compare } from "../../judge/compare.ts";
import { EXPECTED, OBSERVED } from "../../testing/stories.ts";
import { type Picture, pictureOf } from "./swim.ts";

const PROGRAM: Program = {
  world: "loopback",
  channels: { client: { base: "dispatcher" } },
  steps: [
    { op: "new", channel: "client" },
    { op: "peer.send", peer: "wire", data: "abc" },
    { op: "poll", timeout: 0 },
  ],
};

function drawn(expected: Trace, observed: Trace, profile: "exact" | "documented" = "exact"): Picture {
  const divergence = compare(expected, observed, profile);
  if (divergence === null) throw new Error("the two traces are the same");
  return pictureOf(expected, observed, divergence, profile, PROGRAM);
}

/** Rows as `lane: text`, with the number of the step they begin. */
function told({ lanes, ...picture }: Picture, part: "agreed" | "expected" | "observed"): readonly string[] {
  return picture[part].map(({ lane, step, text }) => {
    const whose = lane === null ? "all" : [lanes[lane]?.kind, ...(lanes[lane]?.names ?? [])].join(" ");
    return `${step === null ? "" : `${step}. `}${whose}: ${text}`;
  });
}

describe("a picture", () => {
  it("has a lane for each peer and channel, with the kernel between them, and says a step in the program's words", () => {
    const picture = drawn(EXPECTED, OBSERVED);

    expect(told(picture, "agreed")).toEqual([
      "1. channel client: new",
      '2. peer wire: send data: "abc" → done',
      "3. all: poll timeout: 0",
    ]);
    expect(told(picture, "expected")[0]).toBe('channel client: handle_read → "abc"');
    expect(told(picture, "observed")).toEqual(['channel client: handle_close("abc")', 'all: prints on stdout: "gone"']);
  });

  it("points from whoever acts to the kernel, and from the kernel to whoever hears of it", () => {
    const { agreed, expected } = drawn(EXPECTED, OBSERVED);

    expect([...agreed, ...expected.slice(0, 1)].map(({ arrow }) => arrow)).toEqual([
      null,
      { way: "out", lane: 1 },
      null,
      { way: "in", lane: 1 },
    ]);
  });

  it("says of a state what changed, on each side from where both still agreed", () => {
    const state = (connected: boolean, maps: readonly string[]) =>
      ({
        ...({ kind: "state", depth: 0, of: "client", accepting: false, connecting: false, closing: false } as const),
        ...{ connected, maps, addr: null, socket: "open" as const },
      }) as const;
    const both: Trace = [{ kind: "action", depth: 0, op: "new", of: "client" }, state(false, ["global"])];
    const picture = drawn([...both, state(true, ["global"])], [...both, state(false, [])]);

    expect(told(picture, "expected")).toEqual(["channel client: connected"]);
    expect(told(picture, "observed")).toEqual(["channel client: in no map"]);
  });

  it("shows the end of a call that says nothing only where it is the difference", () => {
    const call = { kind: "event", depth: 0, event: "handle_write", of: "client" } as const;
    const inner = { kind: "event", depth: 1, event: "handle_close", of: "client" } as const;

    const picture = drawn([call], [call, inner]);

    expect(told(picture, "expected")).toEqual(["channel client: handle_write returns nothing"]);
    expect(told(picture, "observed")).toEqual(["channel client: handle_close"]);
  });

  it("lets many peers share a lane, each named on its row", () => {
    const peers: Trace = ["a", "b", "c"].map((of) => ({ kind: "action", depth: 0, op: "peer.listen", of }) as const);
    const { lanes, agreed } = drawn(peers, [...peers, { kind: "exhausted", depth: 0, by: "depth" }]);

    expect(lanes).toEqual([
      { kind: "peer", names: ["a", "b", "c"] },
      { kind: "kernel", names: [] },
    ]);
    expect(agreed.map(({ of }) => of)).toEqual(["a", "b", "c"]);
  });

  it("draws so many moments of what follows, and counts the rest", () => {
    const many: Trace = Array.from({ length: 40 }, () => ({
      ...({ kind: "written", depth: 0, stream: "stdout" } as const),
      text: "more",
    }));
    const { later, expected } = drawn([...EXPECTED, ...many], EXPECTED);

    expect(expected.length).toBeGreaterThan(5);
    expect(later.expected).toBeGreaterThan(20);
    expect(later.observed).toBe(0);
  });

  it("in the documented profile tells of the channel whose own moments part", () => {
    const picture = drawn(EXPECTED, OBSERVED.slice(0, 4), "documented");

    expect(told(picture, "agreed")).toEqual([]);
    expect(told(picture, "expected")).toEqual(['channel client: handle_read → "abc"']);
  });
});
