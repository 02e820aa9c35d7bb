// Who plays for a case: an adapter's session, the same with somebody who writes down what was observed, or a transcript.

import type { InitializeResult } from "../spec/adapter.ts";
import type { Program } from "../spec/program.ts";
import type { TranscriptIdentity } from "../spec/report.ts";
import type { SessionPlay } from "./session.ts";

/** Plays programs and probes. Throws SuiteError when that has become impossible. */
export interface Player {
  identity(): Promise<InitializeResult>;
  play(program: Program): Promise<SessionPlay>;
  probe(source: string): Promise<SessionPlay>;
}

/**
 * Gives who plays for the case of that id, or for what several cases share. Null is for plays that nobody needs to see
 * again: those on the way to a smaller program.
 */
export type PlayerOf = (of: string | null) => Player;

/** Where a run takes place. */
export interface Stage {
  readonly player: PlayerOf;
  /** Ends what was written of it, when every case was played. Null when nothing was written. */
  readonly end: () => Promise<TranscriptIdentity | null>;
}

/** A run of which no transcript is written. */
export function bareStage(player: Player): Stage {
  return { player: () => player, end: async () => null };
}
