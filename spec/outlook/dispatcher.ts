// Programs for the clauses of DISPATCHER that real sockets cannot show.
// Written for the scripted world, which nobody plays yet.

import type { OutlookTable } from "./outlook.ts";

/** The outlook of making a channel. */
export const DISPATCHER = {
  // The socket is there, but it is a false value of its language: nothing at all may be asked of it.
  "DISPATCHER-06": {
    program: {
      world: "scripted",
      channels: { client: { base: "dispatcher" } },
      script: { sockets: { hollow: { fd: 7, truth: false } } },
      steps: [
        { op: "new", channel: "client", socket: "hollow" },
        { op: "get", channel: "client", attribute: "socket" },
      ],
    },
  },
} as const satisfies OutlookTable;
