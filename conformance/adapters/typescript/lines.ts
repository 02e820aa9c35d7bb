// Reads and writes lines on file descriptors without an event loop, so that a handler deep inside a pass can wait for an answer.
// Knows bytes and line ends; knows nothing of messages. Whoever uses it must leave process.stdin and process.stdout alone.

import { readSync, writeSync } from "node:fs";

const CHUNK_BYTES = 65536;
const PAUSE_MS = 1;

/** Lines in over one descriptor, lines out over another. Every call blocks until it is done. */
export class BlockingLines {
  readonly #input: number;
  readonly #output: number;
  readonly #chunk = Buffer.alloc(CHUNK_BYTES);
  #waiting: string[] = [];
  #unfinished: Buffer[] = [];

  constructor(input: number, output: number) {
    this.#input = input;
    this.#output = output;
  }

  /** The next line without its line end, or null at the end of the input. What follows the last line end is no line. */
  next(): string | null {
    while (this.#waiting.length === 0) {
      const count = patiently(() => readSync(this.#input, this.#chunk));
      if (count === 0) return null;
      this.#take(Buffer.from(this.#chunk.subarray(0, count)));
    }
    return this.#waiting.shift() ?? null;
  }

  /** Writes `line` and its line end. */
  write(line: string): void {
    let rest: Buffer = Buffer.from(`${line}\n`, "utf8");
    while (rest.length > 0) rest = rest.subarray(patiently(() => writeSync(this.#output, rest)));
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

/** Repeats `call` while the descriptor, made non-blocking by somebody else, has nothing to give or no room. */
function patiently(call: () => number): number {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
