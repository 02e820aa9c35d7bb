// What becomes of the bytes that came in: how many are handed over next, and what that is the end of.
// Knows one helping of input and one terminator; knows nothing of channels.

import { bytesOf } from "../asyncore/bytes.ts";
import { isTrue } from "../asyncore/truth.ts";

/**
 * What ends a message: bytes (as text each character is one byte), or that many bytes, or nothing. Zero and empty ones
 * are the same as nothing.
 * Clauses: CHAT-04, CHAT-07, CHAT-09.
 */
export type Terminator = Uint8Array | string | number | null;

/** One step through the input. */
export interface Step {
  /** How many bytes are handed over, from the front; all but that many if it is negative. `null` hands over nothing. */
  readonly collect: number | null;
  /** Where what is kept begins, from the front; from the end if it is negative. */
  readonly keepFrom: number;
  /**
   * What has been reached: nothing, so that the next step can follow; or some bytes of a count; or all of it; or the
   * terminator; or a beginning of the terminator, at which the step after this one waits for more input.
   */
  readonly reached: "nothing" | "part of the count" | "count" | "terminator" | "beginning";
}

/** Past the end of every input: nothing is kept, whatever has come in meanwhile. */
const NOTHING = Number.POSITIVE_INFINITY;

/**
 * The next step through `input`, of which there is at least one byte.
 * Clauses: CHAT-04 to CHAT-09. Source: CPython 3.11 Lib/asynchat.py, async_chat.handle_read().
 */
export function nextStep(input: Uint8Array, terminator: Terminator): Step {
  const isNone = terminator === null || !isTrue(terminator);
  if (isNone) return { collect: input.length, keepFrom: NOTHING, reached: "nothing" };
  return typeof terminator === "number" ? stepByCount(input, terminator) : stepToEnd(input, bytesOf(terminator));
}

/**
 * How many bytes at the end of `haystack` are the beginning of `needle`, but never all of it: 0 when there are none, and
 * -1 when `needle` is empty. Whether all of `needle` is there is not looked at.
 * Clauses: CHAT-35. Source: CPython 3.11 Lib/asynchat.py, find_prefix_at_end().
 */
export function findPrefixAtEnd(haystack: Uint8Array | string, needle: Uint8Array | string): number {
  const [where, what] = [bytesOf(haystack), bytesOf(needle)];
  let length = what.length - 1;
  while (length > 0 && !isAt(where, what.subarray(0, length), where.length - length)) length -= 1;
  return length;
}

/** Clauses: CHAT-07, CHAT-08. */
function stepByCount(input: Uint8Array, count: number): Step {
  if (input.length < count) return { collect: input.length, keepFrom: NOTHING, reached: "part of the count" };
  return { collect: count, keepFrom: count, reached: "count" };
}

/** Clauses: CHAT-04, CHAT-05, CHAT-06. */
function stepToEnd(input: Uint8Array, end: Uint8Array): Step {
  const index = indexOf(input, end);
  if (index !== -1) return { collect: unlessNone(index), keepFrom: index + end.length, reached: "terminator" };
  const held = findPrefixAtEnd(input, end);
  if (held === 0) return { collect: input.length, keepFrom: NOTHING, reached: "nothing" };
  return { collect: unlessNone(input.length - held), keepFrom: -held, reached: "beginning" };
}

/** Before a terminator there may be nothing, and nothing is not handed over. Clauses: CHAT-05. */
function unlessNone(count: number): number | null {
  return count === 0 ? null : count;
}

/** Where `needle`, of at least one byte, begins in `haystack`; -1 when it does not. */
function indexOf(haystack: Uint8Array, needle: Uint8Array): number {
  const [first = 0] = needle;
  let index = haystack.indexOf(first);
  while (index !== -1 && !isAt(haystack, needle, index)) index = haystack.indexOf(first, index + 1);
  return index;
}

/** Whether `needle` is found in `haystack` at `index`, which may be none. */
function isAt(haystack: Uint8Array, needle: Uint8Array, index: number): boolean {
  return needle.every((byte, at) => haystack[index + at] === byte);
}
