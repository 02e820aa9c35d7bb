// Who plays for a case: an adapter's session, the same with somebody who writes down what was observed, or a transcript.

import type { InitializeResult } from "../../spec/adapter.ts";
import type { Program } from "../../spec/program.ts";
import type { TranscriptIdentity } from "../../spec/report.ts";
import type { SessionPlay } from "./session.ts";

/** Plays programs and probes. Throws SuiteError when that has become impossible. */
export interface Player {
  identity(): Promise<InitializeResult>;
  play(program: Program): Promise<SessionPlay>;
  probe(source: string): Promise<SessionPlay>;
  /**
   * Says that each of these programs of the scripted world will be asked for once, soon and in this order: whoever has to
   * wait for an answer each time may play them without waiting in between.
   */
  ahead?(programs: readonly Program[]): void;
}

/**
 * Gives who plays for the case of that id, or for what several cases share. Null is for plays that nobody needs to see
 * again: those on the way to a smaller program.
 */
export type PlayerOf = (of: string | null) => Player;

/** Where a run takes place. */
export interface Stage {
  /** One for each that plays at the same time, one at least. All play alike. */
  readonly players: readonly [PlayerOf, ...PlayerOf[]];
  /** Ends what was written of it, when every case was played. Null when nothing was written. */
  readonly end: () => Promise<TranscriptIdentity | null>;
}

/** A run of which no transcript is written. */
export function bareStage(first: Player, ...others: readonly Player[]): Stage {
  return { players: [() => first, ...others.map((player) => () => player)], end: async () => null };
}
