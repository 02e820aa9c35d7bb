// select(2): three sets of bits, one per descriptor.
// Knows fd_set and struct timeval; knows nothing of who is interested in what.

import { type AbortLike, SelectLists, type SelectSets } from "../../spec/host.ts";
import { FD_SETSIZE } from "./constants.ts";
import { deadlineAfter, remainingMs } from "./deadline.ts";
import { ERRNO, osError } from "./errors.ts";
import { errno, libc } from "./libc.ts";
import { interruptible, nextTurn, onThread } from "./wakeup.ts";

/** The memory of one wait: what is asked goes in, what is ready comes out in its place. */
class SelectMemory {
  readonly read = new Uint8Array(FD_SETSIZE / 8);
  readonly write = new Uint8Array(FD_SETSIZE / 8);
  readonly except = new Uint8Array(FD_SETSIZE / 8);
  /**
   * In a buffer of its own from the beginning: the engine may move the bytes of a small array, and a thread writes
   * here.
   */
  readonly #time = new Uint32Array(new ArrayBuffer(16));

  /**
   * Marks what `sets` ask for, and unless it is -1 that `wakeFd` is watched for something to read. Gives the number of
   * descriptors to look at.
   */
  fill(sets: SelectSets, wakeFd: number): number {
    const count = Math.max(mark(this.read, sets.read), mark(this.write, sets.write), mark(this.except, sets.except));
    return wakeFd === -1 ? count : Math.max(count, markOne(this.read, wakeFd));
  }

  /** `struct timeval` for that many milliseconds, rounded up so that no wait ends early. Both systems are little-endian. */
  timeval(timeoutMs: number | null): Uint32Array | null {
    if (timeoutMs === null) return null;
    const microseconds = Math.ceil(timeoutMs * 1000);
    const seconds = Math.floor(microseconds / 1e6);
    this.#time[0] = seconds;
    this.#time[1] = seconds / 2 ** 32;
    this.#time[2] = microseconds % 1e6;
    this.#time[3] = 0;
    return this.#time;
  }

  /** Which of `sets` are still marked. */
  report(sets: SelectSets, ready: SelectLists): SelectSets {
    ready.clear();
    for (const fd of sets.read) if (isMarked(this.read, fd)) ready.add("read", fd);
    for (const fd of sets.write) if (isMarked(this.write, fd)) ready.add("write", fd);
    for (const fd of sets.except) if (isMarked(this.except, fd)) ready.add("except", fd);
    return ready.cutOff();
  }
}

/**
 * The blocking waits share one memory. The others have their own, because a blocking wait may happen while they last.
 */
const blocking = new SelectMemory();
const idle: SelectMemory[] = [];

/** Waits until a descriptor is ready, as `Host.select`. */
export function select(
  sets: SelectSets,
  timeoutSeconds: number | null,
  ready: SelectLists = new SelectLists(),
): SelectSets {
  const deadline = deadlineAfter(checkedMs(timeoutSeconds));
  for (;;) {
    const count = blocking.fill(sets, -1);
    const time = blocking.timeval(remainingMs(deadline));
    const found = libc.select(count, blocking.read, blocking.write, blocking.except, time);
    if (found > 0) return blocking.report(sets, ready);
    if (found === 0) return emptied(ready);
    const code = errno();
    if (code !== ERRNO.EINTR) throw osError(code);
  }
}

/** The same on another thread when nothing is ready at once, as `Host.selectAsync`. */
export async function selectAsync(
  sets: SelectSets,
  timeoutSeconds: number | null,
  signal: AbortLike | undefined,
  ready: SelectLists = new SelectLists(),
): Promise<SelectSets> {
  const deadline = deadlineAfter(checkedMs(timeoutSeconds));
  await nextTurn();
  if (signal?.aborted) return emptied(ready);
  const atOnce = select(sets, 0, ready);
  if (timeoutSeconds === 0 || !isNothing(atOnce)) return atOnce;
  const memory = idle.pop() ?? new SelectMemory();
  const isOver = await interruptible(signal, async (wakeFd) => {
    const count = memory.fill(sets, wakeFd);
    for (;;) {
      const time = memory.timeval(remainingMs(deadline));
      const code = await onThread((done) =>
        libc.select.async(count, memory.read, memory.write, memory.except, time, done),
      );
      if (code === 0) return;
      if (code !== ERRNO.EINTR) throw osError(code);
    }
  });
  // An aborted wait keeps its memory: a thread may still write there.
  if (!isOver) return emptied(ready);
  memory.report(sets, ready);
  idle.push(memory);
  return ready;
}

function isNothing({ read, write, except }: SelectSets): boolean {
  return read.length === 0 && write.length === 0 && except.length === 0;
}

function checkedMs(timeoutSeconds: number | null): number | null {
  if (timeoutSeconds === null) return null;
  if (timeoutSeconds < 0) throw new RangeError("timeout must be non-negative");
  return timeoutSeconds * 1000;
}

/** The answer of a wait that found nothing. */
function emptied(ready: SelectLists): SelectSets {
  ready.clear();
  return ready.cutOff();
}

function mark(set: Uint8Array, fds: readonly number[]): number {
  let count = 0;
  set.fill(0);
  for (const fd of fds) count = Math.max(count, markOne(set, fd));
  return count;
}

function markOne(set: Uint8Array, fd: number): number {
  const byte = byteOf(fd);
  set[byte] = (set[byte] ?? 0) | (1 << (fd & 7));
  return fd + 1;
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
