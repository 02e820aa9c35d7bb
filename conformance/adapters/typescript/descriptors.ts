// Descriptor numbers of this process: taking free ones, and limiting them, which Node has no call for.

import { fstatSync, openSync } from "node:fs";
import { devNull } from "node:os";
import koffi from "koffi";
import { posixHost } from "../../../reference/posix/index.ts";

const RLIMIT_NOFILE = process.platform === "darwin" ? 8 : 7;
const library = koffi.load(null);
const getrlimit = library.func("int getrlimit(int, void *)");
const setrlimit = library.func("int setrlimit(int, void *)");

/** The limit this process began with: what applies, and what may be set. */
const [ORIGINAL = 0n, HIGHEST = 0n] = read();

/** What one play does to them. */
export class DescriptorNumbers {
  readonly #taken: number[] = [];
  #areLimited = false;

  /** Takes every free number below `below`, so that the next descriptor that is closed is reused at once. */
  takeBelow(below: number): void {
    const first = openSync(devNull, "r");
    let next = first;
    for (; next < below; next = posixHost.duplicate(first)) this.#taken.push(next);
    posixHost.close(next);
  }

  /**
   * Leaves room for `spare` more descriptors, or as much as at the beginning when it is null. The system limits their
   * numbers, so the lowest free ones are counted.
   */
  limit(spare: number | null): void {
    this.#areLimited = spare !== null;
    const limit = spare === null ? ORIGINAL : BigInt(firstFreeAfter(spare));
    setrlimit(RLIMIT_NOFILE, BigUint64Array.of(limit, HIGHEST));
  }

  /** Undoes all of it. */
  release(): void {
    if (this.#areLimited) this.limit(null);
    for (const number of this.#taken.splice(0)) posixHost.close(number);
  }
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
