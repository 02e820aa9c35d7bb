// Whether the Python adapter overrides events and follows their reactions as ADAPTERS.md says, on every interpreter found.

import { expect, it } from "vitest";
import type { Reaction } from "../../../spec/program.ts";
import { calls, PAIR, play } from "../../selftest/python/conversation.ts";
import { onEachPython } from "../../testing/each-python.ts";

onEachPython("reactions", (python, target) => {
  it("uses reactions up, repeats the last one and records truth", async () => {
    const trace = await play(python, {
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

  it("runs the implementation's own method for super and gives on what that gave, whatever else is done", async () => {
    const look = { op: "get", channel: "channel", attribute: "debug" } as const;
    const trace = await play(python, {
      channels: {
        channel: {
          base: "dispatcher",
          on: { readable: [{ do: [{ op: "super" }, look] }], recv: [{ do: [{ op: "super" }] }, "cooked"] },
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
      "2 action get channel false",
      '0 action recv channel "\u00ffraw"',
      '1 event recv channel "\u00ffraw"',
      "2 action super",
      '0 action recv channel "cooked"',
      '1 event recv channel "cooked"',
    ]);
  });

  it("raises every kind of exception and tells them apart", async () => {
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
    const trace = await play(python, {
      channels: { channel: { base: "dispatcher", on: { handle_read: on } } },
      steps: [
        { op: "new", channel: "channel" },
        ...raised.map(() => ({ op: "call", channel: "channel", event: "handle_read" }) as const),
      ],
    });

    const seen = trace.filter((observation) => observation.kind === "event").map((observation) => observation.raised);
    expect(seen).toEqual(raised);
  });

  it("overrides what a base lacks only where the language itself has it", async () => {
    const trace = await play(python, {
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

  it("records arguments given by name like those given by position", async () => {
    const superior = [{ do: [{ op: "super" }] }] as const;
    const trace = await play(python, {
      channels: {
        channel: { base: "dispatcher", on: { log_info: superior, add_channel: superior, del_channel: superior } },
      },
      maps: { own: { kind: "plain" } },
      steps: [
        ...PAIR,
        { op: "add_channel", channel: "channel", map: "own" },
        { op: "add_channel", channel: "channel", map: "global" },
        { op: "del_channel", channel: "channel", map: "own" },
        { op: "log_info", channel: "channel", message: "beware", type: "datagram" },
        { op: "call", channel: "channel", event: "log_info", args: ["again", "datagram"] },
      ],
    });

    const events = trace.filter((seen) => seen.kind === "event");
    expect(events.map(({ event, args }) => [event, args])).toEqual([
      ["add_channel", [null]],
      ["add_channel", ["own"]],
      ["add_channel", undefined],
      ["del_channel", ["own"]],
      ["log_info", ["beware", "datagram"]],
      ["log_info", ["again", "datagram"]],
    ]);
    expect(trace.filter(({ kind }) => kind === "written")).toMatchObject([
      { text: "datagram: beware" },
      { text: "datagram: again" },
    ]);
  });

  it("takes whatever an overridden send or accept returns", async () => {
    const trace = await play(python, {
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
});
