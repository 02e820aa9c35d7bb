// Programs for the clauses of ACCEPT that real sockets cannot show.
// Written for the scripted world, which nobody plays yet.

import type { OutlookTable } from "./outlook.ts";

/** The outlook of listening and accepting. */
export const ACCEPT = {
  "ACCEPT-15": {
    program: {
      world: "scripted",
      channels: { listener: { base: "dispatcher" } },
      script: {
        socket: [{ value: "plain" }],
        sockets: {
          plain: {
            fd: 7,
            setblocking: [{ value: null }],
            bind: [{ value: null }],
            listen: [{ value: null }],
            accept: [{ value: "triple" }],
          },
        },
      },
      steps: [
        { op: "new", channel: "listener" },
        { op: "create_socket", channel: "listener", family: "inet", type: "stream" },
        { op: "bind", channel: "listener", to: { any: "inet" } },
        { op: "listen", channel: "listener", backlog: 5 },
        { op: "accept", channel: "listener" },
      ],
    },
  },
} as const satisfies OutlookTable;
