// What a pass needs of whatever is in a map. It need not be a dispatcher.
// Knows what is asked and what is called; knows nothing of sockets.

import { handling } from "./current-error.ts";
import { AttributeError, isPassThrough } from "./errors.ts";
import { isTrue } from "./truth.ts";

/** The low-level events a pass calls on a channel. */
export type ChannelEvent = "handleReadEvent" | "handleWriteEvent" | "handleExptEvent";

/**
 * A member of a map. The answers of the predicates are judged by their truth.
 * Clauses: SELECT-23, MAP-12.
 */
export interface Channel {
  readonly accepting: unknown;
  readable(): unknown;
  writable(): unknown;
  handleReadEvent(): void;
  handleWriteEvent(): void;
  handleExptEvent(): void;
  handleClose(): void;
  /** Called because of `error`, which is the current one meanwhile. */
  handleError(error: unknown): void;
  close(): void;
}

/** What a channel wants to hear of in one pass: a sum of these. Each is one bit, so that asking leaves nothing behind. */
export const INTEREST = {
  READ: 1,
  /** Never for a listening channel. */
  WRITE: 2,
  /** It is interested in something, listening or not. */
  ANY: 4,
} as const;

/**
 * Asks a channel what it wants: `readable` and `writable`, once each, in this order, whatever the first one answers;
 * and then only, and only if it wants to write, whether it is listening. Gives a sum of `INTEREST`, 0 for nothing.
 * Throws what they throw, and AttributeError for an object that does not say whether it is listening.
 * Clauses: SELECT-01, SELECT-04, SELECT-05, SELECT-06, SELECT-10, POLL-18, LOOP-11.
 */
export function interestOf(channel: Channel): number {
  const read = isTrue(channel.readable()) ? INTEREST.READ | INTEREST.ANY : 0;
  if (!isTrue(channel.writable())) return read;
  return isListening(channel) ? read | INTEREST.ANY : read | INTEREST.WRITE | INTEREST.ANY;
}

/**
 * Calls `event`. What it throws goes to the channel's own `handleError`, unless it leaves the loop.
 * Clauses: ERROR-01, ERROR-05, ERROR-06, ERROR-07, SELECT-17.
 * Source: CPython 3.11 Lib/asyncore.py, read(), write(), _exception().
 */
export function deliver(channel: Channel, event: ChannelEvent): void {
  try {
    channel[event]();
  } catch (error) {
    if (isPassThrough(error)) throw error;
    handling(error, () => channel.handleError(error));
  }
}

function isListening(channel: Channel): boolean {
  if (!("accepting" in channel)) throw new AttributeError("object has no attribute 'accepting'");
  return isTrue(channel.accepting);
}
