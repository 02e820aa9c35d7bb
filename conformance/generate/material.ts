// What random programs are made of: bytes, errors, terminators, exceptions. Every choice is weighted by what it may bring to light.
// Knows single values; knows nothing of channels or of how a program is put together.

import { ERRNO_NAMES, type ErrnoName } from "../../spec/errno.ts";
import type { Data, Outcome, Raised, RaisedKind, Terminator } from "../../spec/program.ts";
import type { Dice, Weighted } from "./dice.ts";

/** What asyncore takes for the end of a connection, beside what it takes for "not now". */
const TELLING: readonly ErrnoName[] = [
  ...(["ECONNRESET", "ENOTCONN", "ESHUTDOWN", "ECONNABORTED", "EPIPE", "EBADF"] as const),
  ...(["EAGAIN", "EAGAIN", "EAGAIN", "EINTR", "EINPROGRESS", "EALREADY", "EISCONN", "EINVAL", "ECONNREFUSED"] as const),
];

const PIECES: readonly Data[] = [
  "a",
  "bc",
  "x\r\n",
  "\r",
  "\n",
  "ab\r\ncd",
  "a\nb\n",
  "\u00ff\u0000",
  "hello, world",
  "",
];

const TERMINATORS: readonly Terminator[] = ["\r\n", "\r\n", "\n", "ab", "aab", 1, 3, 5, 0, null, ""];

const KINDS: Weighted<RaisedKind> = [
  [8, "os"],
  [6, "value"],
  [2, "type"],
  [1, "attribute"],
  [1, "key"],
  [1, "index"],
  [1, "not-implemented"],
  [1, "assertion"],
  [1, "name-resolution"],
  [2, "exit-now"],
  [1, "interrupt"],
  [1, "system-exit"],
  [1, "other"],
];

/** Kinds whose text belongs to the program. */
const WORDED = new Set<RaisedKind>(["value", "not-implemented", "assertion", "exit-now", "other"]);

/** An errno: mostly one that asyncore treats in a way of its own, sometimes any. */
export function errno(dice: Dice): ErrnoName {
  return dice.pick(dice.chance(80) ? TELLING : ERRNO_NAMES);
}

/** Few bytes, or none. */
export function data(dice: Dice): Data {
  return dice.chance(3) ? { repeat: "ab", times: 300 } : dice.pick(PIECES);
}

/** A terminator of any kind. */
export function terminator(dice: Dice): Terminator {
  return dice.pick(TERMINATORS);
}

/** How many bytes to ask for. */
export function size(dice: Dice): number {
  return dice.pick([1, 2, 4, 8192, 8192, 8192, 8192, 0]);
}

/** An exception. */
export function raised(dice: Dice): Raised {
  const kind = dice.weigh(KINDS);
  if (kind === "os") return { kind, errno: errno(dice) };
  return WORDED.has(kind) && dice.chance(70) ? { kind, text: "boom" } : { kind };
}

/** What a scripted call gives: `value`, or in `percent` of cases an error. */
export function outcome<Value>(dice: Dice, percent: number, value: () => Value): Outcome<Value> {
  if (!dice.chance(percent)) return { value: value() };
  if (dice.chance(88)) return { errno: errno(dice) };
  return dice.chance(30) ? { code: 99999 } : { raise: raised(dice) };
}
