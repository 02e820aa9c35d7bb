// One pass over poll: ask every channel, wait once, serve those that are ready, channel by channel.
// Knows the order of one pass; knows nothing of how often passes are made.

import type { AbortLike } from "../../spec/host.ts";
import { ask, milliseconds, serveAll } from "./channel-by-channel.ts";
import { AttributeError } from "./errors.ts";
import { giveBack, takeMemory } from "./pass-memory.ts";
import { type ChannelMap, hostOf, isEmpty, socketMap } from "./socket-map.ts";

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
  const memory = takeMemory();
  try {
    const asked = ask(map, memory);
    serveAll(hostOf(map).poll(asked, milliseconds(timeoutSeconds), memory.ready), map, undefined);
  } finally {
    giveBack(memory);
  }
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
  const memory = takeMemory();
  try {
    const asked = ask(map, memory);
    const ready = await hostOf(map).pollAsync(asked, milliseconds(timeoutSeconds), signal, memory.ready);
    serveAll(ready, map, signal);
  } finally {
    giveBack(memory);
  }
}

/**
 * Whoever asks for this very pass is not given another one, nor is anybody in the map asked: only the loop falls back.
 * Clauses: LOOP-04.
 */
function requirePoll(map: ChannelMap): void {
  const host = map.host ?? socketMap.host;
  if (host !== undefined && host.poll === undefined) throw new AttributeError("this system has no poll");
}
