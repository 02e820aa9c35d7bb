// One pass over poll: ask every channel, wait once, serve those that are ready, channel by channel.
// Knows the order of one pass; knows nothing of how often passes are made.

import { type AbortLike, POLL_FLAGS, type PollEntry } from "../../spec/host.ts";
import { type Channel, interestOf } from "./channel.ts";
import { handling } from "./current-error.ts";
import { AttributeError, DISCONNECTED, hasErrno, isPassThrough } from "./errors.ts";
import { type ChannelMap, channelAt, hostOf, isEmpty, snapshot, socketMap } from "./socket-map.ts";

const { POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL } = POLL_FLAGS;
const GONE = POLLHUP | POLLERR | POLLNVAL;

/**
 * Serves one pass over `map` with poll(2): asks every channel what it wants, waits once, then serves those that are
 * ready. Serving goes from channel to channel. The map is asked once for each; then its read, write, exception and
 * close steps run as its flags say, even when an earlier one of them closed it.
 *
 * `timeoutSeconds` is seconds, cut off to whole milliseconds; `null` or a negative number waits without limit. It is
 * waited for even when nobody wants anything.
 * Throws ExitNow, KeyboardInterrupt and SystemExit from handlers, whatever `readable`, `writable`, `handleError` throw,
 * whatever a `handleClose` called because of an error throws, errors of the wait itself, and TypeError or RangeError
 * for a key of the map that is no descriptor. AttributeError where the system has no poll(2).
 * Clauses: POLL-01 to POLL-20, READ-13, CLOSE-11, OOB-02, OOB-06, FILE-08, FILE-10.
 * Source: CPython 3.11 Lib/asyncore.py, poll2().
 */
export function poll2(timeoutSeconds: number | null = 0, map: ChannelMap = socketMap): void {
  requirePoll(map);
  if (isEmpty(map)) return;
  serveAll(hostOf(map).poll(ask(map), milliseconds(timeoutSeconds)), map, undefined);
}

/**
 * The same pass while Node's event loop goes on during the wait. An aborted `signal` ends it: nothing is served from
 * then on.
 * Clauses: those of `poll2`.
 */
export async function poll2Async(
  timeoutSeconds: number | null,
  map: ChannelMap,
  signal: AbortLike | undefined,
): Promise<void> {
  requirePoll(map);
  if (isEmpty(map)) return;
  serveAll(await hostOf(map).pollAsync(ask(map), milliseconds(timeoutSeconds), signal), map, signal);
}

/**
 * Whoever asks for this very pass is not given another one, nor is anybody in the map asked: only the loop falls back.
 * Clauses: LOOP-04.
 */
function requirePoll(map: ChannelMap): void {
  const host = map.host ?? socketMap.host;
  if (host !== undefined && host.poll === undefined) throw new AttributeError("this system has no poll");
}

/** Clauses: POLL-02. */
function milliseconds(timeoutSeconds: number | null): number | null {
  return timeoutSeconds === null ? null : Math.trunc(timeoutSeconds * 1000);
}

/**
 * Who is to be watched for what. Whoever is interested in nothing is not watched at all.
 * Clauses: POLL-03, POLL-04, POLL-05, POLL-18, POLL-20.
 */
function ask(map: ChannelMap): PollEntry[] {
  const entries: PollEntry[] = [];
  for (const [fd, channel] of snapshot(map)) {
    const interest = interestOf(channel);
    const flags = (interest.read ? POLLIN | POLLPRI : 0) | (interest.write ? POLLOUT : 0);
    if (flags !== 0) entries.push({ fd: descriptor(fd), flags });
  }
  return entries;
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
function serveAll(ready: readonly PollEntry[], map: ChannelMap, signal: AbortLike | undefined): void {
  for (const { fd, flags } of ready) {
    if (signal?.aborted) return;
    const channel = channelAt(map, fd);
    if (channel !== undefined) serve(channel, flags);
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
