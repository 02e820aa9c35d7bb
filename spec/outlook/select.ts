// Programs for the clauses of SELECT that need a kernel which errs, or one with other descriptors than ours.
// Knows how each will be shown; nothing here is played yet.

import type { OutlookTable } from "./outlook.ts";

/** The outlook of the pass over select. */
export const SELECT = {
  "SELECT-18": {
    program: {
      world: "scripted",
      channels: { client: { base: "dispatcher", on: { writable: [false] } } },
      script: {
        sockets: { plug: { fd: 5, setblocking: [{ value: null }], getpeername: [{ value: "remote" }] } },
        select: [{ errno: "EINTR" }, { value: { read: [5] } }],
      },
      steps: [
        { op: "new", channel: "client", socket: "plug" },
        { op: "loop", timeout: 0, count: 1 },
        { op: "loop", timeout: 0, count: 1 },
      ],
    },
  },
  // With every number below 1500 taken, the next socket does not fit in select's sets; poll has no such limit.
  "SELECT-21": {
    program: {
      world: "loopback",
      channels: { client: { base: "dispatcher", on: { readable: [false] } } },
      steps: [
        { op: "peer.listen", peer: "server" },
        { op: "socket.fill", below: 1500 },
        { op: "socket.create", as: "plug", family: "inet", type: "stream" },
        { op: "socket.connect", socket: "plug", to: "server" },
        { op: "new", channel: "client", socket: "plug" },
        { op: "poll", timeout: 0 },
        { op: "poll2", timeout: 0 },
      ],
    },
  },
  "SELECT-25": {
    program: {
      world: "scripted",
      channels: { client: { base: "dispatcher" } },
      script: {
        sockets: { plug: { fd: 5, setblocking: [{ value: null }], getpeername: [{ value: "remote" }] } },
        select: [{ value: { read: [77, 5], write: [78], except: [79] } }],
      },
      steps: [
        { op: "new", channel: "client", socket: "plug" },
        { op: "poll", timeout: 0 },
      ],
    },
  },
} as const satisfies OutlookTable;
