// Whether the Python adapter plays as ADAPTERS.md says, on every interpreter found.

import { describe, expect, it } from "vitest";
import type { Reaction } from "../../../spec/program.ts";
import {
  calls,
  converse,
  interpretersToTest,
  type LoopbackProgram,
  PAIR,
  play,
  playing,
  told,
} from "../../selftest/python/conversation.ts";

const interpreters = interpretersToTest();

describe.runIf(interpreters.length > 0).each(interpreters)("the adapter on CPython %s", (target, python) => {
  it("ends with exhausted when the observations are spent, and leaves", () => {
    const trace = play(python, {
      limits: { observations: 9 },
      channels: { channel: { base: "dispatcher" } },
      steps: [...PAIR, { op: "loop", timeout: 0 }, { op: "close", channel: "channel" }],
    });

    expect(trace).toHaveLength(10);
    expect(trace.at(-1)).toEqual({ kind: "exhausted", depth: 1, by: "observations" });
    expect(trace.filter((seen) => seen.kind === "action" && seen.op === "loop")).toEqual([
      { kind: "action", depth: 0, op: "loop" },
    ]);
  });

  it("ends with exhausted when calls are nested too deeply", () => {
    const trace = play(python, {
      limits: { depth: 4 },
      channels: {
        channel: { base: "dispatcher", on: { handle_close: [{ do: [{ op: "recv", channel: "channel", size: 1 }] }] } },
      },
      steps: [...PAIR, { op: "close", channel: "channel" }, { op: "recv", channel: "channel", size: 1 }],
    });

    expect(trace.slice(-3)).toEqual([
      expect.objectContaining({ depth: 3, event: "handle_close" }),
      { kind: "action", depth: 4, op: "recv", of: "channel" },
      { kind: "exhausted", depth: 5, by: "depth" },
    ]);
  });

  it("plays each program alone, and the same program to the same trace", () => {
    const program: LoopbackProgram = {
      channels: { channel: { base: "dispatcher" } },
      steps: [
        { op: "loop", timeout: 0, count: 1 },
        ...PAIR,
        { op: "get", channel: "channel", attribute: "debug", class: true },
        { op: "set", channel: "channel", attribute: "debug", value: true, class: true },
        { op: "loop", timeout: 0, count: 1 },
      ],
    };
    const { messages } = converse(python, [playing(program, 1), playing(program, 2)]);

    expect(messages[0]?.result?.trace.map(told)).toContain("0 action get channel false");
    expect(messages[1]?.result).toEqual(messages[0]?.result);
  });

  it("uses reactions up, repeats the last one and records truth", () => {
    const trace = play(python, {
      channels: { channel: { base: "dispatcher", on: { readable: [0, "x"], writable: [null] } } },
      steps: [...PAIR, { op: "poll" }, { op: "poll" }, { op: "poll" }],
    });

    expect(calls(trace).filter((line) => line.includes("event"))).toEqual([
      "1 event readable channel false",
      "1 event writable channel false",
      "1 event readable channel true",
      "1 event writable channel false",
      "1 event readable channel true",
      "1 event writable channel false",
    ]);
  });

  it("runs the implementation's own method for super and gives on what that gave", () => {
    const trace = play(python, {
      channels: {
        channel: {
          base: "dispatcher",
          on: { readable: [{ do: [{ op: "super" }] }], recv: [{ do: [{ op: "super" }] }, "cooked"] },
        },
      },
      steps: [
        ...PAIR,
        { op: "socket.send", socket: "far", data: "\u00ffraw" },
        { op: "call", channel: "channel", event: "readable" },
        { op: "recv", channel: "channel", size: 9 },
        { op: "recv", channel: "channel", size: 9 },
      ],
    });

    expect(calls(trace).slice(3)).toEqual([
      "0 action call channel true",
      "1 event readable channel true",
      "2 action super",
      '0 action recv channel "\u00ffraw"',
      '1 event recv channel "\u00ffraw"',
      "2 action super",
      '0 action recv channel "cooked"',
      '1 event recv channel "cooked"',
    ]);
  });

  it("raises every kind of exception and tells them apart", () => {
    const raised = [
      { kind: "os", errno: "EAGAIN", text: "Resource temporarily unavailable" },
      { kind: "os", errno: "ECONNRESET", text: "given" },
      { kind: "type" },
      { kind: "value", text: "given" },
      { kind: "attribute" },
      { kind: "key" },
      { kind: "index" },
      { kind: "not-implemented", text: "given" },
      { kind: "assertion" },
      { kind: "name-resolution" },
      { kind: "exit-now", text: "given" },
      { kind: "interrupt" },
      { kind: "system-exit", text: "given" },
      { kind: "other", text: "given" },
    ] as const;
    const on: readonly Reaction[] = [
      { raise: { kind: "os", errno: "EAGAIN" } },
      ...raised.slice(1).map((raise) => ({ raise })),
    ];
    const trace = play(python, {
      channels: { channel: { base: "dispatcher", on: { handle_read: on } } },
      steps: [
        { op: "new", channel: "channel" },
        ...raised.map(() => ({ op: "call", channel: "channel", event: "handle_read" }) as const),
      ],
    });

    const seen = trace.filter((observation) => observation.kind === "event").map((observation) => observation.raised);
    expect(seen).toEqual(raised);
  });

  it("plays objects that are no channels, in maps that are false", () => {
    const trace = play(python, {
      channels: {},
      objects: { thing: { on: { readable: [true] }, accepting: false } },
      maps: { plain: { kind: "plain" }, falsy: { kind: "falsy" } },
      steps: [
        { op: "socket.pair", as: ["near", "far"] },
        { op: "socket.send", socket: "far", data: "x" },
        { op: "map.put", map: "falsy", socket: "near", entry: "thing" },
        { op: "map.put", map: "plain", socket: "near", entry: "thing" },
        { op: "poll", map: "falsy" },
        { op: "poll2", map: "plain" },
        { op: "map.remove", map: "plain", socket: "near" },
        { op: "poll", map: "plain" },
      ],
    });

    expect(calls(trace).slice(4)).toEqual([
      "0 action poll",
      "0 action poll2",
      "1 event readable thing true",
      "1 event writable thing false",
      "1 event handle_read_event thing",
      "0 action map.remove plain",
      "0 action poll",
    ]);
  });

  it("adds the state of a channel after the steps that change it", () => {
    const trace = play(python, {
      channels: { channel: { base: "dispatcher" } },
      maps: { other: { kind: "ordered" } },
      steps: [
        ...PAIR,
        { op: "add_channel", channel: "channel", map: "other" },
        { op: "poll" },
        { op: "close", channel: "channel" },
      ],
    });
    const state = {
      kind: "state",
      depth: 0,
      of: "channel",
      connected: true,
      accepting: false,
      connecting: false,
      closing: false,
    };

    expect(trace.filter(({ kind }) => kind === "state")).toEqual([
      { ...state, addr: "", maps: ["global"], socket: "open" },
      { ...state, addr: "", maps: ["global", "other"], socket: "open" },
      { ...state, addr: "", maps: ["other"], socket: "closed", connected: false },
    ]);
  });

  it("overrides what a base lacks only where the language itself has it", () => {
    const trace = play(python, {
      channels: { channel: { base: "dispatcher", on: { repr: ["me"], truth: [false], handle_accepted: [1] } } },
      steps: [
        { op: "new", channel: "channel" },
        { op: "describe", channel: "channel", as: "repr" },
        { op: "call", channel: "channel", event: "truth" },
        { op: "call", channel: "channel", event: "handle_accepted" },
      ],
    });

    expect(calls(trace).slice(1)).toEqual([
      '0 action describe channel "me"',
      '1 event repr channel "me"',
      "0 action call channel false",
      "1 event truth channel false",
      ...(target === "2.7"
        ? ["0 action call channel attribute"]
        : ["0 action call channel 1", "1 event handle_accepted channel 1"]),
    ]);
  });

  it("records arguments given by name like those given by position", () => {
    const superior = [{ do: [{ op: "super" }] }] as const;
    const trace = play(python, {
      channels: {
        channel: { base: "dispatcher", on: { log_info: superior, add_channel: superior, del_channel: superior } },
      },
      maps: { own: { kind: "plain" } },
      steps: [
        ...PAIR,
        { op: "add_channel", channel: "channel", map: "own" },
        { op: "del_channel", channel: "channel", map: "own" },
        { op: "log_info", channel: "channel", message: "beware", type: "datagram" },
      ],
    });

    const events = trace.filter((seen) => seen.kind === "event");
    expect(events.map(({ event, args }) => [event, args])).toEqual([
      ["add_channel", [null]],
      ["add_channel", ["own"]],
      ["del_channel", ["own"]],
      ["log_info", ["beware", "datagram"]],
    ]);
    expect(trace.find(({ kind }) => kind === "written")).toMatchObject({ text: "datagram: beware" });
  });

  it("takes whatever an overridden send or accept returns", () => {
    const trace = play(python, {
      channels: { channel: { base: "dispatcher", on: { send: ["all", null], accept: [7, [], null] } } },
      steps: [
        ...PAIR,
        { op: "send", channel: "channel", data: "x" },
        { op: "send", channel: "channel", data: "x" },
        { op: "accept", channel: "channel", as: ["sock", "addr"] },
        { op: "accept", channel: "channel", as: ["sock", "addr"] },
        { op: "accept", channel: "channel", as: ["sock", "addr"] },
      ],
    });

    expect(calls(trace).filter((line) => line.includes("action") && /send|accept/.test(line))).toEqual([
      '0 action send channel "all"',
      "0 action send channel",
      "0 action accept channel 7",
      '0 action accept channel {"list":[]}',
      "0 action accept channel null",
    ]);
  });

  it("knows of no socket that is closed whether it blocks", () => {
    const trace = play(python, {
      channels: {},
      steps: [
        { op: "socket.pair", as: ["near", "far"] },
        { op: "socket.isBlocking", socket: "near" },
        { op: "socket.close", socket: "near" },
        { op: "socket.isBlocking", socket: "near" },
      ],
    });

    expect(calls(trace).filter((line) => line.includes("isBlocking"))).toEqual([
      "0 action socket.isBlocking near true",
      "0 action socket.isBlocking near os EBADF Bad file descriptor",
    ]);
  });

  it("names a channel from its first event on, unless its construction fails", () => {
    const look = { op: "get", channel: "channel", attribute: "connected" } as const;
    const trace = play(python, {
      channels: {
        channel: {
          base: "dispatcher",
          on: { add_channel: [{ do: [look], raise: { kind: "key" } }, { do: [look] }, { raise: { kind: "key" } }] },
        },
      },
      steps: [
        { op: "socket.pair", as: ["near", "far"] },
        { op: "new", channel: "channel", socket: "near" },
        look,
        { op: "new", channel: "channel", socket: "near" },
        { op: "set", channel: "channel", attribute: "connected", value: 5 },
        { op: "new", channel: "channel", socket: "far" },
        look,
      ],
    });

    expect(calls(trace).filter((line) => /new|get/.test(line))).toEqual([
      "0 action new channel key",
      "2 action get channel false",
      "0 action get channel other nothing is named channel",
      "0 action new channel",
      "2 action get channel false",
      "0 action new channel key",
      "0 action get channel 5",
    ]);
  });
});
