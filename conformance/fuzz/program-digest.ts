// A digest of many programs that does not care who played them in which order: that of two parts is the sum of theirs.
// Knows numbers; knows nothing of programs.

import { hash } from "node:crypto";

/** The SHA-256 of each program's JSON, all added up modulo 2 to the 256th. */
export type ProgramDigest = bigint;

const BITS = 256;
const DIGITS = BITS / 4;

/** The digest of no program at all. */
export const NO_PROGRAMS: ProgramDigest = 0n;

/** The digest of the programs of both. */
export function added(one: ProgramDigest, other: ProgramDigest): ProgramDigest {
  return BigInt.asUintN(BITS, one + other);
}

/** The digest of `programs` and one more, whose JSON is `json`. */
export function withProgram(programs: ProgramDigest, json: string): ProgramDigest {
  return added(programs, BigInt(`0x${hash("sha256", json)}`));
}

/** A digest as 64 hexadecimal digits, as reports have it. */
export function inHex(digest: ProgramDigest): string {
  return digest.toString(16).padStart(DIGITS, "0");
}

/** The digest that was written as `hex`. */
export function fromHex(hex: string): ProgramDigest {
  return BigInt(`0x${hex}`);
}
