// What a mutant is: the original with one small mistake, and how one is made of an interpreter's own source.
// Knows the script that makes mistakes; knows nothing of how mutants are played.

import { execFileSync } from "node:child_process";
import { packagePath } from "../package-path.ts";

/** The script that makes mutants. */
const MUTANTS_SCRIPT = packagePath("conformance/mutants/mutants.py");

const MOST_BYTES = 64 * 1024 * 1024;

/** One small mistake in the original. `start` and `end` are places in its source. */
export interface Mutant {
  readonly module: "asyncore" | "asynchat";
  /** What kind of mistake, for example "negate a condition". */
  readonly operator: string;
  /** Where, for example "dispatcher.recv", or "module". */
  readonly function: string;
  readonly line: number;
  /** The source of the module without the mistake. */
  readonly source: string;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
}

/** Every mutant of `module` as `python` has it, in order of place. */
export function mutantsOf(python: string, module: Mutant["module"]): readonly Mutant[] {
  const listed = execFileSync(python, [MUTANTS_SCRIPT, module], { encoding: "utf8", maxBuffer: MOST_BYTES });
  const { source, mutants } = JSON.parse(listed) as { source: string; mutants: Omit<Mutant, "module" | "source">[] };
  return mutants.map((mutant) => ({ module, source, ...mutant }));
}

/** The whole module with its mistake. */
export function mutatedSource({ source, start, end, after }: Mutant): string {
  return source.slice(0, start) + after + source.slice(end);
}
