// Whether the Python adapter keeps its plays apart, within their budget and told in full, on every interpreter found.

import { expect, it } from "vitest";
import {
  calls,
  converse,
  type LoopbackProgram,
  PAIR,
  play,
  playing,
  told,
} from "../../selftest/python/conversation.ts";
import { onEachPython } from "../../testing/each-python.ts";

onEachPython("the adapter", (python) => {
  it("ends with exhausted when the observations are spent, and leaves", async () => {
    const trace = await play(python, {
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

  it("ends with exhausted when calls are nested too deeply", async () => {
    const trace = await play(python, {
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

  it("plays objects that are no channels, in maps that are false", async () => {
    const trace = await play(python, {
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

  it("adds the state of a channel after the steps that change it", async () => {
    const trace = await play(python, {
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

  it("knows of no socket that is closed whether it blocks", async () => {
    const trace = await play(python, {
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

  it("names a channel from its first event on, unless its construction fails", async () => {
    const look = { op: "get", channel: "channel", attribute: "connected" } as const;
    const trace = await play(python, {
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

  it("times the loop: every pass of it has to last its timeout", async () => {
    const trace = await play(python, {
      channels: { channel: { base: "dispatcher", on: { readable: [true, false], writable: [false] } } },
      steps: [
        ...PAIR,
        { op: "socket.send", socket: "far", data: "x" },
        { op: "loop", timeout: 0.5, count: 2, timed: true }, // Half a second is room enough for a busy machine.
        { op: "loop", timeout: 0.03, count: 2, timed: true },
      ],
    });

    const loops = trace.filter((seen) => seen.kind === "action" && seen.op === "loop");
    expect(loops).toMatchObject([{ waitedAtLeastTimeout: false }, { waitedAtLeastTimeout: true }]);
  });

  it("settles: it looks before each pass, and makes no more of them than it may", async () => {
    const settle = { op: "settle", until: { event: "handle_read", of: "channel" }, limit: 2 } as const;
    const trace = await play(python, {
      channels: { channel: { base: "dispatcher", on: { writable: [false], handle_read: [null] } } },
      steps: [...PAIR, settle, { op: "socket.send", socket: "far", data: "x" }, settle, settle],
    });

    expect(calls(trace).filter((line) => /settle|readable|handle_read/.test(line))).toEqual([
      "0 action settle false",
      "1 event readable channel true",
      "1 event readable channel true",
      "0 action settle true",
      "1 event readable channel true",
      "1 event handle_read channel",
      "0 action settle true",
    ]);
  });
});
