// How the clauses of CLOSE without a scenario will be shown. Knows programs only; nothing here is played yet.

import type { OutlookTable } from "./outlook.ts";

export const CLOSE = {
  /** Every call of close() closes the socket again, so one channel meets all the errors, one after another. */
  "CLOSE-04": {
    program: {
      world: "scripted",
      channels: { client: { base: "dispatcher" } },
      script: {
        socket: [{ value: "sock" }],
        sockets: {
          sock: {
            fd: 5,
            setblocking: [{ value: null }],
            close: [{ errno: "ENOTCONN" }, { errno: "EBADF" }, { errno: "ECONNRESET" }, { errno: "EIO" }],
          },
        },
      },
      steps: [
        { op: "new", channel: "client" },
        { op: "create_socket", channel: "client", family: "inet", type: "stream" },
        { op: "close", channel: "client" },
        { op: "close", channel: "client" },
        { op: "close", channel: "client" },
        { op: "close", channel: "client" },
      ],
    },
  },
} as const satisfies OutlookTable;
