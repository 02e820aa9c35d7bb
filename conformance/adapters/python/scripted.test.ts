// Whether the Python adapter plays the scripted world as ADAPTERS.md says, on every interpreter found.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Program, Script } from "../../../spec/program.ts";
import type { Trace } from "../../../spec/trace.ts";
import {
  converse,
  freshDirectory,
  interpretersToTest,
  PAIR,
  play,
  playing,
} from "../../selftest/python/conversation.ts";

const interpreters = interpretersToTest();

const DONE = [{ value: null }] as const;
const CLIENT = { client: { base: "dispatcher", on: { writable: [false] } } } as const;
const MADE = [
  { op: "new", channel: "client" },
  { op: "create_socket", channel: "client", family: "inet", type: "stream" },
] as const;
const PLUGGED = { op: "new", channel: "client", socket: "plug" } as const;

function scripted(script: Script, steps: Program["steps"], more: Partial<Program> = {}): Program {
  return { world: "scripted", channels: CLIENT, script, steps, ...more };
}

/** The system calls of a trace in a few words: who, what, with what, and how it ended. */
function systemCalls(trace: Trace): string[] {
  return trace.flatMap((seen) => {
    if (seen.kind !== "call") return [];
    const { of, call, args = [], returned, raised } = seen;
    const ending = raised === undefined ? JSON.stringify(returned) : `${raised.kind} ${raised.errno}`;
    return [
      `${of === undefined ? "" : `${of}.`}${call}(${args.map((arg) => JSON.stringify(arg)).join(", ")}) ${ending}`,
    ];
  });
}

describe.runIf(interpreters.length > 0).each(interpreters)("a scripted play on CPython %s", (target, python) => {
  const isOld = target === "2.7";

  it("records every call of a socket, with its arguments and its outcome", () => {
    const script: Script = {
      socket: [{ value: "sock" }],
      sockets: {
        sock: {
          fd: 5,
          setblocking: DONE,
          getsockopt: [{ value: 0 }],
          setsockopt: DONE,
          bind: DONE,
          listen: DONE,
          accept: [{ value: ["conn", "remote"] }, { value: null }, { errno: "EMFILE" }],
          connect_ex: [{ value: "EINPROGRESS" }, { errno: "EISCONN" }],
          send: [{ value: "all" }, { value: 9 }, { errno: "EAGAIN" }],
          recv: [{ value: "some" }, { errno: "ETIMEDOUT" }],
          close: DONE,
        },
        conn: { fd: 6 },
      },
    };
    const trace = play(
      python,
      scripted(script, [
        ...MADE,
        { op: "set_reuse_addr", channel: "client" },
        { op: "bind", channel: "client", to: { host: "127.0.0.1", port: 80 } },
        { op: "listen", channel: "client", backlog: 5 },
        ...[1, 2, 3].map(() => ({ op: "accept", channel: "client" }) as const),
        { op: "connect", channel: "client", to: "remote" },
        { op: "send", channel: "client", data: "abc" },
        { op: "send", channel: "client", data: "abc" },
        { op: "send", channel: "client", data: "abc" },
        { op: "recv", channel: "client", size: 9 },
        { op: "recv", channel: "client", size: 9 },
        { op: "close", channel: "client" },
      ]),
    );

    expect(systemCalls(trace)).toEqual([
      'socket("inet", "stream") {"socket":"sock"}',
      "sock.setblocking(false) undefined",
      'sock.getsockopt("SO_REUSEADDR") 0',
      'sock.setsockopt("SO_REUSEADDR", 1) undefined',
      'sock.bind({"address":"127.0.0.1:80"}) undefined',
      "sock.listen(5) undefined",
      'sock.accept() {"pair":[{"socket":"conn"},{"address":"remote"}]}',
      "sock.accept() null",
      "sock.accept() os EMFILE",
      'sock.connect_ex({"address":"remote"}) "EINPROGRESS"',
      'sock.send("abc") 3',
      'sock.send("abc") 3',
      'sock.send("abc") os EAGAIN',
      'sock.recv(9) "some"',
      "sock.recv(9) os ETIMEDOUT",
      "sock.close() undefined",
    ]);
  });

  it("records the waits with what they are asked and what they answer, between the events", () => {
    const plug = { fd: 5, setblocking: DONE, getpeername: [{ value: "remote" }] } as const;
    const script: Script = {
      sockets: { plug },
      select: [{ value: { read: [5], write: [77] } }, { errno: "ENOMEM" }],
      poll: [{ value: [{ fd: 5, flags: ["POLLHUP", "POLLIN"] }] }],
    };
    const trace = play(
      python,
      scripted(
        script,
        [PLUGGED, { op: "poll", timeout: 1.5 }, { op: "poll2", timeout: 0.0019 }, { op: "poll", timeout: null }],
        { channels: { client: { base: "dispatcher", on: { writable: [false], handle_close: [null] } } } },
      ),
    );
    const three = (...lists: number[][]) => JSON.stringify({ list: lists.map((list) => ({ list })) });
    const asked = `{"list":["POLLIN","POLLPRI"${isOld ? ',"POLLERR","POLLHUP","POLLNVAL"' : ""}]}`;

    expect(systemCalls(trace).slice(2)).toEqual([
      `select({"list":[5]}, {"list":[]}, {"list":[5]}, 1.5) ${three([5], [77], [])}`,
      `poll({"list":[{"list":[5,${asked}]}]}, 1) {"list":[{"list":[5,{"list":["POLLIN","POLLHUP"]}]}]}`,
      'select({"list":[5]}, {"list":[]}, {"list":[5]}, null) os ENOMEM',
    ]);
    expect(trace.filter(({ kind }) => kind === "event").slice(1, 4)).toMatchObject([
      { event: "writable" },
      { event: "handle_read", depth: 1 },
      { event: "readable" },
    ]);
  });

  it("sleeps by the script, but not for ever", () => {
    const script: Script = {
      sockets: { plug: { fd: 5, setblocking: DONE, getpeername: [{ value: "remote" }] } },
      sleep: DONE,
    };
    const channels = { client: { base: "dispatcher", on: { readable: [false], writable: [false] } } } as const;
    const trace = play(
      python,
      scripted(script, [PLUGGED, { op: "poll", timeout: 3600 }, { op: "poll", timeout: null }], { channels }),
    );

    expect(systemCalls(trace).slice(2)).toEqual(["sleep(3600) undefined"]);
    expect(trace.at(-3)).toMatchObject({ op: "poll", raised: { kind: "type" } });
  });

  it.each([
    ["nothing was written for", { sockets: { plug: { fd: 5 } } }],
    ["nothing is left for", { sockets: { plug: { fd: 5, setblocking: [] } } }],
  ] as const)("ends with the first call that %s, and leaves", (_title, script) => {
    const trace = play(python, scripted(script, [PLUGGED, { op: "get", channel: "client", attribute: "socket" }]));

    expect(trace).toEqual([
      { kind: "action", depth: 0, op: "new", of: "client" },
      { kind: "call", depth: 1, call: "setblocking", of: "plug", args: [false] },
      { kind: "exhausted", depth: 2, by: "script" },
    ]);
  });

  it("fails on a closed descriptor without a call, whether closing it succeeded or not", () => {
    const script: Script = {
      sockets: { plug: { fd: 5, setblocking: DONE, getpeername: [{ value: "remote" }], close: [{ errno: "EIO" }] } },
    };
    const trace = play(
      python,
      scripted(script, [
        PLUGGED,
        { op: "socket.close", socket: "plug" },
        { op: "socket.close", socket: "plug" },
        { op: "socket.recv", socket: "plug", size: 1 },
      ]),
    );

    expect(systemCalls(trace).slice(2)).toEqual(["plug.close() os EIO"]);
    expect(trace.at(-1)).toMatchObject({ op: "socket.recv", raised: { kind: "os", errno: "EBADF" } });
    expect(trace.filter(({ kind }) => kind === "state").at(-1)).toMatchObject({ socket: "closed" });
  });

  it("gives errors without a name, without a number, and no errors at all", () => {
    const script: Script = {
      sockets: {
        plug: {
          fd: 5,
          truth: false,
          recv: [{ code: 99999 }, { raise: { kind: "os" } }, { raise: { kind: "value", text: "given" } }],
          connect_ex: [{ code: 99999 }],
          getsockopt: [{ value: "ECONNREFUSED" }, { value: 99999 }],
        },
      },
    };
    const trace = play(
      python,
      scripted(script, [
        PLUGGED,
        { op: "set_socket", channel: "client", socket: "plug" },
        ...[1, 2, 3].map(() => ({ op: "recv", channel: "client", size: 1 }) as const),
        { op: "connect", channel: "client", to: "remote" },
        { op: "call", channel: "client", event: "handle_connect_event" },
        { op: "call", channel: "client", event: "handle_connect_event" },
      ]),
    );

    const calls = trace.filter((seen) => seen.kind === "call");
    expect(calls.map(({ returned, raised }) => returned ?? raised)).toEqual([
      { kind: "os", text: "Unknown error 99999" },
      { kind: "other" },
      { kind: "value", text: "given" },
      99999,
      "ECONNREFUSED",
      99999,
    ]);
    expect(trace.filter((seen) => seen.kind === "action").slice(-2)).toMatchObject([
      { raised: { kind: "os", errno: "ECONNREFUSED" } },
      { raised: { kind: "os", text: "Unknown error 99999" } },
    ]);
  });

  it("plays files: their further descriptors, blocking, and what nobody has", () => {
    const script: Script = {
      files: {
        pipe: {
          fd: 7,
          dup: [{ value: 8 }],
          setblocking: DONE,
          read: [{ value: "in" }],
          write: [{ value: 2 }],
          close: DONE,
        },
      },
    };
    const trace = play(
      python,
      scripted(
        script,
        [
          { op: "new", channel: "client", file: "pipe" },
          { op: "recv", channel: "client", size: 9 },
          { op: "send", channel: "client", data: "out" },
          { op: "call", channel: "client", event: "handle_expt_event" },
          { op: "close", channel: "client" },
          { op: "recv", channel: "client", size: 9 },
        ],
        { channels: { client: { base: "file_dispatcher", on: { handle_close: [null] } } } },
      ),
    );

    expect(systemCalls(trace)).toEqual([
      "pipe.dup(7) 8",
      "pipe.setblocking(7, false) undefined",
      'pipe.read(8, 9) "in"',
      'pipe.write(8, "out") 2',
      "pipe.close(8) undefined",
    ]);
  });

  it("has no poll where the script says so, and gives asyncore its own system back", () => {
    const plug = { fd: 5, setblocking: DONE, getpeername: [{ errno: "ENOTCONN" }] } as const;
    const program = scripted({ sockets: { plug }, select: [{ value: {} }], poll: false }, [
      PLUGGED,
      { op: "loop", timeout: 0, use_poll: true, count: 1 },
    ]);
    const real = { channels: { channel: CLIENT.client }, steps: [...PAIR, { op: "poll2", timeout: 0 }] } as const;
    const { messages, stderr } = converse(python, [playing(program, 1), playing(program, 2), playing(real, 3)]);

    expect(systemCalls(messages[0]?.result?.trace ?? []).at(-1)).toContain("select(");
    expect(messages[1]?.result).toEqual(messages[0]?.result);
    expect(systemCalls(messages[2]?.result?.trace ?? [])).toEqual([]);
    expect(stderr).toBe("");
  });

  it("leaves no real descriptor closed by a file wrapper that does not forget its own", () => {
    const folder = freshDirectory();
    const careless = 'replace("            self.fd = -1", "            pass")';
    const original = "open(os.path.join(os.path.dirname(os.__file__), 'asyncore.py')).read()";
    writeFileSync(join(folder, "asyncore.py"), `import os\nexec(${original}.${careless})\n`);
    const protocol = 4; // the descriptor on which the adapter answers
    const files = { pipe: { fd: 7, dup: [{ value: protocol }], setblocking: DONE } };
    const program = scripted({ files }, [{ op: "new", channel: "client", file: "pipe" }], {
      channels: { client: { base: "file_dispatcher" } },
    });
    const plays = Array.from({ length: 40 }, (_, index) => playing(program, index)); // until the first ones are collected
    const { messages } = converse(python, plays, { env: { PYTHONPATH: folder } });

    expect(messages.map(({ result }) => systemCalls(result?.trace ?? []))).toEqual(
      plays.map(() => [`pipe.dup(7) ${protocol}`, "pipe.setblocking(7, false) undefined"]),
    );
  });
});
