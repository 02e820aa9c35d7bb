// Whether the clauses that a divergence is put down to are those it is about: what is missing counts, and not what comes next.

import { expect, it } from "vitest";
import type { Base, Program } from "../../spec/program.ts";
import type { Observation, Trace } from "../../spec/trace.ts";
import { compare } from "../judge/compare.ts";
import { clausesAbout } from "./clauses.ts";

const event = (depth: number, event: string, more: object = {}) =>
  ({ kind: "event", depth, of: "c0", event, ...more }) as Observation;
const action = (depth: number, op: string, more: object = {}) =>
  ({ kind: "action", depth, op, ...more }) as Observation;
const call = (depth: number, name: string, more: object = {}) =>
  ({ kind: "call", depth, of: "s0", call: name, ...more }) as Observation;
const state = (maps: readonly string[], more: object = {}) =>
  ({
    ...{ kind: "state", depth: 0, of: "c0", connected: true, accepting: false, connecting: false, closing: false },
    ...{ maps, addr: null, socket: "open", ...more },
  }) as Observation;

const loop = action(0, "loop");
const again = [event(1, "readable", { returned: true }), event(1, "writable", { returned: true })];
const poll = (timeout: number) =>
  ({ kind: "call", depth: 1, call: "poll", args: [{ list: [] }, timeout] }) as Observation;
const ownSend = (base: Base) => [base === "async_chat" ? "push" : "send", { of: "c0" }] as const;

function about(expected: Trace, observed: Trace, base: Base = "dispatcher") {
  const program: Program = {
    world: "scripted",
    channels: { c0: { base } },
    steps: [{ op: "loop", count: 1, map: "m" }],
  };
  const divergence = compare(expected, observed, "exact");
  if (divergence === null) throw new Error("the two traces are the same");
  return clausesAbout({ program, verdict: { outcome: "diverged", divergence }, expected }, "3.11").slice(0, 2);
}

it.each<[string, Trace, Trace, Base, string]>([
  [
    "a handler that is not called, before the next pass",
    [loop, event(1, "handle_error")],
    [loop, ...again],
    "dispatcher",
    "SELECT-17",
  ],
  [
    "a handler that is not called, before the loop returns",
    [loop, event(1, "handle_error")],
    [loop],
    "dispatcher",
    "SELECT-17",
  ],
  ["a question that is not asked, before the wait", [loop, ...again], [loop, poll(0)], "dispatcher", "SELECT-01"],
  [
    "an end that recv does not tell of",
    [action(0, "recv", { of: "c0", returned: "" }), event(1, "handle_close")],
    [action(0, "recv", { of: "c0", returned: "" })],
    "dispatcher",
    "READ-04",
  ],
  ["a pass too many", [loop, ...again], [loop, ...again, poll(0), ...again], "dispatcher", "LOOP-07"],
  ["a wait for another time", [loop, poll(1)], [loop, poll(2)], "dispatcher", "POLL-02"],
  [
    "a channel that stays in its map",
    [state(["global"]), action(0, "del_channel", { of: "c0" }), state([])],
    [state(["global"]), action(0, "del_channel", { of: "c0" }), loop],
    "dispatcher",
    "MAP-04",
  ],
  [
    "a flag that listen does not set",
    [state([]), action(0, "listen", { of: "c0" }), state([], { accepting: true })],
    [state([]), action(0, "listen", { of: "c0" })],
    "dispatcher",
    "DISPATCHER-14",
  ],
  ...(["dispatcher_with_send", "async_chat"] as const).map((base): [string, Trace, Trace, Base, string] => [
    `what the send of a ${base} asks of the system`,
    [action(0, ...ownSend(base)), call(1, "send", { args: ["all"] })],
    [action(0, ...ownSend(base)), call(1, "send", { args: ["al"] })],
    base,
    base === "async_chat" ? "CHAT-19" : "SEND-01",
  ]),
])("%s", (_what, expected, observed, base, clause) => {
  expect(about(expected, observed, base)).toContain(clause);
});

it("a plain channel is put down to no clause of another base", () => {
  const sends = (data: string) => [action(0, "send", { of: "c0" }), call(1, "send", { args: [data] })];
  expect(about(sends("a"), sends("b"))).toEqual(["WRITE-04", "WRITE-05"]);
});
