// How connecting went. The kernel answers with one of three kinds of errno, and asyncore wants to know which.
// Knows the three kinds; knows nothing of what a channel does about them.

import type { ErrnoName } from "../../spec/errno.ts";
import { OsError, type SocketAddress } from "../../spec/host.ts";
import { errnoOf, KeyError } from "./errors.ts";
import type { SocketLike } from "./socket.ts";

/**
 * Not there yet. The last one is what a full backlog of the local domain answers, where nothing is under way.
 * Clauses: CONNECT-02, CONNECT-22.
 */
const PENDING: readonly ErrnoName[] = ["EINPROGRESS", "EALREADY", "EAGAIN"];

/**
 * Connects once, and says whether the connection is there or pending.
 * Throws OsError with the errno's name as its text when it failed, KeyError when that errno has no name, and whatever
 * else the socket throws, for an address that is none or a name nobody knows.
 * Clauses: CONNECT-02 to CONNECT-06, CONNECT-19, CONNECT-20.
 */
export function connectOnce(socket: SocketLike, address: SocketAddress): "connected" | "pending" {
  try {
    socket.connect(address);
    return "connected";
  } catch (error) {
    const name = errnoOf(error);
    if (name === "EISCONN") return "connected";
    if (name !== null && PENDING.includes(name)) return "pending";
    if (name !== null) throw new OsError(name, numberOf(error), symbolOf(name, numberOf(error)));
    if (error instanceof OsError && error.errno !== 0) throw new KeyError(String(error.errno));
    throw error;
  }
}

/** Linux has two names for one number, and the original's language says the other one. Clauses: CONNECT-04. */
function symbolOf(name: ErrnoName, number: number): string {
  const linuxNumber = 95;
  return name === "EOPNOTSUPP" && number === linuxNumber ? "ENOTSUP" : name;
}

/** Node's own errors of the system carry a negative number. */
function numberOf(error: unknown): number {
  return Math.abs(Number((error as { errno?: unknown }).errno ?? 0));
}
