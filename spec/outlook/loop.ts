// Programs for the clauses of LOOP that no real system shows.
// Knows how each will be shown; nothing here is played yet.

import type { OutlookTable } from "./outlook.ts";

/** The outlook of the loop. */
export const LOOP = {
  // A system without poll(2): asked for it, the loop falls back to select without a word.
  "LOOP-04": {
    program: {
      world: "scripted",
      channels: { client: { base: "dispatcher", on: { writable: [false] } } },
      script: {
        sockets: { plug: { fd: 5, setblocking: [{ value: null }], getpeername: [{ value: "remote" }] } },
        select: [{ value: { read: [5] } }],
        poll: false,
      },
      steps: [
        { op: "new", channel: "client", socket: "plug" },
        { op: "loop", timeout: 0, use_poll: true, count: 1 },
      ],
    },
  },
} as const satisfies OutlookTable;
