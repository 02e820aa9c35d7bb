// Whether the Python adapter plays as ADAPTERS.md says, on every interpreter found.

import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Program, Reaction } from "../../../spec/program.ts";
import {
  calls,
  converse,
  interpretersToTest,
  type LoopbackProgram,
  play,
  playing,
  told,
} from "../../selftest/python/conversation.ts";

const interpreters = interpretersToTest();

const PAIR = [
  { op: "socket.pair", as: ["near", "far"] },
  { op: "new", channel: "channel", socket: "near" },
] as const;

describe.runIf(interpreters.length > 0).each(interpreters)("the adapter on CPython %s", (_target, python) => {
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

  it("keeps what it sees until the program drops it and collects", () => {
    const steps: Program["steps"] = [
      ...PAIR,
      { op: "new", channel: "witness", socket: "far" },
      { op: "del_channel", channel: "channel" },
      { op: "drop", name: "channel" },
      { op: "collect" },
      { op: "recv", channel: "witness", size: 1 },
      { op: "drop", name: "near" },
      { op: "recv", channel: "witness", size: 1 },
      { op: "collect" },
      { op: "recv", channel: "witness", size: 1 },
    ];
    const trace = play(python, {
      channels: { channel: { base: "dispatcher" }, witness: { base: "dispatcher" } },
      steps,
    });

    const received = calls(trace).filter((line) => line.includes("recv"));
    expect(received).toEqual([
      "0 action recv witness os EAGAIN Resource temporarily unavailable",
      "0 action recv witness os EAGAIN Resource temporarily unavailable",
      '0 action recv witness ""',
    ]);
  });

  it("names sockets and addresses of every family it declares", () => {
    const { messages } = converse(python, [{ id: 1, method: "initialize", params: {} }]);
    const trace = play(python, {
      channels: { channel: { base: "dispatcher" } },
      steps: [
        { op: "new", channel: "channel" },
        { op: "create_socket", channel: "channel", family: "unix", type: "datagram" },
        { op: "bind", channel: "channel", to: { path: "door" } },
        { op: "get", channel: "channel", attribute: "addr" },
        { op: "get", channel: "channel", attribute: "family_and_type" },
        { op: "get", channel: "channel", attribute: "socket" },
        { op: "socket.create", as: "server", family: "inet6", type: "stream" },
        { op: "socket.bind", socket: "server", to: { any: "inet6" } },
        { op: "socket.listen", socket: "server", backlog: 1 },
        { op: "create_socket", channel: "channel", family: "inet6", type: "stream" },
        { op: "connect", channel: "channel", to: "server" },
        { op: "get", channel: "channel", attribute: "addr" },
        { op: "bind", channel: "channel", to: { value: "nowhere" } },
        { op: "connect", channel: "channel", to: "nobody" },
      ],
    });

    expect(messages[0]?.result?.capabilities).toMatchObject({ families: ["inet", "inet6", "unix", "datagram"] });
    expect(calls(trace).filter((line) => line.includes("get") || line.includes("nobody"))).toEqual([
      '0 action get channel {"address":"channel"}',
      '0 action get channel {"list":["unix","datagram"]}',
      '0 action get channel {"socket":"unnamed"}',
      '0 action get channel {"address":"server"}',
      "0 action connect channel other nobody has no address",
    ]);
  });

  it("shows more than 256 bytes by length and checksum", () => {
    const trace = play(python, {
      channels: { channel: { base: "dispatcher" } },
      steps: [
        ...PAIR,
        { op: "socket.send", socket: "far", data: { repeat: "123456789", times: 30 } },
        { op: "recv", channel: "channel", size: 9 },
        { op: "recv", channel: "channel", size: 500 },
      ],
    });

    expect(trace.filter((seen) => seen.kind === "action").map(({ returned }) => returned)).toEqual([
      undefined,
      undefined,
      270,
      "123456789",
      { length: 261, crc32: crc32("123456789".repeat(29)) },
    ]);
  });

  it("fills and limits the descriptors of the process, and gives them back", () => {
    const limited: LoopbackProgram = {
      channels: {},
      steps: [
        { op: "socket.fill", below: 64 },
        { op: "socket.limit", spare: 1 },
        { op: "socket.create", as: "one", family: "inet", type: "stream" },
        { op: "socket.create", as: "two", family: "inet", type: "stream" },
      ],
    };
    const free: LoopbackProgram = { channels: {}, steps: [{ op: "socket.pair", as: ["near", "far"] }] };
    const { messages } = converse(python, [playing(limited, 1), playing(free, 2)]);

    expect(messages.map(({ result }) => result?.trace.map(told).at(-1))).toEqual([
      "0 action socket.create os EMFILE Too many open files",
      "0 action socket.pair",
    ]);
  });
});
