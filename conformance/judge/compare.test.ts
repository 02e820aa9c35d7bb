import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventName, Op } from "../../spec/program.ts";
import type { ActionObservation, EventObservation, Observation, Trace } from "../../spec/trace.ts";
import { canonicalJson } from "../certificate/digest.ts";
import { arbitraryTrace } from "../testing/arbitrary-trace.ts";
import { compare, lanes, moments, nameOfCall } from "./compare.ts";

function action(depth: number, op: Op, ending: Partial<ActionObservation> = {}): ActionObservation {
  return { kind: "action", depth, op, ...ending };
}

function event(depth: number, of: string, name: EventName, ending: Partial<EventObservation> = {}): EventObservation {
  return { kind: "event", depth, event: name, of, ...ending };
}

/** How the moments of a trace read: `+` something began, `-` it ended. */
function story(trace: Trace): readonly string[] {
  return moments(trace).map(({ step, moment }) => {
    if (moment.moment === "ends") return `${step} - ${moment.what}`;
    const { observation } = moment;
    const isCall = observation.kind === "action" || observation.kind === "event" || observation.kind === "call";
    return `${step} + ${isCall ? nameOfCall(observation) : observation.kind}`;
  });
}

describe("moments", () => {
  it("are in order of execution: what is inside a call comes before its end", () => {
    const trace: Trace = [
      action(0, "poll"),
      event(1, "a", "handle_read"),
      action(2, "recv", { of: "a" }),
      event(1, "b", "handle_read"),
      action(0, "close", { of: "a" }),
    ];

    expect(story(trace)).toEqual([
      "0 + poll",
      ...["0 + a.handle_read", "0 + a.recv", "0 - a.recv", "0 - a.handle_read"],
      ...["0 + b.handle_read", "0 - b.handle_read"],
      "0 - poll",
      ...["1 + a.close", "1 - a.close"],
    ]);
  });

  it("carry how a call ended at its end and not at its beginning", () => {
    const trace = [action(0, "loop", { returned: 3, waitedAtLeastTimeout: true })];

    expect(moments(trace).map(({ moment }) => moment)).toEqual([
      { moment: "begins", observation: action(0, "loop") },
      { moment: "ends", depth: 0, what: "loop", returned: 3, waitedAtLeastTimeout: true },
    ]);
  });

  it("of a trace that makes no sense are still moments, and finitely many", () => {
    const trace: Trace = [
      { kind: "written", depth: -1, stream: "stdout", text: "" },
      action(-7, "loop"),
      action(9, "poll"),
    ];

    expect(story(trace)).toEqual(["-1 + written", "-1 + loop", "-1 + poll", "-1 - poll", "-1 - loop"]);
  });
});

describe("the exact profile", () => {
  it("finds nothing between a trace and itself", () => {
    fc.assert(
      fc.property(arbitraryTrace, (trace) => {
        expect(compare(trace, structuredClone(trace), "exact")).toBeNull();
        expect(compare(trace, structuredClone(trace), "documented")).toBeNull();
      }),
    );
  });

  it("stops at the divergence that happened first, not at the one that began first", () => {
    const expected = [action(0, "poll", { returned: 1 }), event(1, "a", "handle_read")];
    const observed = [action(0, "poll", { returned: 2 }), event(1, "a", "handle_write")];

    expect(compare(expected, observed, "exact")).toEqual({
      at: 1,
      expected: { moment: "begins", observation: event(1, "a", "handle_read") },
      observed: { moment: "begins", observation: event(1, "a", "handle_write") },
    });
  });

  it("finds an ending that differs, after what happened inside", () => {
    const expected = [action(0, "poll"), event(1, "a", "handle_read", { returned: null })];
    const observed = [action(0, "poll"), event(1, "a", "handle_read", { raised: { kind: "value" } })];

    expect(compare(expected, observed, "exact")).toEqual({
      at: 2,
      expected: { moment: "ends", depth: 1, what: "a.handle_read", returned: null },
      observed: { moment: "ends", depth: 1, what: "a.handle_read", raised: { kind: "value" } },
    });
  });

  it("tells a call that returned null from one that returned nothing", () => {
    expect(compare([action(0, "accept", { returned: null })], [action(0, "accept")], "exact")).not.toBeNull();
  });

  it("finds a wait that was too short", () => {
    const [expected, observed] = [true, false].map((waitedAtLeastTimeout) => [
      action(0, "loop", { waitedAtLeastTimeout }),
    ]);

    expect(compare(expected ?? [], observed ?? [], "exact")).toMatchObject({ at: 1 });
  });

  it("finds where one of the two traces ends", () => {
    const [shorter, longer] = [[action(0, "new")], [action(0, "new"), action(0, "close")]];

    expect(compare(longer, shorter, "exact")).toMatchObject({ at: 2, observed: null });
    expect(compare(shorter, longer, "exact")).toMatchObject({ at: 2, expected: null });
  });

  it("does not mind in which order the members of an observation were written", () => {
    const [expected, observed] = [
      action(0, "recv", { of: "a", returned: "x" }),
      { returned: "x", of: "a", op: "recv", depth: 0, kind: "action" } as Observation,
    ];

    expect(compare([expected], [observed], "exact")).toBeNull();
  });
});

/** Ways in which one trace may differ from another in one place. Each gives null where it would change nothing. */
const MUTATIONS: Record<string, (trace: Trace, at: number) => Trace | null> = {
  drop: (trace, at) => trace.toSpliced(at, 1),
  duplicate: (trace, at) => trace.toSpliced(at, 0, trace[at] as Observation),
  "swap with the next": (trace, at) => {
    const [one, next] = [trace[at], trace[at + 1]];
    if (one === undefined || next === undefined || canonicalJson(one) === canonicalJson(next)) return null;
    return trace.with(at, next).with(at + 1, one);
  },
  "end otherwise": (trace, at) => {
    const one = trace[at] as Observation;
    if (one.kind === "written" || one.kind === "state" || one.kind === "exhausted") return null;
    return trace.with(at, { ...one, returned: "no such value" });
  },
  "begin otherwise": (trace, at) => trace.with(at, { ...(trace[at] as Observation), of: "nobody" } as Observation),
  "nest deeper": (trace, at) => {
    const one = trace[at] as Observation;
    return trace.with(at, { ...one, depth: one.depth + 1 } as Observation);
  },
};

describe("any single change of a trace", () => {
  it.each(Object.entries(MUTATIONS))("is found in the exact profile: %s", (_name, mutate) => {
    fc.assert(
      fc.property(arbitraryTrace, fc.nat(), (trace, seed) => {
        fc.pre(trace.length > 0);
        const changed = mutate(trace, seed % trace.length);
        fc.pre(changed !== null);
        const divergence = compare(trace, changed as Trace, "exact");
        expect(divergence).not.toBeNull();
        const [left, right] = [moments(trace), moments(changed as Trace)].map((list) => list.slice(0, divergence?.at));
        expect(left).toEqual(right);
      }),
    );
  });
});

describe("the documented profile", () => {
  const served = (...channels: string[]): Trace => [
    action(0, "poll"),
    ...channels.flatMap((of) => [event(1, of, "handle_read"), action(2, "recv", { of, returned: "x" })]),
  ];

  it("leaves open in which order several channels are served within a step", () => {
    expect(compare(served("a", "b"), served("b", "a"), "exact")).not.toBeNull();
    expect(compare(served("a", "b"), served("b", "a"), "documented")).toBeNull();
  });

  it("leaves open how deep a call of a channel is nested in others", () => {
    const nested = [action(0, "close_all"), event(1, "a", "handle_close"), event(2, "b", "handle_close")];
    const flat = [action(0, "close_all"), event(1, "a", "handle_close"), event(1, "b", "handle_close")];

    expect(compare(nested, flat, "documented")).toBeNull();
  });

  it("keeps the order within a channel", () => {
    const [expected, observed] = [
      [action(0, "poll"), event(1, "a", "handle_read"), event(1, "a", "handle_write")],
      [action(0, "poll"), event(1, "a", "handle_write"), event(1, "a", "handle_read")],
    ];

    expect(compare(expected, observed, "documented")).toMatchObject({ at: 0, channel: "a" });
  });

  it("keeps what a channel's handler does, in its order", () => {
    const does = (...ops: Op[]): Trace => [
      action(0, "poll"),
      event(1, "a", "handle_read"),
      ...ops.map((op) => action(2, op, { of: "b" })),
    ];

    expect(compare(does("recv", "close"), does("close", "recv"), "documented")).toMatchObject({ at: 1, channel: "a" });
  });

  it("keeps what the program itself sees", () => {
    const [expected, observed] = [[action(0, "poll", { returned: null })], [action(0, "poll")]];

    expect(compare(expected, observed, "documented")).toEqual({
      at: 1,
      expected: { moment: "ends", depth: 0, what: "poll", returned: null },
      observed: { moment: "ends", depth: 0, what: "poll" },
    });
  });

  it("keeps what happens in a step in that step", () => {
    const early = [action(0, "poll"), event(1, "a", "handle_read"), action(0, "poll")];
    const late = [action(0, "poll"), action(0, "poll"), event(1, "a", "handle_read")];

    expect(compare(early, late, "documented")).toMatchObject({ at: 0, channel: "a" });
  });

  it("keeps the state of each channel after a step", () => {
    const endingUp = (connected: boolean): Trace => [
      action(0, "poll"),
      {
        ...{ kind: "state", depth: 0, of: "a", accepting: false, connecting: false, closing: false, connected },
        ...{ maps: ["global"], addr: null, socket: "open" },
      },
    ];

    expect(compare(endingUp(true), endingUp(false), "documented")).toMatchObject({ at: 0, channel: "a" });
  });

  it("speaks of the divergence that happened in the earliest step", () => {
    const expected = [
      ...[action(0, "poll"), event(1, "a", "readable"), event(1, "b", "handle_read")],
      ...[action(0, "poll"), event(1, "a", "handle_read")],
    ];
    const observed = [action(0, "poll"), event(1, "a", "readable"), action(0, "poll")];

    expect(compare(expected, observed, "documented")).toMatchObject({ channel: "b", observed: null });
  });

  it("finds a channel that only one of the two traces knows", () => {
    const [without, having] = [[action(0, "poll")], [action(0, "poll"), event(1, "a", "readable")]];

    expect(compare(without, having, "documented")).toMatchObject({ at: 0, channel: "a", expected: null });
    expect(compare(having, without, "documented")).toMatchObject({ at: 0, channel: "a", observed: null });
  });

  it("has a lane for the program and one for each channel, and loses no moment", () => {
    fc.assert(
      fc.property(arbitraryTrace, (trace) => {
        const all = lanes(trace, "documented");
        expect(all[0]?.channel).toBeNull();
        expect(all.flatMap((lane) => lane.moments)).toHaveLength(moments(trace).length);
      }),
    );
  });
});
