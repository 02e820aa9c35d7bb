// Which clauses a result is about. A scenario says so itself; of a random program it is told from where the traces part.

import type { Target } from "../../spec/clause.ts";
import { type ClauseId, holdsFor } from "../../spec/clauses/index.ts";
import type { CaseVerdict } from "../../spec/verdict.ts";
import { clausesAbout } from "../fuzz/clauses.ts";
import { aboutOf, type LoadedCase } from "../load/load.ts";
import { isOfCorpus } from "./load.ts";

/** The words of clauses are all there is to go by: only the likeliest are named. */
const NAMED = 2;

/**
 * The clauses of `target` that a result of `loaded` is about: for a program of the corpus none, as long as it goes as the
 * original does, else the likeliest ones that speak of what differs first.
 */
export function clausesOf(loaded: LoadedCase, verdict: CaseVerdict, target: Target): readonly ClauseId[] {
  if (!isOfCorpus(loaded)) return aboutOf(loaded).clauses.filter((clause) => holdsFor(clause, target));
  const { scenario, recording } = loaded;
  const expected = recording?.traces.find(({ versions }) => versions.includes(target))?.trace ?? null;
  return clausesAbout({ program: scenario.program, verdict, expected }, target).slice(0, NAMED);
}
