// The suite's own mark: how many machine-made mistakes in the original it catches. Written by `selftest --mutants --save`.

import type { Target } from "./clause.ts";

/**
 * What mutants are played on, in this order: the scenarios and probes, the recorded corpus, the properties, and a short
 * duel of random programs with the original that was not mutated. All but the duel is what `certify` plays.
 */
export type TrialName = "scenarios" | "corpus" | "properties" | "fuzz";

/** What a campaign of mutants amounted to. */
export interface KillScore {
  /** The version of this shape. */
  format: 1;
  suiteVersion: string;
  target: Target;
  /** Whose modules were mutated, for example "CPython 3.11.7". */
  interpreter: string;
  /** The day it ended, `2026-11-22`. */
  measuredOn: string;
  modules: readonly ("asyncore" | "asynchat")[];
  /** Which mutants were played when not all were: so many, chosen by the seed. Null when all were. */
  sample: { mutants: number; seed: number } | null;
  /** How many mutants were played: `notLoadable + equivalent + killable`. */
  made: number;
  /** They cannot even be imported, and are nobody's implementation. */
  notLoadable: number;
  /** They survived, and nobody can tell them from the original. */
  equivalent: number;
  /** What is left: the mutants that can be caught. */
  killable: number;
  /** Those of them that `certify` catches: by scenarios, corpus or properties. */
  killed: number;
  /** How many each trial was the first to catch; null for a trial that was not held. */
  killedBy: Readonly<Record<TrialName, number | null>>;
}
