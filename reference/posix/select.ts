// select(2): three sets of bits, one per descriptor.
// Knows fd_set and struct timeval; knows nothing of who is interested in what.

import type { AbortLike, SelectSets } from "../../spec/host.ts";
import { FD_SETSIZE } from "./constants.ts";
import { deadlineAfter, remainingMs } from "./deadline.ts";
import { ERRNO, osError } from "./errors.ts";
import { errno, libc } from "./libc.ts";
import { interruptible, nextTurn, onThread } from "./wakeup.ts";

const NOTHING: SelectSets = { read: [], write: [], except: [] };

/** The memory of one wait: what is asked goes in, what is ready comes out in its place. */
class SelectMemory {
  readonly read = new Uint8Array(FD_SETSIZE / 8);
  readonly write = new Uint8Array(FD_SETSIZE / 8);
  readonly except = new Uint8Array(FD_SETSIZE / 8);
  /**
   * In a buffer of its own from the beginning: the engine may move the bytes of a small array, and a thread writes
   * here.
   */
  readonly #time = new BigInt64Array(new ArrayBuffer(16));

  /** Marks what `sets` ask for and gives the number of descriptors to look at. */
  fill(sets: SelectSets): number {
    return Math.max(mark(this.read, sets.read), mark(this.write, sets.write), mark(this.except, sets.except));
  }

  /** `struct timeval` for that many milliseconds, rounded up so that no wait ends early. */
  timeval(timeoutMs: number | null): BigInt64Array | null {
    if (timeoutMs === null) return null;
    const microseconds = Math.ceil(timeoutMs * 1000);
    this.#time[0] = BigInt(Math.floor(microseconds / 1e6));
    this.#time[1] = BigInt(microseconds % 1e6);
    return this.#time;
  }

  /** Which of `sets` are still marked. */
  ready(sets: SelectSets): SelectSets {
    return {
      read: sets.read.filter((fd) => isMarked(this.read, fd)),
      write: sets.write.filter((fd) => isMarked(this.write, fd)),
      except: sets.except.filter((fd) => isMarked(this.except, fd)),
    };
  }
}

/**
 * The blocking waits share one memory. The others have their own, because a blocking wait may happen while they last.
 */
const blocking = new SelectMemory();
const idle: SelectMemory[] = [];

/** Waits until a descriptor is ready, as `Host.select`. */
export function select(sets: SelectSets, timeoutSeconds: number | null): SelectSets {
  const deadline = deadlineAfter(checkedMs(timeoutSeconds));
  for (;;) {
    const count = blocking.fill(sets);
    const time = blocking.timeval(remainingMs(deadline));
    if (libc.select(count, blocking.read, blocking.write, blocking.except, time) !== -1) return blocking.ready(sets);
    const code = errno();
    if (code !== ERRNO.EINTR) throw osError(code);
  }
}

/** The same on another thread when nothing is ready at once, as `Host.selectAsync`. */
export async function selectAsync(
  sets: SelectSets,
  timeoutSeconds: number | null,
  signal: AbortLike | undefined,
): Promise<SelectSets> {
  const deadline = deadlineAfter(checkedMs(timeoutSeconds));
  await nextTurn();
  if (signal?.aborted) return NOTHING;
  const atOnce = select(sets, 0);
  if (timeoutSeconds === 0 || !isNothing(atOnce)) return atOnce;
  const memory = idle.pop() ?? new SelectMemory();
  try {
    return await interruptible(
      signal,
      () => NOTHING,
      async (wakeFd) => {
        const watched = { ...sets, read: [...sets.read, wakeFd] };
        for (;;) {
          const count = memory.fill(watched);
          const time = memory.timeval(remainingMs(deadline));
          const code = await onThread((done) =>
            libc.select.async(count, memory.read, memory.write, memory.except, time, done),
          );
          if (code === 0) return memory.ready(sets);
          if (code !== ERRNO.EINTR) throw osError(code);
        }
      },
    );
  } finally {
    idle.push(memory);
  }
}

function isNothing({ read, write, except }: SelectSets): boolean {
  return read.length === 0 && write.length === 0 && except.length === 0;
}

function checkedMs(timeoutSeconds: number | null): number | null {
  if (timeoutSeconds === null) return null;
  if (timeoutSeconds < 0) throw new RangeError("timeout must be non-negative");
  return timeoutSeconds * 1000;
}

function mark(set: Uint8Array, fds: readonly number[]): number {
  let count = 0;
  set.fill(0);
  for (const fd of fds) {
    const byte = byteOf(fd);
    set[byte] = (set[byte] ?? 0) | (1 << (fd & 7));
    count = Math.max(count, fd + 1);
  }
  return count;
}

function isMarked(set: Uint8Array, fd: number): boolean {
  return ((set[byteOf(fd)] ?? 0) & (1 << (fd & 7))) !== 0;
}

/**
 * Both systems are little-endian, so that the words of an fd_set lie in memory as bytes of eight descriptors each. What
 * does not fit is refused in the words of the original's select module.
 */
function byteOf(fd: number): number {
  if (!Number.isInteger(fd)) throw new TypeError(`a descriptor must be a whole number, and one is ${fd}`);
  if (fd < 0) throw new RangeError(`file descriptor cannot be a negative integer (${fd})`);
  if (fd >= FD_SETSIZE) throw new RangeError("filedescriptor out of range in select()");
  return fd >> 3;
}
