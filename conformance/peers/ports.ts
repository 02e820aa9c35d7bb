// The ports of peers: none that a kernel would choose for a socket of the program. TCP and UDP count theirs apart, so that a
// socket of one could otherwise have the number of a peer of the other, and would be shown under its name.

import { OsError, type SocketAddress } from "../../spec/host.ts";

/** Below what Linux (32768) and macOS (49152) choose from, and below what a cluster gives its services (30000). */
const FIRST = 20_000;
const COUNT = 10_000;

/** Plays of several processes can meet on ::1, and begin at different ports. */
let turn = process.pid * 97;

/**
 * What `bind` gives for the next port of `host` that nobody has. Throws what `bind` throws; EADDRINUSE only where every port
 * is taken.
 */
export function atFreshPort<Bound>(host: string, bind: (address: SocketAddress) => Bound): Bound {
  for (let tries = 1; ; tries += 1) {
    try {
      return bind([host, FIRST + (turn++ % COUNT)]);
    } catch (error) {
      if (!(error instanceof OsError && error.code === "EADDRINUSE") || tries === COUNT) throw error;
    }
  }
}
