// When TCP sends what it has to send. By default it keeps small data back until the other end has acknowledged what went before,
// and the other end keeps its acknowledgements back for some 40 ms: what has arrived by a certain moment is then a matter of time.
// Knows the two options of setsockopt(2) that end this; asyncore sets neither, so they are no part of Host.

import { CONSTANTS } from "./constants.ts";
import { libc } from "./libc.ts";

const IPPROTO_TCP = 6;
const TCP_NODELAY = 1;

const on = new Int32Array([1]);

/** From now on the socket sends at once whatever it is given. On what is no TCP socket nothing happens. */
export function sendAtOnce(fd: number): void {
  libc.setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, on, on.byteLength);
}

/**
 * Acknowledges at once what has been received, so that the other end sends what it keeps back. What was received must have been
 * read. On what is no TCP socket, and on systems that have no such option, nothing happens.
 */
export function acknowledgeAtOnce(fd: number): void {
  const { TCP_QUICKACK } = CONSTANTS;
  if (TCP_QUICKACK !== null) libc.setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, on, on.byteLength);
}
