// When TCP sends what it has to send. By default it keeps small data back until the other end has acknowledged what went before,
// and the other end keeps its acknowledgements back for some 40 ms: what has arrived by a certain moment is then a matter of time.
// Knows the options of setsockopt(2) that end this or tell of it; asyncore sets none, so they are no part of Host.

import { CONSTANTS } from "./constants.ts";
import { libc } from "./libc.ts";

const IPPROTO_TCP = 6;
const TCP_NODELAY = 1;

/** The other end has sent its last, this end has not. Source: <netinet/tcp.h>, as for all of `struct tcp_info`. */
const TCP_CLOSE_WAIT = 8;

const on = new Int32Array([1]);
const info = new Uint8Array(64);
const infoWords = new Uint32Array(info.buffer);
const infoLength = new Uint32Array(1);

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

/**
 * How far the other end is with what the socket sent: `arrived` once it has acknowledged everything, or the connection is over. Until
 * then `underway`, or `unanswered` when it has itself sent its last: then it has closed, as a rule, and what it answers is a reset.
 * What is no TCP socket has always `arrived`, and so has everything on systems that do not tell.
 */
export function arrivalOf(fd: number): "arrived" | "underway" | "unanswered" {
  const { tcpInfo } = CONSTANTS;
  if (tcpInfo === null) return "arrived";
  infoLength[0] = info.byteLength;
  if (libc.getsockopt(fd, IPPROTO_TCP, tcpInfo.option, info, infoLength) === -1) return "arrived";
  const unacknowledged = infoWords[tcpInfo.unacknowledged / infoWords.BYTES_PER_ELEMENT];
  if (unacknowledged === 0) return "arrived";
  return info[tcpInfo.state] === TCP_CLOSE_WAIT ? "unanswered" : "underway";
}
