// Programs for the clauses of POLL that no real system shows, or that real errors never cause.
// Knows how each will be shown; nothing here is played yet.

import type { OutlookTable } from "./outlook.ts";

/** The outlook of the pass over poll. */
export const POLL = {
  // The pass over the empty map makes a poll object and does not use it; the two others make one each.
  "POLL-01": {
    program: {
      world: "scripted",
      channels: { client: { base: "dispatcher", on: { writable: [false] } } },
      script: {
        sockets: { plug: { fd: 5, setblocking: [{ value: null }], getpeername: [{ value: "remote" }] } },
        poll: [{ value: [{ fd: 5, flags: ["POLLIN"] }] }, { value: [] }],
      },
      steps: [
        { op: "poll2", timeout: 0 },
        { op: "new", channel: "client", socket: "plug" },
        { op: "poll2", timeout: 0 },
        { op: "poll2", timeout: 0 },
      ],
    },
  },
  "POLL-14": {
    program: {
      world: "scripted",
      channels: { client: { base: "dispatcher", on: { writable: [false] } } },
      script: {
        sockets: { plug: { fd: 5, setblocking: [{ value: null }], getpeername: [{ value: "remote" }] } },
        poll: [{ errno: "EINTR" }, { errno: "ENOMEM" }, { value: [{ fd: 5, flags: ["POLLIN"] }] }],
      },
      steps: [
        { op: "new", channel: "client", socket: "plug" },
        { op: "loop", timeout: 0, use_poll: true, count: 1 },
        { op: "loop", timeout: 0, use_poll: true, count: 1 },
        { op: "loop", timeout: 0, use_poll: true, count: 1 },
      ],
    },
  },
  // A system error without an errno: looking for the errno must not fail.
  "POLL-16": {
    program: {
      world: "loopback",
      channels: {
        client: { base: "dispatcher", on: { handle_write: [{ raise: { kind: "os" } }], handle_error: [null] } },
      },
      steps: [
        { op: "peer.listen", peer: "server" },
        { op: "socket.create", as: "plug", family: "inet", type: "stream" },
        { op: "socket.connect", socket: "plug", to: "server" },
        { op: "new", channel: "client", socket: "plug" },
        { op: "poll2", timeout: 0 },
      ],
    },
  },
} as const satisfies OutlookTable;
