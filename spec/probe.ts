// A probe: a Python script that shows what only Python has, with a title, the clauses it shows, and what it printed.

import type { Target } from "./clause.ts";
import type { ClauseId } from "./clauses/index.ts";

/**
 * What is said of a script that lies beside it: `connect/pending-on-windows.json` speaks of `connect/pending-on-windows.py`,
 * and its id is its folder and file name. The script prints its observations, one a line, in ASCII.
 */
export interface Probe {
  /** Where the schema is, for editors. */
  $schema?: string;
  /** What the probe shows, as a fact in the present tense. @minLength 10 */
  title: string;
  /** The clauses it shows; the first is the one it is about. @minItems 1 */
  clauses: readonly ClauseId[];
  /** One sentence: why only a script of Python can show it. @minLength 10 */
  why: string;
  /** The targets it can be run on; all of them when absent. @minItems 1 */
  targets?: readonly Target[];
}

/** What the real interpreters printed. Lives beside the probe, written by `record`, never by hand. */
export interface ProbeRecording {
  $schema?: string;
  /** SHA-256 of the script: a recording of another script is refused. */
  script: string;
  /** One entry for each group of versions that printed the same. @minItems 1 */
  prints: readonly RecordedLines[];
}

/** What some interpreters printed, line by line. */
export interface RecordedLines {
  /** @minItems 1 */
  versions: readonly Target[];
  /** The interpreters, for example "CPython 3.11.7". */
  interpreters: readonly string[];
  /** The kernel it was recorded on, for example "Linux 6.18". */
  kernel: string;
  lines: readonly string[];
}
