// Whether the Python adapter speaks the protocol whatever is played, and plays as ADAPTERS.md says, on every interpreter found.
// Needs no suite: each test writes all messages at once, the answers of peers included, and reads what comes back.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TARGETS } from "../../../spec/clause.ts";
import type { Program, Raised, Reaction } from "../../../spec/program.ts";
import type { Observation, Trace } from "../../../spec/trace.ts";
import { findInterpreters, PYTHON_ADAPTER } from "../python.ts";

interface Answer {
  id: number | null;
  method?: string;
  params?: unknown;
  result?: { trace: Trace } & Record<string, unknown>;
  error?: { code: number; data?: { unsupported: string } };
}

const ADDRESS = "127.77.7.7";
const interpreters = findInterpreters(process.env);
const missing = TARGETS.filter((target) => !interpreters.has(target));
if (missing.length > 0)
  console.warn(`The Python adapter is NOT TESTED on CPython ${missing.join(", ")}: none was found.`);

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "adapter-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

function converse(python: string, messages: readonly unknown[], env: Record<string, string> = {}) {
  const input = messages
    .map((message) => `${typeof message === "string" ? message : JSON.stringify(message)}\n`)
    .join("");
  const { stdout, stderr, status } = spawnSync(python, [PYTHON_ADAPTER], {
    input,
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  const answers = stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Answer);
  return { answers, stderr, status };
}

function playing(program: Omit<Program, "world">, id = 1) {
  return {
    jsonrpc: "2.0",
    id,
    method: "play",
    params: {
      program: { world: "loopback", ...program },
      address: ADDRESS,
      directory: mkdtempSync(join(directory, "play-")),
    },
  };
}

function play(python: string, program: Omit<Program, "world">): Trace {
  const [answer] = converse(python, [playing(program)]).answers;
  if (answer?.result === undefined) throw new Error(`no trace: ${JSON.stringify(answer)}`);
  return answer.result.trace;
}

/** An observation in one line: what it is, what it was done to and how it ended. */
function told(observation: Observation): string {
  const { depth, kind, ...rest } = observation;
  const {
    of = "",
    op = "",
    event = "",
    returned,
    raised,
  } = rest as { returned?: unknown; raised?: Raised } & Record<string, unknown>;
  const ending = raised === undefined ? [JSON.stringify(returned)] : [raised.kind, raised.errno, raised.text];
  return [depth, kind, `${op}${event}`, of, ...ending].filter((word) => word !== undefined && word !== "").join(" ");
}

function withoutStates(trace: Trace): string[] {
  return trace.filter(({ kind }) => kind !== "state").map(told);
}

const PAIR = [
  { op: "socket.pair", as: ["near", "far"] },
  { op: "new", channel: "channel", socket: "near" },
] as const;

describe.runIf(interpreters.size > 0).each([...interpreters])("the adapter on CPython %s", (target, python) => {
  it("observes what is printed and keeps it off the wire", () => {
    const { answers } = converse(python, [
      playing({
        channels: { channel: { base: "dispatcher", on: { handle_read: [{ raise: { kind: "value", text: "oh" } }] } } },
        steps: [
          ...PAIR,
          { op: "socket.send", socket: "far", data: "x" },
          { op: "poll" },
          { op: "log", channel: "channel", message: "one\ntwo" },
        ],
      }),
    ]);
    const written = answers[0]?.result?.trace.filter(({ kind }) => kind === "written");

    expect(answers).toHaveLength(1);
    expect(written).toMatchObject([
      {
        depth: 2,
        stream: "stdout",
        text: expect.stringMatching(/^error: uncaptured python exception, closing channel/),
      },
      { depth: 1, stream: "stderr", text: "log: one" },
      { depth: 1, stream: "stderr", text: "two" },
    ]);
  });

  it("answers with an error what it cannot do, and goes on", () => {
    const refused = [
      { id: 1, method: "dance" },
      playing({ channels: {}, steps: [{ op: "fly" } as never] }, 2),
      playing({ channels: {}, world: "scripted", steps: [] } as never, 3),
      playing({ channels: { chat: { base: "async_chat" } }, steps: [] }, 4),
      "{",
      '"text"',
    ];
    const { answers, status } = converse(python, [
      ...refused,
      { id: 7, method: "initialize", params: {} },
      { id: 8, method: "shutdown" },
    ]);

    expect(answers.map(({ id, error }) => [id, error?.code, error?.data?.unsupported])).toEqual([
      [1, -32601, undefined],
      [2, -32000, "fly"],
      [3, -32000, "scripted"],
      [4, -32000, "async_chat"],
      [null, -32700, undefined],
      [null, -32600, undefined],
      [7, undefined, undefined],
      [8, undefined, undefined],
    ]);
    expect(answers[6]?.result).toMatchObject({
      protocolVersion: 1,
      implementation: { name: "CPython asyncore", language: "Python" },
    });
    expect(status).toBe(0);
  });

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
    const program: Omit<Program, "world"> = {
      channels: { channel: { base: "dispatcher" } },
      steps: [
        { op: "loop", timeout: 0, count: 1 },
        ...PAIR,
        { op: "get", channel: "channel", attribute: "debug", class: true },
        { op: "set", channel: "channel", attribute: "debug", value: true, class: true },
        { op: "loop", timeout: 0, count: 1 },
      ],
    };
    const { answers } = converse(python, [playing(program, 1), playing(program, 2)]);

    expect(answers[0]?.result?.trace.map(told)).toContain("0 action get channel false");
    expect(answers[1]?.result).toEqual(answers[0]?.result);
  });

  it("uses reactions up, repeats the last one and records truth", () => {
    const trace = play(python, {
      channels: { channel: { base: "dispatcher", on: { readable: [0, "x"], writable: [null] } } },
      steps: [...PAIR, { op: "poll" }, { op: "poll" }, { op: "poll" }],
    });

    expect(withoutStates(trace).filter((line) => line.includes("event"))).toEqual([
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

    expect(withoutStates(trace).slice(3)).toEqual([
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

    expect(withoutStates(trace).slice(4)).toEqual([
      "0 action poll",
      "0 action poll2",
      "1 event readable thing true",
      "1 event writable thing false",
      "1 event handle_read_event thing",
      "0 action map.remove plain",
      "0 action poll",
    ]);
  });

  it("keeps what it sees until the program drops it", () => {
    const steps: Program["steps"] = [
      ...PAIR,
      { op: "new", channel: "witness", socket: "far" },
      { op: "del_channel", channel: "channel" },
      { op: "drop", name: "channel" },
      { op: "collect" },
      { op: "recv", channel: "witness", size: 1 },
      { op: "drop", name: "near" },
      { op: "collect" },
      { op: "recv", channel: "witness", size: 1 },
    ];
    const trace = play(python, {
      channels: { channel: { base: "dispatcher" }, witness: { base: "dispatcher" } },
      steps,
    });

    const received = withoutStates(trace).filter((line) => line.includes("recv"));
    expect(received).toEqual([
      "0 action recv witness os EAGAIN Resource temporarily unavailable",
      '0 action recv witness ""',
    ]);
  });

  it("names sockets and addresses of every family it declares", () => {
    const { answers } = converse(python, [{ id: 1, method: "initialize", params: {} }]);
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

    expect(answers[0]?.result?.capabilities).toMatchObject({ families: ["inet", "inet6", "unix", "datagram"] });
    expect(withoutStates(trace).filter((line) => line.includes("get") || line.includes("nobody"))).toEqual([
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
    const limited: Omit<Program, "world"> = {
      channels: {},
      steps: [
        { op: "socket.fill", below: 64 },
        { op: "socket.limit", spare: 1 },
        { op: "socket.create", as: "one", family: "inet", type: "stream" },
        { op: "socket.create", as: "two", family: "inet", type: "stream" },
      ],
    };
    const free: Omit<Program, "world"> = { channels: {}, steps: [{ op: "socket.pair", as: ["near", "far"] }] };
    const { answers } = converse(python, [playing(limited, 1), playing(free, 2)]);

    expect(answers.map(({ result }) => result?.trace.map(told).at(-1))).toEqual([
      "0 action socket.create os EMFILE Too many open files",
      "0 action socket.pair",
    ]);
  });

  it("asks the suite for peers and says where its own sockets are and what they sent", () => {
    const { answers } = converse(python, [
      playing({
        channels: { channel: { base: "dispatcher" } },
        steps: [
          { op: "new", channel: "channel" },
          { op: "create_socket", channel: "channel", family: "inet", type: "stream" },
          { op: "bind", channel: "channel", to: { any: "inet" } },
          { op: "peer.connect", peer: "client", to: "channel" },
          { op: "peer.recv", peer: "client", from: "channel" },
          { op: "connect", channel: "channel", to: "client" },
        ],
      }),
      { id: 1, result: { saw: { saw: "connection" }, local: [ADDRESS, 9] } },
      { id: 2, result: { saw: { saw: "nothing" } } },
    ]);

    expect(answers.slice(0, 2).map(({ method, params }) => [method, params])).toEqual([
      [
        "peer",
        { action: { op: "peer.connect", peer: "client", to: "channel" }, address: [ADDRESS, expect.any(Number)] },
      ],
      ["peer", { action: { op: "peer.recv", peer: "client", from: "channel" }, sent: 0 }],
    ]);
    expect(answers[2]?.result?.trace.filter((seen) => "op" in seen && seen.op.startsWith("peer."))).toEqual([
      { kind: "action", depth: 0, op: "peer.connect", of: "client" },
      { kind: "action", depth: 0, op: "peer.recv", of: "client" },
    ]);
    expect(answers[2]?.result?.trace.at(-1)).toMatchObject({
      kind: "state",
      addr: { address: "client" },
      connecting: true,
    });
  });

  it("abandons a play whose peers the suite cannot play, and plays the next", () => {
    const impossible: Omit<Program, "world"> = { channels: {}, steps: [{ op: "peer.terminal", peer: "screen" }] };
    const { answers } = converse(python, [
      playing(impossible, 1),
      { id: 1, error: { code: -32602, message: "no terminals here" } },
      playing({ channels: {}, steps: [] }, 2),
    ]);

    expect(answers.slice(1).map(({ id, result, error }) => [id, error?.code, result?.trace])).toEqual([
      [1, -32603, undefined],
      [2, undefined, []],
    ]);
  });

  it("plays whatever asyncore is imported, says which, and ends with a sentence where there is none", () => {
    const other = mkdtempSync(join(directory, "other-"));
    const none = mkdtempSync(join(directory, "none-"));
    writeFileSync(
      join(other, "asyncore.py"),
      "import os\nwith open(os.path.join(os.path.dirname(os.__file__), 'asyncore.py')) as own:\n    exec(own.read())\n",
    );
    writeFileSync(join(none, "asyncore.py"), "raise ImportError('No module named asyncore')\n");
    const initialize = { id: 1, method: "initialize", params: {} };
    const [found] = converse(python, [initialize], { PYTHONPATH: other }).answers;
    const ended = converse(python, [initialize], { PYTHONPATH: none });

    expect(found?.result?.implementation).toMatchObject({ name: `asyncore from ${other}` });
    expect(found?.result?.implementation).toMatchObject({ version: expect.stringMatching(`^${target}`) });
    expect([ended.status, ended.answers, ended.stderr.trim().split("\n").length]).toEqual([3, [], 1]);
    expect(ended.stderr).toContain("PYTHONPATH");
  });
});
