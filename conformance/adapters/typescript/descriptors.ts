// Descriptor numbers of this process: taking free ones, and limiting them, which Node has no call for.

import { closeSync, fstatSync, openSync } from "node:fs";
import { devNull } from "node:os";
import koffi from "koffi";

const RLIMIT_NOFILE = process.platform === "darwin" ? 8 : 7;
const library = koffi.load(null);
const getrlimit = library.func("int getrlimit(int, void *)");
const setrlimit = library.func("int setrlimit(int, void *)");

/** The limit this process began with: what applies, and what may be set. */
const [ORIGINAL = 0n, HIGHEST = 0n] = read();

/** Takes every free number below `below`, so that the next descriptor that is closed is reused at once. */
export function takeNumbersBelow(below: number): number[] {
  const taken: number[] = [];
  let next = openSync(devNull, "r");
  for (; next < below; next = openSync(devNull, "r")) taken.push(next);
  closeSync(next);
  return taken;
}

/** Gives numbers back. */
export function releaseNumbers(taken: number[]): void {
  for (const number of taken.splice(0)) closeSync(number);
}

/**
 * Leaves room for `spare` more descriptors, or as much as at the beginning when it is null. The system limits their
 * numbers, so the lowest free ones are counted.
 */
export function limitDescriptors(spare: number | null): void {
  const limit = spare === null ? ORIGINAL : BigInt(firstFreeAfter(spare));
  setrlimit(RLIMIT_NOFILE, BigUint64Array.of(limit, HIGHEST));
}

function read(): BigUint64Array {
  const limits = new BigUint64Array(2);
  getrlimit(RLIMIT_NOFILE, limits);
  return limits;
}

/** The free number that has `count` free ones below it. */
function firstFreeAfter(count: number): number {
  let left = count;
  for (let number = 0; ; number += 1) {
    if (isOpen(number)) continue;
    if (left === 0) return number;
    left -= 1;
  }
}

function isOpen(number: number): boolean {
  try {
    fstatSync(number);
    return true;
  } catch {
    return false;
  }
}
