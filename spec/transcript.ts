// A transcript: everything that was observed in a run, line by line, so that anybody can judge it again.

import type { Program } from "./program.ts";
import type { Trace } from "./trace.ts";

/** How a play ended; see the verdicts of the same names. Traces are normalised for the exact profile, as recordings are. */
export type Went =
  | { outcome: "played"; trace: Trace }
  | { outcome: "refused"; reason: string; missing?: string }
  | { outcome: "timed-out"; limitMs: number; stderr: readonly string[] }
  | { outcome: "crashed"; reason: string; stderr: readonly string[] }
  | { outcome: "garbled"; reason: string; stderr: readonly string[] };

/** The first line: what this is. */
export interface TranscriptHead {
  transcript: "asyncore-conformance";
  /** The version of this shape. */
  format: 1;
}

/**
 * One play. `of` is the case it was for, or the random programs of several properties: `programs/`, their kind, their number
 * and how often they are played. Plays of the same are in order.
 */
export interface TranscriptPlay {
  of: string;
  /** What was played, unless it was a probe. */
  program?: Program;
  /** SHA-256 of the script, if it was a probe. */
  probe?: string;
  went: Went;
}

/** A line of a transcript. */
export type TranscriptLine = TranscriptHead | TranscriptPlay;
