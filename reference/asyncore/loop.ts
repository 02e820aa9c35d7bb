// The loop: one pass after another until there is nobody left to serve.
// Knows when it ends; knows nothing of what a pass does.

import type { AbortLike } from "../../spec/host.ts";
import { epoll, epollAsync } from "./epoll-pass.ts";
import { poll2, poll2Async } from "./poll-pass.ts";
import { poll, pollAsync } from "./select-pass.ts";
import { type ChannelMap, isEmpty, socketMap } from "./socket-map.ts";

/** The calls a pass can be made over. */
export type Pollster = "select" | "poll" | "epoll";

/** How the loop is to run. Whatever is absent has its default. */
export interface LoopOptions {
  /** How long each pass may wait, in seconds; `null` without limit. 30 by default. */
  timeoutSeconds?: number | null;
  /** Whether passes are made over poll(2), where the host has it, and not over select. False by default. */
  usePoll?: boolean;
  /**
   * Over which call passes are made, in the place of `usePoll`. Beside many idle channels "epoll" costs least, and does
   * what "poll" does. What the host does not have is replaced by the one before it.
   */
  pollster?: Pollster;
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

const PASSES = { select: poll, poll: poll2, epoll } as const;
const ASYNC_PASSES = { select: pollAsync, poll: poll2Async, epoll: epollAsync } as const;

/**
 * Makes passes until the map is empty or `count` of them are done. Channels that join while it runs keep it going. It
 * blocks: nothing else happens in this process meanwhile but what handlers do. A handler may call it again.
 * Throws what a pass throws; the channels stay as they are, and calling it again goes on.
 * Clauses: LOOP-01 to LOOP-15. Source: CPython 3.11 Lib/asyncore.py, loop().
 */
export function loop(options: LoopOptions = {}): void {
  const { timeoutSeconds = 30, map = socketMap, count = null } = options;
  const pass = PASSES[pollsterFor(options)];
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
  const pass = ASYNC_PASSES[pollsterFor(options)];
  for (let left = count ?? Infinity; !isEmpty(map) && left > 0 && !signal?.aborted; left -= 1) {
    await pass(timeoutSeconds, map, signal);
  }
}

/** A system without poll(2) is served over select, silently. Clauses: LOOP-03, LOOP-04. */
function pollsterFor({
  usePoll = false,
  pollster = usePoll ? "poll" : "select",
  map = socketMap,
}: LoopOptions): Pollster {
  const host = map.host ?? socketMap.host;
  if (pollster === "epoll" && host?.standingPoll !== undefined) return "epoll";
  return pollster !== "select" && host?.poll !== undefined ? "poll" : "select";
}
