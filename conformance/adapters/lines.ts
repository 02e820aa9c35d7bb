// Cuts a stream of bytes into lines. Knows nothing of what is in them.

/** A line longer than this is no message of ours: 64 MiB. */
export const LONGEST_LINE_BYTES = 64 * 1024 * 1024;

/** Collects chunks and gives complete lines, without their line end. Memory is bounded by the longest line. */
export class LineReader {
  #chunks: Buffer[] = [];
  #bytes = 0;
  readonly #onLine: (line: string) => void;
  readonly #onOverlong: () => void;

  constructor(onLine: (line: string) => void, onOverlong: () => void) {
    this.#onLine = onLine;
    this.#onOverlong = onOverlong;
  }

  /** Takes the next bytes of the stream. */
  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      this.#chunks.push(chunk.subarray(start, end));
      this.#bytes = 0;
      start = end + 1;
      const line = Buffer.concat(this.#chunks).toString("utf8");
      this.#chunks = [];
      this.#onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
    }
    const rest = chunk.subarray(start);
    this.#bytes += rest.length;
    if (this.#bytes > LONGEST_LINE_BYTES) this.#onOverlong();
    else if (rest.length > 0) this.#chunks.push(rest);
  }

  /** What came after the last line end. */
  get unfinished(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }
}
