// A scenario: a program with a title, the clauses it shows, and the traces real interpreters left of it.

import type { Target } from "./clause.ts";
import type { ClauseId } from "./clauses/index.ts";
import type { Program } from "./program.ts";
import type { Trace } from "./trace.ts";

/** A program worth keeping, readable by itself. Its id is its folder and file name: `connect/connect-on-first-write`. */
export interface Scenario {
  /** Where the schema is, for editors. */
  $schema?: string;
  /** What the scenario shows, as a fact in the present tense. @minLength 10 */
  title: string;
  /** The clauses it shows; the first is the one it is about. @minItems 1 */
  clauses: readonly ClauseId[];
  /** One sentence: why somebody would get this wrong. @minLength 10 */
  why: string;
  /** The targets it can be played on; all of them when absent. @minItems 1 */
  targets?: readonly Target[];
  program: Program;
}

/** What the real interpreters did. Lives beside the scenario, written by `record`, never by hand. */
export interface Recording {
  $schema?: string;
  /** SHA-256 of the program's canonical JSON: a recording of another program is refused. */
  program: string;
  /** One entry for each group of versions that left the same trace. @minItems 1 */
  traces: readonly RecordedTrace[];
  /**
   * What versions did when the same scenario was played over poll, where that differs from `traces`. Absent when it differs
   * nowhere, or when the scenario is about one of the passes. @minItems 1
   */
  overPoll?: readonly RecordedTrace[];
}

/** One trace, normalised for the exact profile, and the interpreters that left it. */
export interface RecordedTrace {
  /** @minItems 1 */
  versions: readonly Target[];
  /** The interpreters, for example "CPython 3.11.7". */
  interpreters: readonly string[];
  /** The kernel it was recorded on, for example "Linux 6.18". */
  kernel: string;
  trace: Trace;
}
