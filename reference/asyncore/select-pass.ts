// One pass over select: ask every channel, wait once, serve those that are ready, phase by phase.
// Knows the order of one pass; knows nothing of how often passes are made.

import type { AbortLike, SelectSets } from "../../spec/host.ts";
import { type Channel, type ChannelEvent, deliver, INTEREST, interestOf } from "./channel.ts";
import { giveBack, type PassMemory, takeMemory } from "./pass-memory.ts";
import { type ChannelMap, channelAt, hostOf, isEmpty, socketMap } from "./socket-map.ts";

/**
 * Serves one pass over `map` with select: asks every channel what it wants, waits once, then serves those that are
 * ready. When nobody wants anything it sleeps for the timeout instead. Serving goes through all readers, then all
 * writers, then all exceptional conditions. For each, the map is asked anew who is registered under the descriptor: who
 * left meanwhile is skipped, and who took the number over is served instead.
 *
 * `timeoutSeconds` is seconds, handed on as given; `null` waits without limit, and is a TypeError when nobody wants
 * anything.
 * Throws ExitNow, KeyboardInterrupt and SystemExit from handlers, whatever `readable`, `writable` or `handleError`
 * throw, and errors of the wait itself; every other exception of a handler goes to that channel's `handleError`.
 * Clauses: SELECT-01 to SELECT-26, LOOP-13, CLOSE-11, OOB-02, OOB-04, OOB-05, OOB-06, WRITE-03, FILE-08, FILE-10.
 * Source: CPython 3.11 Lib/asyncore.py, poll().
 */
export function poll(timeoutSeconds: number | null = 0, map: ChannelMap = socketMap): void {
  if (isEmpty(map)) return;
  const memory = takeMemory();
  try {
    const wanted = asked(map, memory);
    if (isNothing(wanted)) hostOf(map).sleep(limited(timeoutSeconds));
    else serve(hostOf(map).select(wanted, timeoutSeconds, memory.chosen), map, undefined);
  } finally {
    giveBack(memory);
  }
}

/**
 * The same pass while Node's event loop goes on during the wait. An aborted `signal` ends it: nothing is served from
 * then on.
 * Clauses: those of `poll`.
 */
export async function pollAsync(
  timeoutSeconds: number | null,
  map: ChannelMap,
  signal: AbortLike | undefined,
): Promise<void> {
  if (isEmpty(map)) return;
  const memory = takeMemory();
  try {
    const wanted = asked(map, memory);
    if (isNothing(wanted)) await hostOf(map).sleepAsync(limited(timeoutSeconds), signal);
    else serve(await hostOf(map).selectAsync(wanted, timeoutSeconds, signal, memory.chosen), map, signal);
  } finally {
    giveBack(memory);
  }
}

/**
 * Who is to be watched for what. Whoever is interested in anything is watched for exceptional conditions, also a
 * listening channel that wants to write and is not watched for that.
 * Clauses: SELECT-03 to SELECT-07, SELECT-16.
 */
function asked(map: ChannelMap, memory: PassMemory): SelectSets {
  memory.wanted.clear();
  memory.forEach(map, askOne);
  return memory.wanted.cutOff();
}

function askOne(key: unknown, channel: Channel, { wanted }: PassMemory): void {
  const fd = key as number;
  const interest = interestOf(channel);
  if (interest & INTEREST.READ) wanted.add("read", fd);
  if (interest & INTEREST.WRITE) wanted.add("write", fd);
  if (interest & INTEREST.ANY) wanted.add("except", fd);
}

/** Clauses: SELECT-08. */
function isNothing({ read, write, except }: SelectSets): boolean {
  return read.length === 0 && write.length === 0 && except.length === 0;
}

/** The three phases in their order. Clauses: SELECT-11 to SELECT-15. */
function serve({ read, write, except }: SelectSets, map: ChannelMap, signal: AbortLike | undefined): void {
  serveAll(read, "handleReadEvent", map, signal);
  serveAll(write, "handleWriteEvent", map, signal);
  serveAll(except, "handleExptEvent", map, signal);
}

function serveAll(fds: readonly number[], event: ChannelEvent, map: ChannelMap, signal: AbortLike | undefined): void {
  for (const fd of fds) {
    if (signal?.aborted) return;
    const channel = channelAt(map, fd);
    if (channel !== undefined) deliver(channel, event);
  }
}

/** A sleep without end is refused, as the original's clock refuses it. Clauses: LOOP-13. */
function limited(timeoutSeconds: number | null): number {
  if (timeoutSeconds === null) throw new TypeError("a sleep needs a limit, and the timeout is null");
  return timeoutSeconds;
}
