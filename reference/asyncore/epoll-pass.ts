// One pass over epoll: what a pass over poll is, for a kernel that remembers who is watched for what.
// Knows which remembering wait belongs to which map; knows nothing of how often passes are made.

import type { AbortLike, Host, PollList, StandingPoll } from "../../spec/host.ts";
import { ask, milliseconds, serveAll } from "./channel-by-channel.ts";
import { AttributeError } from "./errors.ts";
import { giveBack, type PassMemory, takeMemory } from "./pass-memory.ts";
import { type ChannelMap, hostOf, isEmpty, socketMap } from "./socket-map.ts";

/** The waits of each map that no pass is using. A map has more than one when passes over it were made at the same time. */
const idle = new WeakMap<ChannelMap, { readonly host: Host; readonly waits: StandingPoll[] }>();

/**
 * Serves one pass over `map` exactly as `poll2` does: every channel is asked in every pass, and those that are ready are
 * served in the same order. Only what changed since the last pass is told to the kernel, so that a pass costs little
 * beside many channels that are idle. The original has no such pass.
 * A socket of somebody else's making must be closed with `Host.close`: the kernel forgets what was closed elsewhere, and
 * nobody is told.
 *
 * `timeoutSeconds` is as in `poll2`. Throws what `poll2` throws. AttributeError where the system has no epoll.
 * Clauses: those of `poll2`.
 */
export function epoll(timeoutSeconds: number | null = 0, map: ChannelMap = socketMap): void {
  requireEpoll(map);
  if (isEmpty(map)) return;
  const memory = takeMemory();
  try {
    const asked = ask(map, memory);
    serveAll(waited(asked, timeoutSeconds, map, memory), map, undefined);
  } finally {
    giveBack(memory);
  }
}

/**
 * The same pass while Node's event loop goes on during the wait, as `poll2Async`.
 * Clauses: those of `poll2`.
 */
export async function epollAsync(
  timeoutSeconds: number | null,
  map: ChannelMap,
  signal: AbortLike | undefined,
): Promise<void> {
  requireEpoll(map);
  if (isEmpty(map)) return;
  const memory = takeMemory();
  try {
    const asked = ask(map, memory);
    serveAll(await waitedAsync(asked, timeoutSeconds, map, memory, signal), map, signal);
  } finally {
    giveBack(memory);
  }
}

function waited(asked: PollList, timeoutSeconds: number | null, map: ChannelMap, { ready }: PassMemory): PollList {
  const waits = waitsOf(map);
  const wait = take(waits, map);
  try {
    return wait.poll(asked, milliseconds(timeoutSeconds), ready);
  } finally {
    waits.push(wait);
  }
}

async function waitedAsync(
  asked: PollList,
  timeoutSeconds: number | null,
  map: ChannelMap,
  { ready }: PassMemory,
  signal: AbortLike | undefined,
): Promise<PollList> {
  const waits = waitsOf(map);
  const wait = take(waits, map);
  try {
    return await wait.pollAsync(asked, milliseconds(timeoutSeconds), signal, ready);
  } finally {
    waits.push(wait);
  }
}

/** A map that was moved to another kernel begins anew there. */
function waitsOf(map: ChannelMap): StandingPoll[] {
  const host = hostOf(map);
  const known = idle.get(map);
  if (known?.host === host) return known.waits;
  const waits: StandingPoll[] = [];
  idle.set(map, { host, waits });
  return waits;
}

function take(waits: StandingPoll[], map: ChannelMap): StandingPoll {
  return waits.pop() ?? (hostOf(map).standingPoll?.() as StandingPoll);
}

/** Whoever asks for this very pass is not given another one: only the loop falls back. */
function requireEpoll(map: ChannelMap): void {
  const host = map.host ?? socketMap.host;
  if (host !== undefined && host.standingPoll === undefined) throw new AttributeError("this system has no epoll");
}
