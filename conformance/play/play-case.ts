// Plays one case, be it a scenario or a probe, and says how what it left is made comparable.
// Data in, data out, but for who plays.

import type { Profile } from "../../spec/clause.ts";
import type { Trace } from "../../spec/trace.ts";
import type { PlayOutcome } from "../adapters/adapter.ts";
import { type NormaliseContext, normalise } from "../judge/normalise.ts";
import type { LoadedCase } from "../load/load.ts";
import type { Player } from "./player.ts";

/** How a case was played. */
export interface PlayedCase {
  readonly outcome: PlayOutcome;
  /** What its trace is normalised with. Null for a probe, whose lines are compared as they are. */
  readonly context: NormaliseContext | null;
  /** The last lines of standard error when the adapter had to be given up. */
  readonly stderr: readonly string[];
}

/** Plays `loaded`. Throws SuiteError only when the adapter cannot be started (again). */
export async function playCase(loaded: LoadedCase, player: Player, profile: Profile): Promise<PlayedCase> {
  if ("probe" in loaded) {
    const { outcome, stderr } = await player.probe(loaded.source);
    return { outcome, context: null, stderr };
  }
  const { program } = loaded.scenario;
  const { outcome, addresses, stderr } = await player.play(program);
  return { outcome, context: { program, profile, addresses }, stderr };
}

/** The trace a case left, normalised; null when it was not played to its end. */
export function comparableTrace({ outcome, context }: PlayedCase): Trace | null {
  if (outcome.outcome !== "played") return null;
  return context === null ? outcome.trace : normalise(outcome.trace, context);
}
