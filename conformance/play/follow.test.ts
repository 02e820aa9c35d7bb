import { describe, expect, it } from "vitest";
import type { Program } from "../../spec/program.ts";
import type { ActionObservation, EventObservation, Trace } from "../../spec/trace.ts";
import { follow } from "./follow.ts";

const PROGRAM: Program = {
  world: "loopback",
  channels: {
    a: {
      base: "dispatcher",
      on: {
        handle_read: [{ do: [{ op: "recv", channel: "a", size: 1 }] }, { do: [{ op: "recv", channel: "a", size: 2 }] }],
        handle_close: [{ do: [{ op: "super" }, { op: "close", channel: "a" }] }],
        writable: [false],
      },
    },
  },
  steps: [
    { op: "new", channel: "a" },
    { op: "loop", count: 3 },
    { op: "close", channel: "a" },
  ],
};

function action(depth: number, op: ActionObservation["op"]): ActionObservation {
  return { kind: "action", depth, op };
}

function event(depth: number, name: EventObservation["event"]): EventObservation {
  return { kind: "event", depth, event: name, of: "a" };
}

const read = (trace: Trace) => follow(PROGRAM, trace).map((found) => JSON.stringify(found) ?? null);

describe("following a trace through its program", () => {
  it("takes the steps in order", () => {
    const trace = [action(0, "new"), action(0, "loop"), action(0, "close")];

    expect(follow(PROGRAM, trace)).toEqual(PROGRAM.steps);
  });

  it("uses up reactions one per call, and then repeats the last", () => {
    const trace: Trace = [
      action(0, "new"),
      action(0, "loop"),
      ...[event(1, "handle_read"), action(2, "recv"), event(1, "writable")],
      ...[event(1, "handle_read"), action(2, "recv")],
      ...[event(1, "handle_read"), action(2, "recv")],
      action(0, "close"),
    ];

    expect(read(trace)).toEqual([
      '{"op":"new","channel":"a"}',
      '{"op":"loop","count":3}',
      ...[null, '{"op":"recv","channel":"a","size":1}', null],
      ...[null, '{"op":"recv","channel":"a","size":2}'],
      ...[null, '{"op":"recv","channel":"a","size":2}'],
      '{"op":"close","channel":"a"}',
    ]);
  });

  it("comes back to the reaction after what one of its actions led to", () => {
    const inside = [event(3, "handle_read"), action(4, "recv")];
    const trace: Trace = [
      action(0, "new"),
      event(1, "handle_close"),
      action(2, "super"),
      ...inside,
      action(2, "close"),
    ];

    expect(read(trace).slice(2)).toEqual([
      '{"op":"super"}',
      null,
      '{"op":"recv","channel":"a","size":1}',
      '{"op":"close","channel":"a"}',
    ]);
  });

  it("follows nobody who tells of other actions than the program has", () => {
    expect(read([action(0, "close")])).toEqual([null]);
    expect(read([action(0, "new"), action(1, "loop")]).at(1)).toBeNull();
    expect(read([action(0, "new"), event(1, "handle_expt"), action(2, "recv")]).at(2)).toBeNull();
    expect(read([action(-3, "new"), action(0.5, "new")])).toEqual([null, null]);
  });
});
