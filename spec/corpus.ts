// The corpus: random programs worth keeping, with the traces real interpreters left of them. Carries its programs, so that it
// does not depend on what makes them.

import type { Target } from "./clause.ts";
import type { Program, World } from "./program.ts";
import type { Observation } from "./trace.ts";

/** The first line of a file of the corpus. */
export interface CorpusHead {
  format: 1;
  world: World;
  /** The programs were chosen among the first `candidates` of this seed. */
  seed: number;
  candidates: number;
  /** Who left the traces, by version, for example "CPython 3.11.7". */
  interpreters: Readonly<Partial<Record<Target, string>>>;
  /** The kernel they were recorded on, for example "Linux 6.18". */
  kernel: string;
  /** Every observation there is in the traces of the file, once. */
  observations: readonly Observation[];
}

/** Every other line: one program, and its traces, normalised for the exact profile. */
export interface CorpusLine {
  /** Which of the candidates it was, counted from 0. */
  index: number;
  /** The functions of the original through which it takes a way that no program before it takes, at most three. */
  ways: readonly string[];
  program: Program;
  /** One for each group of versions that left the same trace: places in the list of observations. @minItems 1 */
  traces: readonly { versions: readonly Target[]; trace: readonly number[] }[];
}
