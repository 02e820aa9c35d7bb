// Programs of the scripted world and the system calls every player must record of them, whatever language it is written in.
// Knows what ADAPTERS.md says of scripted plays; knows no player.

import type { Program, Script } from "../../../spec/program.ts";
import type { Trace } from "../../../spec/trace.ts";

/** A program, and the system calls it must leave, in words. */
export interface ScriptedPlay {
  readonly title: string;
  readonly program: Program;
  readonly calls: readonly string[];
}

/** The system calls of a trace in a few words: who, what, with what, and how it ended. Also which steps failed. */
export function systemCalls(trace: Trace): string[] {
  return trace.flatMap((seen) => {
    if (seen.kind === "exhausted") return `exhausted by ${seen.by} at depth ${seen.depth}`;
    if (seen.kind === "action" && seen.raised !== undefined)
      return [
        "a failed",
        seen.op,
        ...(seen.raised.kind === "os" ? ["os:", seen.raised.text] : [seen.raised.kind]),
      ].join(" ");
    if (seen.kind !== "call") return [];
    const { of, call, args = [], returned, raised } = seen;
    const name = of === undefined ? call : `${of}.${call}`;
    const ending = raised === undefined ? returned : [raised.kind, raised.errno, raised.text];
    return [name, ...args, ...(ending === undefined ? [] : ["→", ending])]
      .map((part) => (part === name || part === "→" ? part : JSON.stringify(part)))
      .join(" ");
  });
}

const DONE = [{ value: null }] as const;
const PLUG = { fd: 5, setblocking: DONE, getpeername: [{ value: "remote" }] } as const;
const PLUGGED = { op: "new", channel: "client", socket: "plug" } as const;
const PLUG_CALLS = ["plug.setblocking false", 'plug.getpeername → {"address":"remote"}'] as const;
const READER = { base: "dispatcher", on: { writable: [false], handle_close: [null] } } as const;

function play(
  title: string,
  script: Script,
  steps: Program["steps"],
  calls: readonly string[],
  client: Program["channels"][string] = READER,
): ScriptedPlay {
  return { title, calls, program: { world: "scripted", channels: { client }, script, steps } };
}

const ON_A_SOCKET = play(
  "every call of a socket, with its arguments and its outcome",
  {
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
        connect_ex: [{ value: "EINPROGRESS" }],
        send: [{ value: "all" }, { value: 9 }, { errno: "EAGAIN" }],
        recv: [{ value: "some" }, { errno: "ETIMEDOUT" }],
        close: DONE,
      },
      conn: { fd: 6 },
    },
  },
  [
    { op: "new", channel: "client" },
    { op: "create_socket", channel: "client", family: "inet", type: "stream" },
    { op: "set_reuse_addr", channel: "client" },
    { op: "bind", channel: "client", to: { host: "127.0.0.1", port: 80 } },
    { op: "listen", channel: "client", backlog: 5 },
    ...[1, 2, 3].map(() => ({ op: "accept", channel: "client" }) as const),
    { op: "connect", channel: "client", to: "remote" },
    ...[1, 2, 3].map(() => ({ op: "send", channel: "client", data: "abc" }) as const),
    { op: "recv", channel: "client", size: 9 },
    { op: "recv", channel: "client", size: 9 },
    { op: "close", channel: "client" },
  ],
  [
    'socket "inet" "stream" → {"socket":"sock"}',
    "sock.setblocking false",
    'sock.getsockopt "SO_REUSEADDR" → 0',
    'sock.setsockopt "SO_REUSEADDR" 1',
    'sock.bind {"address":"127.0.0.1:80"}',
    "sock.listen 5",
    'sock.accept → {"pair":[{"socket":"conn"},{"address":"remote"}]}',
    "sock.accept → null",
    "a failed accept os: Too many open files",
    'sock.accept → ["os","EMFILE","Too many open files"]',
    'sock.connect_ex {"address":"remote"} → "EINPROGRESS"',
    'sock.send "abc" → 3',
    'sock.send "abc" → 3',
    'sock.send "abc" → ["os","EAGAIN","Resource temporarily unavailable"]',
    'sock.recv 9 → "some"',
    "a failed recv os: Connection timed out",
    'sock.recv 9 → ["os","ETIMEDOUT","Connection timed out"]',
    "sock.close",
  ],
);

const WAITS = play(
  "the waits, with what they are asked and what they answer",
  {
    sockets: { plug: PLUG },
    select: [{ value: { read: [5], write: [77] } }, { errno: "ENOMEM" }],
    poll: [{ value: [{ fd: 77, flags: ["POLLHUP", "POLLIN"] }] }],
    sleep: DONE,
  },
  [
    PLUGGED,
    { op: "poll", timeout: 1.5 },
    { op: "poll2", timeout: 0.0019 },
    { op: "poll", timeout: null },
    { op: "poll", timeout: 3600 },
    { op: "poll", timeout: null },
    { op: "del_channel", channel: "client" },
    { op: "add_channel", channel: "client" },
    { op: "poll2", timeout: 0 },
  ],
  [
    ...PLUG_CALLS,
    'select {"list":[5]} {"list":[]} {"list":[5]} 1.5 → {"list":[{"list":[5]},{"list":[77]},{"list":[]}]}',
    'poll {"list":[{"list":[5,{"list":["POLLIN","POLLPRI"]}]}]} 1 → {"list":[{"list":[77,{"list":["POLLIN","POLLHUP"]}]}]}',
    "a failed poll os: Cannot allocate memory",
    'select {"list":[5]} {"list":[]} {"list":[5]} null → ["os","ENOMEM","Cannot allocate memory"]',
    "sleep 3600",
    "a failed poll type", // a sleep without end, and what is no descriptor, are refused before the system is asked
    "a failed poll2 type",
  ],
  { base: "dispatcher", on: { readable: [true, true, true, false, false, true], writable: [false] } },
);

const CLOSED = play(
  "nothing on a closed descriptor, whether closing it succeeded or not",
  { sockets: { plug: { ...PLUG, close: [{ errno: "EIO" }] } } },
  [
    PLUGGED,
    { op: "socket.close", socket: "plug" },
    { op: "socket.close", socket: "plug" },
    { op: "recv", channel: "client", size: 1 },
    { op: "connect", channel: "client", to: "remote" },
    { op: "socket.recv", socket: "plug", size: 1 },
  ],
  [
    ...PLUG_CALLS,
    "a failed socket.close os: Input/output error",
    'plug.close → ["os","EIO","Input/output error"]',
    "a failed connect os: EBADF",
    "a failed socket.recv os: Bad file descriptor",
  ],
);

const ODD_ERRORS = play(
  "errors without a name, without a number, and such as are none of the system",
  {
    sockets: {
      plug: {
        fd: 5,
        truth: false,
        recv: [{ code: 99999 }, { raise: { kind: "os" } }, { raise: { kind: "value", text: "given" } }],
        connect_ex: [{ code: 99999 }, { errno: "EALREADY" }, { value: "EOPNOTSUPP" }],
        getsockopt: [{ value: "ECONNREFUSED" }, { value: 99999 }, { errno: "EBADF" }],
        accept: [{ value: "triple" }],
      },
    },
  },
  [
    PLUGGED,
    { op: "set_socket", channel: "client", socket: "plug" },
    ...[1, 2, 3].map(() => ({ op: "socket.recv", socket: "plug", size: 1 }) as const),
    ...[1, 2, 3].map(() => ({ op: "connect", channel: "client", to: "remote" }) as const),
    ...[1, 2, 3].map(() => ({ op: "call", channel: "client", event: "handle_connect_event" }) as const),
    { op: "accept", channel: "client" },
  ],
  [
    "a failed socket.recv os: Unknown error 99999",
    'plug.recv 1 → ["os",null,"Unknown error 99999"]',
    "a failed socket.recv other",
    'plug.recv 1 → ["other",null,null]',
    "a failed socket.recv value",
    'plug.recv 1 → ["value",null,"given"]',
    "a failed connect key",
    'plug.connect_ex {"address":"remote"} → 99999',
    'plug.connect_ex {"address":"remote"} → "EALREADY"',
    "a failed connect os: ENOTSUP",
    'plug.connect_ex {"address":"remote"} → "EOPNOTSUPP"',
    "a failed call os: Connection refused",
    'plug.getsockopt "SO_ERROR" → "ECONNREFUSED"',
    "a failed call os: Unknown error 99999",
    'plug.getsockopt "SO_ERROR" → 99999',
    "a failed call os: Bad file descriptor",
    'plug.getsockopt "SO_ERROR" → ["os","EBADF","Bad file descriptor"]',
    "a failed accept value",
    'plug.accept → {"list":[null,null,null]}',
  ],
);

const FILES = play(
  "files with their descriptors",
  {
    files: {
      pipe: {
        fd: 7,
        dup: [8, 8, 8, 8].map((value) => ({ value })),
        setblocking: DONE,
        read: [{ value: "in" }],
        write: [{ value: 2 }],
        close: [...DONE, ...DONE],
      },
    },
  },
  [
    { op: "new", channel: "client", file: "pipe" },
    { op: "recv", channel: "client", size: 9 },
    { op: "send", channel: "client", data: "out" },
    { op: "call", channel: "client", event: "handle_expt_event" },
    { op: "close", channel: "client" },
    { op: "wrapper.new", as: "wrapper", file: "pipe" },
    { op: "wrapper.close", wrapper: "wrapper" },
    { op: "wrapper.recv", wrapper: "wrapper", size: 9 },
    { op: "set_file", channel: "client", file: "pipe" },
    { op: "set_file", channel: "client", file: "pipe" },
  ],
  [
    "pipe.dup 7 → 8",
    "pipe.setblocking 7 false",
    'pipe.read 8 9 → "in"',
    'pipe.write 8 "out" → 2',
    "pipe.close 8",
    "pipe.dup 7 → 8",
    "pipe.close 8",
    "a failed wrapper.recv os: Bad file descriptor",
    "pipe.dup 7 → 8",
    "pipe.dup 7",
    "exhausted by script at depth 2",
  ],
  { ...READER, base: "file_dispatcher" },
);

const REUSED = play(
  "a descriptor that is used again, and none that somebody has",
  {
    socket: [{ value: "first" }, { value: "second" }],
    sockets: {
      plug: { ...PLUG, close: DONE },
      first: { fd: 5, setblocking: DONE },
      second: { fd: 5 },
    },
  },
  [
    PLUGGED,
    { op: "close", channel: "client" },
    { op: "create_socket", channel: "client", family: "inet", type: "stream" },
    { op: "get", channel: "client", attribute: "socket" },
    { op: "create_socket", channel: "client", family: "inet", type: "stream" },
    { op: "create_socket", channel: "client", family: "inet", type: "stream" },
  ],
  [
    ...PLUG_CALLS,
    "plug.close",
    'socket "inet" "stream" → {"socket":"first"}',
    "first.setblocking false",
    'socket "inet" "stream"',
    "exhausted by script at depth 2",
  ],
);

const DRY = (["nothing was written", "nothing is left"] as const).map((what) =>
  play(
    `the first call for which ${what}, and that the play is exhausted`,
    { sockets: { plug: { fd: 5, ...(what === "nothing is left" ? { setblocking: [] } : {}) } } },
    [PLUGGED, { op: "get", channel: "client", attribute: "socket" }],
    ["plug.setblocking false", "exhausted by script at depth 2"],
  ),
);

const NO_POLL = play(
  "a system without poll",
  { sockets: { plug: PLUG }, select: [{ value: {} }], poll: false },
  [PLUGGED, { op: "loop", timeout: 0, use_poll: true, count: 1 }],
  [...PLUG_CALLS, 'select {"list":[5]} {"list":[]} {"list":[5]} 0 → {"list":[{"list":[]},{"list":[]},{"list":[]}]}'],
);

/** What every player of the scripted world must record. */
export const SCRIPTED_PLAYS: readonly ScriptedPlay[] = [
  ON_A_SOCKET,
  WAITS,
  CLOSED,
  ODD_ERRORS,
  FILES,
  REUSED,
  ...DRY,
  NO_POLL,
];
