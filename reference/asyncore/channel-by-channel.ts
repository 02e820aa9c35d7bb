// What a pass over poll and one over epoll have in common: who is asked for what, and how those that are ready are served.
// Knows flags and the order of service; knows nothing of the wait between the two.

import { type AbortLike, POLL_FLAGS, type PollList } from "../../spec/host.ts";
import { type Channel, INTEREST, interestOf } from "./channel.ts";
import { handling } from "./current-error.ts";
import { DISCONNECTED, hasErrno, isPassThrough } from "./errors.ts";
import type { PassMemory } from "./pass-memory.ts";
import { type ChannelMap, channelAt } from "./socket-map.ts";

const { POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL } = POLL_FLAGS;
const GONE = POLLHUP | POLLERR | POLLNVAL;

/** The timeout as poll(2) takes it. Clauses: POLL-02. */
export function milliseconds(timeoutSeconds: number | null): number | null {
  return timeoutSeconds === null ? null : Math.trunc(timeoutSeconds * 1000);
}

/**
 * Who is to be watched for what. Whoever is interested in nothing is not watched at all.
 * Clauses: POLL-03, POLL-04, POLL-05, POLL-18, POLL-20.
 */
export function ask(map: ChannelMap, memory: PassMemory): PollList {
  memory.asked.clear();
  memory.forEach(map, askOne);
  return memory.asked;
}

function askOne(key: unknown, channel: Channel, { asked }: PassMemory): void {
  const interest = interestOf(channel);
  const flags = (interest & INTEREST.READ ? POLLIN | POLLPRI : 0) | (interest & INTEREST.WRITE ? POLLOUT : 0);
  if (flags !== 0) asked.add(descriptor(key), flags);
}

/**
 * A channel that forgot its descriptor is refused when its turn comes, before anybody after it is asked.
 * Clauses: MAP-05.
 */
function descriptor(key: unknown): number {
  if (typeof key !== "number") throw new TypeError(`a descriptor must be a number, and the map has ${key}`);
  if (key < 0) throw new RangeError(`file descriptor cannot be a negative integer (${key})`);
  return key;
}

/** Clauses: POLL-07, POLL-10, POLL-19. */
export function serveAll(ready: PollList, map: ChannelMap, signal: AbortLike | undefined): void {
  for (let index = 0; index < ready.length; index += 1) {
    if (signal?.aborted) return;
    const channel = channelAt(map, ready.fdAt(index));
    if (channel !== undefined) serve(channel, ready.flagsAt(index));
  }
}

/**
 * The four steps of one channel. The first error ends them: a lost connection closes the channel, anything else goes to
 * its `handleError`.
 * Clauses: POLL-08, POLL-09, POLL-11, POLL-12, POLL-13. Source: CPython 3.11 Lib/asyncore.py, readwrite().
 */
function serve(channel: Channel, flags: number): void {
  try {
    if (flags & POLLIN) channel.handleReadEvent();
    if (flags & POLLOUT) channel.handleWriteEvent();
    if (flags & POLLPRI) channel.handleExptEvent();
    if (flags & GONE) channel.handleClose();
  } catch (error) {
    if (isPassThrough(error)) throw error;
    const isLost = hasErrno(error, DISCONNECTED);
    handling(error, () => (isLost ? channel.handleClose() : channel.handleError(error)));
  }
}
