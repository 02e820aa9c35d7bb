// Doing nothing for a while, on this thread or without blocking it.
// Knows nanosleep(2) and Node's timers.

import type { AbortLike } from "../../spec/host.ts";
import { ERRNO, osError } from "./errors.ts";
import { errno, libc } from "./libc.ts";

/** The longest pause of a Node timer, 24 days. */
const LONGEST_MS = 0x7fff_ffff;

/** Does nothing for `seconds`. An interrupted pause goes on for what nanosleep says is left. */
export function sleep(seconds: number): void {
  const nanoseconds = BigInt(Math.ceil(checked(seconds) * 1e9));
  const timespec = BigInt64Array.of(nanoseconds / 1_000_000_000n, nanoseconds % 1_000_000_000n);
  while (libc.nanosleep(timespec, timespec) === -1) {
    const code = errno();
    if (code !== ERRNO.EINTR) throw osError(code);
  }
}

/** The same while Node's event loop goes on, ended early by `signal`. Rounded up to a millisecond. */
export async function sleepAsync(seconds: number, signal: AbortLike | undefined): Promise<void> {
  const limitMs = Math.min(Math.ceil(checked(seconds) * 1000), LONGEST_MS);
  if (signal?.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, limitMs);
  signal?.addEventListener("abort", resolve, { once: true });
  await promise;
  signal?.removeEventListener("abort", resolve);
  clearTimeout(timer);
}

function checked(seconds: number): number {
  if (seconds < 0) throw new RangeError("sleep length must be non-negative");
  return seconds;
}
