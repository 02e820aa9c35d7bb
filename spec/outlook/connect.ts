// Programs for the clauses of CONNECT that plain loopback TCP cannot show: other families, and answers no kernel gives.
// Knows how each will be shown; nothing here is played yet.

import type { OutlookTable } from "./outlook.ts";

/** The outlook of connecting. */
export const CONNECT = {
  // One waiting client fills a local-domain queue of length 0: the next connect is refused with EAGAIN and nothing is pending.
  "CONNECT-22": {
    program: {
      world: "loopback",
      channels: { client: { base: "dispatcher" } },
      steps: [
        { op: "peer.listen", peer: "server", family: "unix", backlog: 0 },
        { op: "peer.connect", peer: "first", to: "server", family: "unix" },
        { op: "new", channel: "client" },
        { op: "create_socket", channel: "client", family: "unix", type: "stream" },
        { op: "connect", channel: "client", to: "server" },
        { op: "loop", timeout: 0, count: 1 },
      ],
    },
  },
  "CONNECT-23": {
    program: {
      world: "loopback",
      channels: {
        client: {
          base: "dispatcher",
          on: { writable: [false], handle_read: [{ do: [{ op: "recv", channel: "client", size: 100 }] }] },
        },
      },
      steps: [
        { op: "peer.bind", peer: "server", type: "datagram" },
        { op: "new", channel: "client" },
        { op: "create_socket", channel: "client", family: "inet", type: "datagram" },
        { op: "connect", channel: "client", to: "server" },
        { op: "peer.send", peer: "server", data: "", to: "client" },
        { op: "loop", timeout: 0, count: 1 },
      ],
    },
  },
} as const satisfies OutlookTable;
