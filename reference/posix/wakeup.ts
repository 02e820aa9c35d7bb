// Waits on another thread that can be ended early: a pipe that the waiting call watches besides what it is asked for.
// Knows abort signals and the end of the process; knows nothing of select or poll.

import process from "node:process";
import type { AbortLike } from "../../spec/host.ts";
import { pipe, read, write } from "./files.ts";
import { errno } from "./libc.ts";

/** A pipe whose reading end becomes readable when the wait should end. */
class Wakeup {
  readonly #pipe = pipe();
  #isAwake = false;

  get fd(): number {
    return this.#pipe.readFd;
  }

  wake(): void {
    if (this.#isAwake) return;
    this.#isAwake = true;
    write(this.#pipe.writeFd, Uint8Array.of(0));
  }

  /** Makes the pipe fit for another wait. */
  reset(): void {
    if (this.#isAwake) read(this.#pipe.readFd, 1);
    this.#isAwake = false;
  }
}

const idle: Wakeup[] = [];
const waiting = new Set<Wakeup>();

/**
 * Runs `wait` with a descriptor that becomes readable when `signal` is aborted. Gives true when it is over, and false as
 * soon as the signal was aborted, before or meanwhile. An aborted wait may last on until a thread is free for it, so that
 * what it writes to must not be used again by anybody else.
 */
export async function interruptible(
  signal: AbortLike | undefined,
  wait: (wakeFd: number) => Promise<void>,
): Promise<boolean> {
  if (signal?.aborted) return false;
  const wakeup = idle.pop() ?? new Wakeup();
  const over = during(wakeup, wait);
  if (signal === undefined) {
    await over;
    return true;
  }
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  const abort = () => {
    if (waiting.has(wakeup)) wakeup.wake();
    resolve();
  };
  signal.addEventListener("abort", abort, { once: true });
  try {
    await Promise.race([over, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
  return !signal.aborted;
}

async function during(wakeup: Wakeup, wait: (wakeFd: number) => Promise<void>): Promise<void> {
  waiting.add(wakeup);
  try {
    await wait(wakeup.fd);
  } finally {
    waiting.delete(wakeup);
    wakeup.reset();
    idle.push(wakeup);
  }
}

/** Makes a call of the C library on another thread and gives its errno, 0 when it succeeded. */
export function onThread(start: (done: (error: unknown, result: number) => void) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    start((error, result) => {
      if (error !== null) reject(error);
      else resolve(result === -1 ? errno() : 0);
    });
  });
}

/** Lets Node's event loop have its turn: timers, promises and sockets of others. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function wakeAll(): void {
  for (const wakeup of waiting) wakeup.wake();
}

// Node joins its threads before it ends: a wait without limit would keep the process from ever exiting.
process.once("exit", wakeAll);
