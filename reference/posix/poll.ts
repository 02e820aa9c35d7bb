// poll(2): a list of descriptors with the flags asked for and the flags reported.
// Knows struct pollfd; knows nothing of who is interested in what.

import { type AbortLike, POLL_FLAGS, type PollEntry } from "../../spec/host.ts";
import { type Deadline, deadlineAfter, remainingMs } from "./deadline.ts";
import { ERRNO, osError } from "./errors.ts";
import { errno, libc } from "./libc.ts";
import { interruptible, onThread } from "./wakeup.ts";

/** `struct pollfd`: a descriptor of four bytes, the flags asked for of two, the flags reported of two. */
const ENTRY_SIZE = 8;

/** The longest wait poll(2) can be asked for, 24 days: a longer one ends then with nothing ready. */
const LONGEST_MS = 0x7fff_ffff;

/** The memory of one wait; it grows with the number of descriptors. */
class PollMemory {
  #view = new DataView(new ArrayBuffer(64 * ENTRY_SIZE));
  bytes = new Uint8Array(this.#view.buffer);

  /** Writes down what is asked. */
  fill(entries: readonly PollEntry[]): void {
    this.#makeRoomFor(entries.length);
    for (const [index, { fd, flags }] of entries.entries()) {
      this.#view.setInt32(index * ENTRY_SIZE, fd, true);
      this.#view.setInt16(index * ENTRY_SIZE + 4, flags, true);
      this.#view.setInt16(index * ENTRY_SIZE + 6, 0, true);
    }
  }

  /** Those of `entries` for which something is reported, with what is reported. */
  ready(entries: readonly PollEntry[]): readonly PollEntry[] {
    const reported = entries.map(({ fd }, index) => ({ fd, flags: this.#view.getInt16(index * ENTRY_SIZE + 6, true) }));
    return reported.filter(({ flags }) => flags !== 0);
  }

  #makeRoomFor(count: number): void {
    if (count * ENTRY_SIZE <= this.bytes.length) return;
    this.#view = new DataView(new ArrayBuffer(2 * count * ENTRY_SIZE));
    this.bytes = new Uint8Array(this.#view.buffer);
  }
}

/**
 * The blocking waits share one memory. The others have their own, because a blocking wait may happen while they last.
 */
const blocking = new PollMemory();
const idle: PollMemory[] = [];

/** Waits until a descriptor is ready, as `Host.poll`. */
export function poll(entries: readonly PollEntry[], timeoutMs: number | null): readonly PollEntry[] {
  const deadline = deadlineAfter(limited(timeoutMs));
  for (;;) {
    blocking.fill(entries);
    if (libc.poll(blocking.bytes, entries.length, wholeMs(deadline)) !== -1) return blocking.ready(entries);
    const code = errno();
    if (code !== ERRNO.EINTR) throw osError(code);
  }
}

/** The same on another thread, as `Host.pollAsync`. */
export async function pollAsync(
  entries: readonly PollEntry[],
  timeoutMs: number | null,
  signal: AbortLike | undefined,
): Promise<readonly PollEntry[]> {
  const deadline = deadlineAfter(limited(timeoutMs));
  const memory = idle.pop() ?? new PollMemory();
  try {
    return await interruptible(signal, [], async (wakeFd) => {
      const watched = [...entries, { fd: wakeFd, flags: POLL_FLAGS.POLLIN }];
      for (;;) {
        memory.fill(watched);
        const code = await onThread((done) => libc.poll.async(memory.bytes, watched.length, wholeMs(deadline), done));
        if (code === 0) return memory.ready(entries);
        if (code !== ERRNO.EINTR) throw osError(code);
      }
    });
  } finally {
    idle.push(memory);
  }
}

function limited(timeoutMs: number | null): number | null {
  return timeoutMs === null || timeoutMs < 0 ? null : Math.min(timeoutMs, LONGEST_MS);
}

/** Rounded up, so that no wait ends early; -1 is no limit. */
function wholeMs(deadline: Deadline): number {
  const left = remainingMs(deadline);
  return left === null ? -1 : Math.ceil(left);
}
