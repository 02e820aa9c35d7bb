// Reads and writes lines on file descriptors without an event loop, so that a handler deep inside a pass can wait for an answer.
// Knows bytes and line ends; knows nothing of messages. Whoever uses it must leave process.stdin and process.stdout alone.

import { readSync, writeSync } from "node:fs";
import { posixHost } from "../../../reference/posix/index.ts";
import { POLL_FLAGS, PollList } from "../../../spec/host.ts";

const CHUNK_BYTES = 65536;

/** Lines in over one descriptor, lines out over another. Every call blocks until it is done. */
export class BlockingLines {
  readonly #input: number;
  readonly #output: number;
  readonly #chunk = Buffer.alloc(CHUNK_BYTES);
  #waiting: string[] = [];
  #unfinished: Buffer[] = [];
  /** Whether somebody has made the input non-blocking: then asking first is cheaper than being refused. */
  #refuses = false;

  constructor(input: number, output: number) {
    this.#input = input;
    this.#output = output;
  }

  /** The next line without its line end, or null at the end of the input. What follows the last line end is no line. */
  next(): string | null {
    while (this.#waiting.length === 0) {
      if (this.#refuses) waitFor(this.#input, POLL_FLAGS.POLLIN);
      const count = patiently(
        () => readSync(this.#input, this.#chunk),
        () => {
          this.#refuses = true;
          waitFor(this.#input, POLL_FLAGS.POLLIN);
        },
      );
      if (count === 0) return null;
      this.#take(Buffer.from(this.#chunk.subarray(0, count)));
    }
    return this.#waiting.shift() ?? null;
  }

  /** Writes `line` and its line end. */
  write(line: string): void {
    let rest: Buffer = Buffer.from(`${line}\n`, "utf8");
    while (rest.length > 0)
      rest = rest.subarray(
        patiently(
          () => writeSync(this.#output, rest),
          () => waitFor(this.#output, POLL_FLAGS.POLLOUT),
        ),
      );
  }

  #take(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      this.#waiting.push(Buffer.concat([...this.#unfinished, chunk.subarray(start, end)]).toString("utf8"));
      this.#unfinished = [];
      start = end + 1;
    }
    if (start < chunk.length) this.#unfinished.push(chunk.subarray(start));
  }
}

/** Waits until `fd` has something to give or room. */
function waitFor(fd: number, flags: number): void {
  posixHost.poll(PollList.of({ fd, flags }), null);
}

/** Calls `call`, as often as the descriptor, made non-blocking by somebody else, refuses: after each time it calls `wait`. */
function patiently(call: () => number, wait: () => void): number {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      wait();
    }
  }
}
