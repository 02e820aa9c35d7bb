// Programs for the clauses of SELECT that need a kernel which errs, or one with other descriptors than ours.
// Knows how each will be shown; nothing here is played yet.

import type { OutlookTable } from "./outlook.ts";

/** The outlook of the pass over select. */
export const SELECT = {
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
} as const satisfies OutlookTable;
