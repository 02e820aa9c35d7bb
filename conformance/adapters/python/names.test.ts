// Whether the Python adapter shows values by the program's names and keeps what it sees, on every interpreter found.

import { crc32 } from "node:zlib";
import { expect, it } from "vitest";
import type { Program } from "../../../spec/program.ts";
import {
  ADDRESS,
  calls,
  converse,
  type LoopbackProgram,
  PAIR,
  play,
  playing,
  told,
} from "../../selftest/python/conversation.ts";
import { onEachPython } from "../../testing/each-python.ts";
import { PYTHON_ADAPTER } from "../python.ts";

onEachPython("the names", (python) => {
  it("keeps what it sees until the program drops it and collects", async () => {
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
    const trace = await play(python, {
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

  it("gives the name of a channel back that was made anew inside its own construction, and to nobody when that fails", async () => {
    const makesAnew = (last: "super" | "connect"): LoopbackProgram => ({
      channels: {
        channel: {
          base: "dispatcher",
          on: {
            add_channel: [
              {
                do: [
                  { op: "new", channel: "channel" },
                  { op: "get", channel: "channel", attribute: "socket" },
                  last === "super" ? { op: "super" } : { op: "connect", channel: "channel", to: "nobody" },
                ],
              },
            ],
          },
        },
      },
      steps: [...PAIR, { op: "get", channel: "channel", attribute: "socket" }],
    });
    const [whole, failed] = [await play(python, makesAnew("super")), await play(python, makesAnew("connect"))];

    expect(calls(whole).filter((line) => line.includes(" get "))).toEqual([
      "2 action get channel null",
      '0 action get channel {"socket":"near"}',
    ]);
    expect(calls(failed).at(-1)).toBe("0 action get channel other nothing is named channel");
    expect([whole, failed].map((trace) => trace.filter(({ kind }) => kind === "state").length)).toEqual([1, 0]);
  });

  it("keeps the socket that create_socket replaces", async () => {
    const trace = await play(python, {
      channels: { channel: { base: "dispatcher", on: { handle_close: [null] } } },
      steps: [
        { op: "new", channel: "channel" },
        { op: "create_socket", channel: "channel", family: "inet", type: "stream" },
        { op: "create_socket", channel: "channel", family: "inet", type: "stream" },
        { op: "poll" },
      ],
    });

    expect(trace.filter((seen) => "raised" in seen)).toEqual([]);
  });

  it("names sockets and addresses of every family it declares", async () => {
    const { messages } = converse(python, [{ id: 1, method: "initialize", params: {} }]);
    const trace = await play(python, {
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
        { op: "create_socket", channel: "channel", family: "inet", type: "stream" },
        { op: "bind", channel: "channel", to: { any: "inet" } },
        { op: "get", channel: "channel", attribute: "addr" },
        { op: "bind", channel: "channel", to: { host: "192.0.2.1", port: 7 } },
        { op: "get", channel: "channel", attribute: "addr" },
        { op: "bind", channel: "channel", to: { host: ADDRESS, port: 7 } },
        { op: "get", channel: "channel", attribute: "addr" },
        { op: "bind", channel: "channel", to: { value: "nowhere" } },
        { op: "connect", channel: "channel", to: "nobody" },
      ],
    });

    expect(messages[0]?.result?.capabilities).toMatchObject({
      families: ["inet", "inet6", "unix", "datagram", "pipe", "terminal"],
    });
    expect(calls(trace).filter((line) => line.includes("get") || line.includes("nobody"))).toEqual([
      '0 action get channel {"address":"channel"}',
      '0 action get channel {"list":["unix","datagram"]}',
      '0 action get channel {"socket":"unnamed"}',
      '0 action get channel {"address":"server"}',
      '0 action get channel {"address":"any"}',
      '0 action get channel {"address":"192.0.2.1:7"}',
      '0 action get channel {"address":"unknown"}',
      "0 action connect channel other nobody has no address",
    ]);
  });

  it("shows more than 256 bytes by length and checksum", async () => {
    const sent = "123456789".repeat(57);
    const trace = await play(python, {
      channels: { channel: { base: "dispatcher" } },
      steps: [
        ...PAIR,
        { op: "socket.send", socket: "far", data: { repeat: "123456789", times: 57 } },
        { op: "recv", channel: "channel", size: 256 },
        { op: "recv", channel: "channel", size: 257 },
      ],
    });

    expect(trace.filter((seen) => seen.kind === "action").map(({ returned }) => returned)).toEqual([
      undefined,
      undefined,
      513,
      sent.slice(0, 256),
      { length: 257, crc32: crc32(sent.slice(256)) },
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
    const free: LoopbackProgram = {
      channels: {},
      steps: [
        ...Array.from({ length: 16 }, (_, at) => ({ op: "socket.pair", as: [`near${at}`, `far${at}`] }) as const),
        { op: "socket.fill", below: 68 },
      ],
    };
    const withFewDescriptors = { script: "-c", args: ['ulimit -n 70; exec "$0" "$1"', python, PYTHON_ADAPTER] };
    const { messages } = converse("sh", [playing(limited, 1), playing(free, 2)], withFewDescriptors);

    expect(messages[0]?.result?.trace.slice(2).map(told)).toEqual([
      "0 action socket.create",
      "0 action socket.create os EMFILE Too many open files",
    ]);
    expect(messages[1]?.result?.trace.filter((seen) => "raised" in seen)).toEqual([]);
    expect(messages[1]?.result?.trace).toHaveLength(17);
  });
});
