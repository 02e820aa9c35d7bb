// Cuts a stream of bytes into lines. Knows nothing of what is in them.

/** A line longer than this is no message of ours: 64 MiB. */
export const LONGEST_LINE_BYTES = 64 * 1024 * 1024;

/**
 * Collects chunks and gives complete lines, without their line end. Of a line longer than `longestBytes` nothing is kept:
 * it is told once, and what follows its end is read as usual.
 */
export class LineReader {
  #chunks: Buffer[] = [];
  #bytes = 0;
  #skipping = false;
  readonly #onLine: (line: string) => void;
  readonly #onOverlong: () => void;
  readonly #longestBytes: number;

  constructor(onLine: (line: string) => void, onOverlong: () => void, longestBytes: number = LONGEST_LINE_BYTES) {
    this.#onLine = onLine;
    this.#onOverlong = onOverlong;
    this.#longestBytes = longestBytes;
  }

  /** Takes the next bytes of the stream. */
  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      this.#keep(chunk.subarray(start, end));
      this.#finish();
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
  }

  /** What came after the last line end. */
  get unfinished(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }

  #keep(part: Buffer): void {
    if (this.#skipping || part.length === 0) return;
    this.#bytes += part.length;
    this.#chunks.push(part);
    if (this.#bytes <= this.#longestBytes) return;
    this.#skipping = true;
    this.#chunks = [];
    this.#onOverlong();
  }

  #finish(): void {
    const [line, skipped] = [this.unfinished, this.#skipping];
    this.#chunks = [];
    this.#bytes = 0;
    this.#skipping = false;
    if (!skipped) this.#onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
  }
}
