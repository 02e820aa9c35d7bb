// The queue of what waits to be sent: how data is cut for it, and how its front changes.
// Knows entries; knows nothing of when they are sent.

import { IndexError } from "../asyncore/errors.ts";
import type { Entry } from "./producers.ts";

/**
 * Adds `data` at the end, cut into entries of at most `size` bytes if there is more than that. It is not copied.
 * Throws RangeError when the size is 0 and there is something to cut. A negative size loses the data, as in the
 * original.
 * Clauses: CHAT-19.
 */
export function append(fifo: Entry[], data: Uint8Array, size: number): void {
  if (data.length <= size) {
    fifo.push(data);
    return;
  }
  if (size === 0) throw new RangeError("range() arg 3 must not be zero");
  for (let at = 0; at < data.length && size > 0; at += size) fifo.push(data.subarray(at, at + size));
}

/** Removes the entry at the front. Throws IndexError when there is none. Clauses: CHAT-25, CHAT-28, CHAT-29. */
export function removeFirst(fifo: Entry[]): void {
  refuseEmpty(fifo);
  fifo.shift();
}

/** Puts `entry` in the place of the one at the front. Throws IndexError when there is none. Clauses: CHAT-22. */
export function replaceFirst(fifo: Entry[], entry: Entry): void {
  refuseEmpty(fifo);
  fifo[0] = entry;
}

function refuseEmpty(fifo: Entry[]): void {
  if (fifo.length === 0) throw new IndexError("the queue is empty");
}
