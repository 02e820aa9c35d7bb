// Makes some of the plays of a transcript again on the adapter itself, and says which of them go otherwise now.
// Knows plays and a session; that the transcript is whole is others' business.

import type { Profile } from "../../spec/clause.ts";
import type { TranscriptPlay } from "../../spec/transcript.ts";
import { diceOf } from "../generate/dice.ts";
import { failed, judge } from "../judge/judge.ts";
import type { Player } from "../play/player.ts";
import { describeVerdict } from "../report/failure.ts";
import type { Plays } from "./transcript-read.ts";

/** `count` of the plays, one of each thing at most (the last of it, which decided), chosen by `seed`; all of them when there are no more. */
export function sampleOf(plays: Plays, count: number, seed: number): readonly TranscriptPlay[] {
  const left = [...plays.values()].flatMap((list) => list.at(-1) ?? []);
  const dice = diceOf(seed, 0);
  const chosen: TranscriptPlay[] = [];
  while (chosen.length < count && left.length > 0) chosen.push(...left.splice(dice.below(left.length), 1));
  return chosen;
}

/**
 * What goes otherwise when `play` is made again, as a sentence, or null. `scriptOf` gives the script of a probe by its id.
 * Throws SuiteError as `Session.play`.
 */
export async function differenceNow(
  { of, program, went }: TranscriptPlay,
  player: Player,
  profile: Profile,
  scriptOf: (id: string) => string,
): Promise<string | null> {
  const { outcome, addresses, stderr } = await (program === undefined
    ? player.probe(scriptOf(of))
    : player.play(program));
  if (went.outcome !== "played")
    return outcome.outcome === went.outcome ? null : `${of} was ${went.outcome}, and now it is ${outcome.outcome}.`;
  const context = program === undefined ? null : { program, profile, addresses };
  const { verdict } = judge(outcome, went.trace, context, stderr);
  if (!failed(verdict)) return null;
  const told = describeVerdict(verdict).replace("Where the original has", "Where the transcript has");
  return `${of} goes otherwise now. ${told}`;
}
