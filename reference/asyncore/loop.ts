// The loop: one pass after another until there is nobody left to serve.
// Knows when it ends; knows nothing of what a pass does.

import type { AbortLike } from "../../spec/host.ts";
import { poll2, poll2Async } from "./poll-pass.ts";
import { poll, pollAsync } from "./select-pass.ts";
import { type ChannelMap, isEmpty, socketMap } from "./socket-map.ts";

/** How the loop is to run. Whatever is absent has its default. */
export interface LoopOptions {
  /** How long each pass may wait, in seconds; `null` without limit. 30 by default. */
  timeoutSeconds?: number | null;
  /** Whether passes are made over poll(2), where the host has it, and not over select. False by default. */
  usePoll?: boolean;
  /** Whose channels are served: those of the global map by default. A map that is given is used even if it is empty. */
  map?: ChannelMap;
  /** How many passes are made at most; `null`, the default, for no limit. Zero or less makes none. */
  count?: number | null;
}

/** How the loop is to run beside Node's event loop. */
export interface AsyncLoopOptions extends LoopOptions {
  /** Ends the loop when it is aborted: a wait ends at once, and nothing is served any more. */
  signal?: AbortLike;
}

/**
 * Makes passes until the map is empty or `count` of them are done. Channels that join while it runs keep it going. It
 * blocks: nothing else happens in this process meanwhile but what handlers do. A handler may call it again.
 * Throws what a pass throws; the channels stay as they are, and calling it again goes on.
 * Clauses: LOOP-01 to LOOP-15. Source: CPython 3.11 Lib/asyncore.py, loop().
 */
export function loop(options: LoopOptions = {}): void {
  const { timeoutSeconds = 30, map = socketMap, count = null } = options;
  const pass = usesPoll(options) ? poll2 : poll;
  for (let left = count ?? Infinity; !isEmpty(map) && left > 0; left -= 1) pass(timeoutSeconds, map);
}

/**
 * The same loop without blocking Node's event loop: each wait happens on another thread, everything else on this one.
 * Whoever joins or leaves a map from outside during a wait takes part from the next pass on; a shorter timeout brings
 * it sooner. An aborted `signal` ends it, and the promise resolves. Rejects with what a pass throws.
 * Clauses: those of `loop`.
 */
export async function loopAsync(options: AsyncLoopOptions = {}): Promise<void> {
  const { timeoutSeconds = 30, map = socketMap, count = null, signal } = options;
  const pass = usesPoll(options) ? poll2Async : pollAsync;
  for (let left = count ?? Infinity; !isEmpty(map) && left > 0 && !signal?.aborted; left -= 1) {
    await pass(timeoutSeconds, map, signal);
  }
}

/** A system without poll(2) is served over select, silently. Clauses: LOOP-03, LOOP-04. */
function usesPoll({ usePoll = false, map = socketMap }: LoopOptions): boolean {
  return usePoll && (map.host ?? socketMap.host)?.poll !== undefined;
}
