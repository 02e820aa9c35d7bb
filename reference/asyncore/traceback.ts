// The condensed traceback of an error: its whole way on one line.
// Knows V8's stack traces; knows nothing of channels.

import { currentError } from "./current-error.ts";
import { AssertionError } from "./errors.ts";

/** A file, a function in it and a line, as text. */
export type Frame = readonly [file: string, functionName: string, line: string];

/** What `compactTraceback` gives. */
export interface CompactTraceback {
  /** Where the error was thrown. */
  readonly innermost: Frame;
  readonly error: unknown;
  /** Every frame as `[file|function|line]`, outermost first. */
  readonly text: string;
}

/** What is shown of a thrown value that does not know where it came from. */
const NOWHERE: Frame = ["?", "?", "0"];

/**
 * Condenses the traceback of `error`, which is the one being handled unless another is given. JavaScript's traces begin
 * where the program begins, and not, as the original's, where the error was caught.
 * Throws AssertionError when there is no error.
 * Clauses: ERROR-08, ERROR-09. Source: CPython 3.11 Lib/asyncore.py, compact_traceback().
 */
export function compactTraceback(error: unknown = currentError()): CompactTraceback {
  if (error === undefined) throw new AssertionError("traceback does not exist");
  const frames = framesOf(error);
  const [innermost = NOWHERE] = frames;
  const shown = frames.length === 0 ? [NOWHERE] : frames.toReversed();
  return { innermost, error, text: shown.map((frame) => `[${frame.join("|")}]`).join(" ") };
}

/** The frames that have a place in a file, innermost first. */
function framesOf(error: unknown): Frame[] {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return stack.split("\n").flatMap((line) => {
    const [, name = "<module>", file, number] = /^ {4}at (?:async )?(?:(.*) \()?(.*):(\d+):\d+\)?$/.exec(line) ?? [];
    return file === undefined || number === undefined ? [] : [frameOf(file, name, number)];
  });
}

/**
 * What has a meaning between frames must not occur inside one. `[as x]` only repeats the name under which a method was
 * called.
 */
function frameOf(file: string, name: string, line: string): Frame {
  const plain = (text: string) => text.replace(/ \[as .*\]$/, "").replace(/[[\]|]/g, "_");
  return [plain(file.replace(/^file:\/\//, "")), plain(name), line];
}
