// The small programs a doctor has played, and the scenarios (and one probe) by which each declared capability is tried.
// Only data; what they must show is said elsewhere.

import type { Program } from "../../spec/program.ts";

/** Leaves the global map with a channel in it, and a class attribute changed: a careless player carries both over. */
export const LITTERING: Program = {
  world: "loopback",
  channels: { litter: { base: "dispatcher", on: { writable: [false] } } },
  steps: [
    { op: "new", channel: "litter" },
    { op: "create_socket", channel: "litter", family: "inet", type: "stream" },
    { op: "set", channel: "litter", attribute: "debug", value: true, class: true },
  ],
};

/**
 * Sees what the play before it left: the map must be empty, the class as the implementation made it. A loop over a map that
 * is not empty ends only where passes can be counted; elsewhere the play takes too long, which shows it as well.
 */
export function inspecting(passes: boolean): Program {
  return {
    world: "loopback",
    channels: { witness: { base: "dispatcher" } },
    steps: [
      { op: "new", channel: "witness" },
      { op: "get", channel: "witness", attribute: "debug", class: true },
      { op: "loop", timeout: 0, ...(passes ? { count: 3 } : {}) },
    ],
  };
}

/** Everything a small play has: a peer, a connection, events, data both ways, an end. */
export const REPEATED: Program = {
  world: "loopback",
  channels: {
    client: {
      base: "dispatcher",
      on: { handle_read: [{ do: [{ op: "recv", channel: "client", size: 64 }] }], writable: [true, true, false] },
    },
  },
  steps: [
    { op: "peer.listen", peer: "server" },
    { op: "new", channel: "client" },
    { op: "create_socket", channel: "client", family: "inet", type: "stream" },
    { op: "connect", channel: "client", to: "server" },
    { op: "settle", until: { event: "handle_connect", of: "client" }, limit: 10 },
    { op: "peer.accept", peer: "server", as: "wire" },
    { op: "send", channel: "client", data: "ping\r\n\u00ff" },
    { op: "peer.recv", peer: "wire" },
    { op: "peer.send", peer: "wire", data: "pong\r\n\u0000" },
    { op: "settle", until: { event: "handle_read", of: "client" }, limit: 10 },
    { op: "peer.close", peer: "wire" },
    { op: "settle", until: { event: "handle_close", of: "client" }, limit: 10 },
  ],
};

/** What nobody can know. */
export const UNKNOWN_ACTION = { op: "no-such-op" } as const;

/** Asks for a peer, and then for something nobody knows: the peer is never asked for by who looks before it plays. */
export const ENDING_IN_THE_UNKNOWN = {
  world: "loopback",
  channels: {},
  steps: [{ op: "peer.listen", peer: "server" }, UNKNOWN_ACTION],
};

/** A scenario or a probe that tries what an adapter has to do; `tries` completes "tries: …". */
export interface Trial {
  readonly tries: string;
  readonly scenario: string;
}

/**
 * What is tried. Every one of them is documented and alike in all versions, so that whatever differs is no matter of the target;
 * one that needs what is not declared is not tried.
 */
export const TRIALS: readonly Trial[] = [
  { tries: "a listening channel that accepts, and raw sockets", scenario: "accept/pair" },
  { tries: "a channel that connects and reads", scenario: "connect/announced-once-for-both" },
  { tries: "a channel made from a connected socket, data and the end", scenario: "read/data-and-end-together" },
  { tries: "bytes that are sent", scenario: "close/data-sent-before-close-arrives" },
  { tries: "what the implementation prints", scenario: "error/default-handle-error" },
  { tries: "passes: counted ones", scenario: "loop/count-limits-the-passes" },
  { tries: "poll", scenario: "accept/accept-on-listening-read-over-poll" },
  { tries: "nesting: a loop inside a handler", scenario: "loop/loop-inside-a-handler" },
  { tries: "collects: a forgotten channel", scenario: "dispatcher/forgotten-channel-is-served" },
  { tries: "dispatcher_with_send", scenario: "send/sends-at-once" },
  { tries: "file_dispatcher on a pipe", scenario: "file/file-channel" },
  { tries: "file_dispatcher on a terminal", scenario: "file/terminal" },
  { tries: "async_chat", scenario: "chat/lines" },
  { tries: "sockets of the local domain", scenario: "read/recv-has-no-limit-of-its-own" },
  { tries: "datagrams", scenario: "write/send-of-nothing" },
  { tries: "the scripted world", scenario: "write/sends-once" },
  { tries: "python: a probe", scenario: "dispatcher/backlog-on-windows" },
];
