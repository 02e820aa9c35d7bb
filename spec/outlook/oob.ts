// How the clauses of OOB without a scenario will be shown. Knows programs only; nothing here is played yet.

import type { OutlookTable } from "./outlook.ts";

export const OOB = {
  /** Each kind of pass meets one errno that means a disconnection and one that does not. */
  "OOB-07": {
    program: {
      world: "scripted",
      channels: { client: { base: "dispatcher", on: { handle_error: [null], handle_close: [null] } } },
      script: {
        socket: [{ value: "sock" }],
        sockets: {
          sock: {
            fd: 5,
            setblocking: [{ value: null }],
            getsockopt: [{ errno: "EBADF" }, { errno: "EINVAL" }, { errno: "EBADF" }, { errno: "EINVAL" }],
          },
        },
        select: [{ value: { except: [5] } }, { value: { except: [5] } }],
        poll: [{ value: [{ fd: 5, flags: ["POLLPRI"] }] }, { value: [{ fd: 5, flags: ["POLLPRI"] }] }],
      },
      steps: [
        { op: "new", channel: "client" },
        { op: "create_socket", channel: "client", family: "inet", type: "stream" },
        { op: "loop", timeout: 0, count: 2 },
        { op: "loop", timeout: 0, use_poll: true, count: 2 },
      ],
    },
  },
} as const satisfies OutlookTable;
