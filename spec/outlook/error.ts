// How the clauses of ERROR without a scenario will be shown. Knows programs only; nothing here is played yet.

import type { OutlookTable } from "./outlook.ts";

export const ERROR = {
  /** A system error that carries no errno, out of each call whose errno asyncore looks at. */
  "ERROR-13": {
    program: {
      world: "scripted",
      channels: { client: { base: "dispatcher" } },
      script: {
        socket: [{ value: "sock" }],
        sockets: {
          sock: {
            fd: 5,
            setblocking: [{ value: null }],
            recv: [{ raise: { kind: "os" } }],
            send: [{ raise: { kind: "os" } }],
            accept: [{ raise: { kind: "os" } }],
            close: [{ raise: { kind: "os" } }],
          },
        },
      },
      steps: [
        { op: "new", channel: "client" },
        { op: "create_socket", channel: "client", family: "inet", type: "stream" },
        { op: "recv", channel: "client", size: 10 },
        { op: "send", channel: "client", data: "data" },
        { op: "accept", channel: "client" },
        { op: "close", channel: "client" },
      ],
    },
  },
} as const satisfies OutlookTable;
