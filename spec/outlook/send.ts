// The outlook of area SEND: how each clause on dispatcher_with_send will be shown.
// Knows programs only; nothing here is played yet.

import type { Action, ChannelEvent, Program, Reactions, Script, ScriptedSocket } from "../program.ts";
import type { OutlookTable } from "./outlook.ts";

/** Plays `steps` with a sender on a connected socket; the suite's end of the wire is the peer `wire`. */
function connected(steps: readonly Action[], on: Reactions<ChannelEvent> = {}): Program {
  return {
    world: "loopback",
    channels: { sender: { base: "dispatcher_with_send", on } },
    steps: [
      { op: "peer.listen", peer: "server" },
      { op: "socket.create", as: "ours", family: "inet", type: "stream" },
      { op: "socket.connect", socket: "ours", to: "server" },
      { op: "peer.accept", peer: "server", as: "wire" },
      { op: "new", channel: "sender", socket: "ours" },
      ...steps,
    ],
  };
}

/** The same in the scripted world: `ours` has descriptor 5, and its `send` gives what `outcomes` say. */
function scripted(
  outcomes: NonNullable<ScriptedSocket["send"]>,
  select: NonNullable<Script["select"]>,
  steps: readonly Action[],
  on: Reactions<ChannelEvent> = {},
): Program {
  return {
    world: "scripted",
    channels: { sender: { base: "dispatcher_with_send", on } },
    script: {
      sockets: {
        ours: { fd: 5, setblocking: [{ value: null }], getpeername: [{ value: "remote" }], send: outcomes },
      },
      select,
    },
    steps: [{ op: "new", channel: "sender", socket: "ours" }, ...steps],
  };
}

/** How the clauses on dispatcher_with_send will be shown, by clause id. */
export const SEND = {
  "SEND-01": {
    program: connected([
      { op: "send", channel: "sender", data: "hello\r\n" },
      { op: "peer.recv", peer: "wire" },
    ]),
  },

  // The two calls of the system show how much one attempt offers, which no remote end can tell.
  "SEND-02": {
    program: scripted(
      [{ value: "all" }, { value: "all" }],
      [{ value: { write: [5] } }],
      [
        { op: "send", channel: "sender", data: { repeat: "x", times: 200_000 } },
        { op: "loop", timeout: 0, count: 1 },
        { op: "get", channel: "sender", attribute: "out_buffer" },
      ],
    ),
  },

  // The last pass asks for no write: by then everything has gone.
  "SEND-03": {
    program: scripted(
      [{ value: 2 }, { errno: "EAGAIN" }, { value: 1 }, { value: 0 }, { value: "all" }],
      [
        { value: { write: [5] } },
        { value: { write: [5] } },
        { value: { write: [5] } },
        { value: { write: [5] } },
        { value: {} },
      ],
      [
        { op: "send", channel: "sender", data: "hello" },
        { op: "loop", timeout: 0, count: 5 },
        { op: "get", channel: "sender", attribute: "out_buffer" },
      ],
    ),
  },

  // Not connected, then idle, then with a rest: one attempt takes at most 65536 bytes, whatever the kernel would take.
  "SEND-04": {
    program: {
      world: "loopback",
      channels: { sender: { base: "dispatcher_with_send" } },
      steps: [
        { op: "peer.listen", peer: "server" },
        { op: "new", channel: "sender" },
        { op: "create_socket", channel: "sender" },
        { op: "connect", channel: "sender", to: "server" },
        { op: "loop", timeout: 0, count: 2 },
        { op: "send", channel: "sender", data: { repeat: "x", times: 100_000 } },
        { op: "call", channel: "sender", event: "writable" },
      ],
    },
  },

  // On loopback the handshake is over before the program can send, so only a script can hold the connection back.
  "SEND-05": {
    program: {
      world: "scripted",
      channels: { sender: { base: "dispatcher_with_send" } },
      script: {
        socket: [{ value: "ours" }],
        sockets: {
          ours: {
            fd: 5,
            setblocking: [{ value: null }],
            connect_ex: [{ value: "EINPROGRESS" }],
            send: [{ errno: "EAGAIN" }, { value: "all" }],
            getsockopt: [{ value: 0 }],
          },
        },
        select: [{ value: { write: [5] } }],
      },
      steps: [
        { op: "new", channel: "sender" },
        { op: "create_socket", channel: "sender" },
        { op: "connect", channel: "sender", to: { host: "127.0.0.1", port: 25 } },
        { op: "send", channel: "sender", data: "early" },
        { op: "loop", timeout: 0, count: 1 },
      ],
    },
  },

  // handle_close is kept from closing, so that the second error meets the same buffer.
  "SEND-06": {
    program: scripted(
      [{ errno: "EPIPE" }, { errno: "ENOBUFS" }],
      [],
      [
        { op: "send", channel: "sender", data: "lost wire" },
        { op: "get", channel: "sender", attribute: "out_buffer" },
        { op: "send", channel: "sender", data: ", no memory" },
        { op: "get", channel: "sender", attribute: "out_buffer" },
      ],
      { handle_close: [null] },
    ),
  },

  // A datagram makes a send of nothing visible: the remote end receives an empty one.
  "SEND-07": {
    program: {
      world: "loopback",
      channels: { sender: { base: "dispatcher_with_send" } },
      steps: [
        { op: "peer.bind", peer: "receiver", type: "datagram" },
        { op: "new", channel: "sender" },
        { op: "create_socket", channel: "sender", family: "inet", type: "datagram" },
        { op: "connect", channel: "sender", to: "receiver" },
        { op: "send", channel: "sender", data: "" },
        { op: "peer.recv", peer: "receiver" },
        { op: "call", channel: "sender", event: "handle_write" },
        { op: "peer.recv", peer: "receiver" },
      ],
    },
  },

  // The remote end is looked at while the line is being logged: nothing has been sent by then.
  "SEND-08": {
    program: connected(
      [
        { op: "set", channel: "sender", attribute: "debug", value: true },
        { op: "send", channel: "sender", data: "hello\r\n" },
        { op: "peer.recv", peer: "wire" },
      ],
      { log_info: [{ do: [{ op: "peer.recv", peer: "wire" }, { op: "super" }] }] },
    ),
  },

  "SEND-09": {
    program: {
      world: "loopback",
      channels: { sender: { base: "dispatcher_with_send" } },
      maps: { own: { kind: "plain" } },
      steps: [
        { op: "peer.listen", peer: "server" },
        { op: "socket.create", as: "ours", family: "inet", type: "stream" },
        { op: "socket.connect", socket: "ours", to: "server" },
        { op: "new", channel: "sender", socket: "ours", map: "own" },
        { op: "get", channel: "sender", attribute: "out_buffer" },
        // A buffer that is no bytes stands for the text string that the data of `send` cannot say.
        { op: "set", channel: "sender", attribute: "out_buffer", value: 5 },
        { op: "send", channel: "sender", data: "five" },
      ],
    },
  },
} satisfies OutlookTable;
