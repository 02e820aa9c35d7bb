import { expect, it } from "vitest";
import type { Program } from "../../spec/program.ts";
import type { Trace } from "../../spec/trace.ts";
import type { Divergence } from "../../spec/verdict.ts";
import { compare } from "../judge/compare.ts";
import { reached } from "./reached.ts";

const PROGRAM: Program = {
  world: "scripted",
  channels: {
    one: { base: "dispatcher", on: { readable: [true, false], writable: [false], handle_read: [null], log: [null] } },
    other: { base: "dispatcher" },
  },
  producers: { more: { on: { more: ["a"] } } },
  script: {
    socket: [{ value: "late" }],
    sockets: {
      plug: { fd: 5, truth: false, recv: [{ value: "a" }, { value: "b" }, { value: "c" }], close: [{ value: null }] },
      late: { fd: 6 },
    },
    select: [{ value: {} }, { value: { read: [5] } }],
    poll: false,
  },
  steps: [
    { op: "new", channel: "one", socket: "plug" },
    { op: "poll" },
    { op: "recv", channel: "one", size: 1 },
    { op: "close", channel: "one" },
  ],
};

const AGREED: Trace = [
  { kind: "action", depth: 0, op: "new", of: "one" },
  { kind: "action", depth: 0, op: "poll" },
  { kind: "event", depth: 1, of: "one", event: "readable", returned: true },
  { kind: "event", depth: 1, of: "one", event: "writable", returned: false },
  { kind: "call", depth: 1, call: "select" },
];
const EXPECTED: Trace = [...AGREED, { kind: "event", depth: 1, of: "one", event: "handle_read" }];
const OBSERVED: Trace = [
  ...AGREED,
  { kind: "action", depth: 0, op: "recv", of: "one" },
  { kind: "call", depth: 1, call: "recv", of: "plug", returned: "a" },
  { kind: "call", depth: 1, call: "recv", of: "plug", returned: "b" },
  { kind: "action", depth: 0, op: "close", of: "one" },
  { kind: "call", depth: 1, call: "close", of: "plug" },
];

function reachedBy(further: number, profile: "exact" | "documented" = "exact"): Program {
  const divergence = compare(EXPECTED, OBSERVED, profile) as Divergence;
  return reached(PROGRAM, { expected: EXPECTED, observed: OBSERVED, divergence, profile }, further);
}

it("holds what either side used up until they part, and nothing else", () => {
  expect(reachedBy(0)).toEqual({
    ...PROGRAM,
    channels: {
      one: { base: "dispatcher", on: { readable: [true], writable: [false], handle_read: [null] } },
      other: { base: "dispatcher" },
    },
    producers: { more: { on: {} } },
    script: {
      sockets: { plug: { fd: 5, truth: false }, late: { fd: 6 } },
      files: {},
      select: [{ value: {} }],
      poll: false,
    },
    steps: PROGRAM.steps.slice(0, 2),
  });
});

it("holds what comes a little later, where that is shown, too", () => {
  const { script, steps } = reachedBy(4);

  expect(script?.sockets?.plug).toEqual({ fd: 5, truth: false, recv: [{ value: "a" }, { value: "b" }] });
  expect(steps).toEqual(PROGRAM.steps.slice(0, 3));
});

it("holds all that was ever used, where channels are compared one by one", () => {
  const { script, steps } = reachedBy(0, "documented");

  expect(script?.sockets?.plug?.close).toEqual([{ value: null }]);
  expect(steps).toEqual(PROGRAM.steps);
});
