// poll(2): a list of descriptors with the flags asked for and the flags reported.
// Knows struct pollfd; knows nothing of who is interested in what.

import { type AbortLike, POLL_FLAGS, PollList } from "../../spec/host.ts";
import { type Deadline, deadlineAfter, remainingMs } from "./deadline.ts";
import { ERRNO, osError } from "./errors.ts";
import { errno, libc } from "./libc.ts";
import { interruptible, nextTurn, onThread } from "./wakeup.ts";

/** `struct pollfd`: a descriptor of four bytes, the flags asked for of two, the flags reported of two. */
const ENTRY_SIZE = 8;
/** How far the flags reported are from those asked for in the word they share. */
const REPORTED_SHIFT = 16;
const ASKED_MASK = 0xffff;

/** The longest wait poll(2) can be asked for, 24 days: a longer one ends then with nothing ready. */
const LONGEST_MS = 0x7fff_ffff;

/** The memory of one wait; it grows with the number of descriptors. Both systems are little-endian. */
class PollMemory {
  #words = new Int32Array(new ArrayBuffer(64 * ENTRY_SIZE));
  /** What the call is given. */
  bytes = new Uint8Array(this.#words.buffer);

  /** Writes down what is asked, and after it, unless it is -1, that `wakeFd` is watched for something to read. */
  fill(asked: PollList, wakeFd: number): number {
    this.#makeRoomFor(asked.length + 1);
    const words = this.#words;
    for (let index = 0; index < asked.length; index += 1) {
      words[2 * index] = asked.fdAt(index);
      words[2 * index + 1] = asked.flagsAt(index) & ASKED_MASK;
    }
    if (wakeFd === -1) return asked.length;
    words[2 * asked.length] = wakeFd;
    words[2 * asked.length + 1] = POLL_FLAGS.POLLIN;
    return asked.length + 1;
  }

  /** Those of `asked` for which something is reported, with what is reported. */
  report(asked: PollList, ready: PollList): PollList {
    ready.clear();
    for (let index = 0; index < asked.length; index += 1) {
      const reported = (this.#words[2 * index + 1] ?? 0) >> REPORTED_SHIFT;
      if (reported !== 0) ready.add(asked.fdAt(index), reported);
    }
    return ready;
  }

  #makeRoomFor(count: number): void {
    if (count * ENTRY_SIZE <= this.bytes.length) return;
    this.#words = new Int32Array(new ArrayBuffer(2 * count * ENTRY_SIZE));
    this.bytes = new Uint8Array(this.#words.buffer);
  }
}

/**
 * The blocking waits share one memory. The others have their own, because a blocking wait may happen while they last.
 */
const blocking = new PollMemory();
const idle: PollMemory[] = [];

/** Waits until a descriptor is ready, as `Host.poll`. */
export function poll(asked: PollList, timeoutMs: number | null, ready: PollList = new PollList()): PollList {
  const deadline = pollDeadline(timeoutMs);
  for (;;) {
    const count = blocking.fill(asked, -1);
    const found = libc.poll(blocking.bytes, count, wholeMs(deadline));
    if (found > 0) return blocking.report(asked, ready);
    if (found === 0) return emptied(ready);
    const code = errno();
    if (code !== ERRNO.EINTR) throw osError(code);
  }
}

/** The same on another thread when nothing is ready at once, as `Host.pollAsync`. */
export async function pollAsync(
  asked: PollList,
  timeoutMs: number | null,
  signal: AbortLike | undefined,
  ready: PollList = new PollList(),
): Promise<PollList> {
  const deadline = pollDeadline(timeoutMs);
  await nextTurn();
  if (signal?.aborted) return emptied(ready);
  if (poll(asked, 0, ready).length > 0 || timeoutMs === 0) return ready;
  const memory = idle.pop() ?? new PollMemory();
  const isOver = await interruptible(signal, async (wakeFd) => {
    const count = memory.fill(asked, wakeFd);
    for (;;) {
      const code = await onThread((done) => libc.poll.async(memory.bytes, count, wholeMs(deadline), done));
      if (code === 0) return;
      if (code !== ERRNO.EINTR) throw osError(code);
    }
  });
  // An aborted wait keeps its memory: a thread may still write there.
  if (!isOver) return emptied(ready);
  memory.report(asked, ready);
  idle.push(memory);
  return ready;
}

/** When a wait of `timeoutMs` ends; null or a negative number waits without limit. */
export function pollDeadline(timeoutMs: number | null): Deadline {
  return deadlineAfter(timeoutMs === null || timeoutMs < 0 ? null : Math.min(timeoutMs, LONGEST_MS));
}

/** What is left of a wait as poll(2) takes it: rounded up, so that no wait ends early; -1 is no limit. */
export function wholeMs(deadline: Deadline): number {
  const left = remainingMs(deadline);
  return left === null ? -1 : Math.ceil(left);
}

/** The answer of a wait that found nothing. */
export function emptied(ready: PollList): PollList {
  ready.clear();
  return ready;
}
