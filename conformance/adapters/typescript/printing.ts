// What the implementation prints: lines for whoever listens, else our standard error. Never the protocol's standard output.
// Replaces the streams of `process` before anything else touches them; knows nothing of plays.

import { writeSync } from "node:fs";
import { Writable } from "node:stream";
import type { OutputStream } from "../../../spec/host.ts";

/** Takes a complete line, without its line end. */
export type LineListener = (stream: OutputStream, text: string) => void;

const STANDARD_ERROR = 2;

/** The two streams of the process, cut into lines. */
export class Printing {
  readonly #unfinished: Record<OutputStream, string> = { stdout: "", stderr: "" };
  #listener: LineListener | null = null;

  /**
   * Takes over `process.stdout` and `process.stderr`, and with them `console`. The original streams are never made: making
   * them would switch the protocol's own descriptors to non-blocking.
   */
  takeOver(): void {
    for (const stream of ["stdout", "stderr"] as const) {
      const writable = new Writable({
        decodeStrings: false,
        write: (chunk: string | Uint8Array, _encoding, done) => {
          this.#take(stream, typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"));
          done();
        },
      });
      Object.defineProperty(process, stream, { configurable: true, enumerable: true, value: writable });
    }
  }

  /** Hands every line printed from now on to `listener`. */
  listen(listener: LineListener): void {
    this.#listener = listener;
  }

  /** Ends what `listen` began. A line that was not finished is nobody's. */
  ignore(): void {
    this.#listener = null;
    this.#unfinished.stdout = "";
    this.#unfinished.stderr = "";
  }

  #take(stream: OutputStream, text: string): void {
    if (this.#listener === null) {
      writeSync(STANDARD_ERROR, text);
      return;
    }
    const lines = (this.#unfinished[stream] + text).split("\n");
    this.#unfinished[stream] = lines.pop() ?? "";
    for (const line of lines) this.#listener(stream, line);
  }
}
