// Programs that were played in one go, where some were left without an answer: each is played again, alone, when it is asked
// for. Knows answers and who is to blame for one that never came; starts nothing itself.

import type { Program } from "../../spec/program.ts";
import type { Answer } from "../adapters/adapter.ts";
import { playOutcomeOf } from "../adapters/wire.ts";
import { plural } from "../report/plural.ts";
import type { SessionPlay } from "./session.ts";

/** Whether an adapter that answers like this can go on. */
export function goesOn({ answer }: Answer): boolean {
  return answer === "result" || answer === "error";
}

function wasPlayed({ outcome: { outcome } }: SessionPlay): boolean {
  return outcome === "played" || outcome === "refused";
}

/** The programs of one go. `lastWords` are the adapter's, when it was given up. */
export class Batch {
  readonly #programs: readonly Program[];
  readonly #lastWords: readonly string[];
  readonly #playAlone: (program: Program) => Promise<SessionPlay>;
  readonly #alone = new Map<number, Promise<SessionPlay>>();
  /** Those that the adapter did not come to, in order, and what it did to the first of them. */
  readonly #lost: readonly number[];
  readonly #failure: Answer | undefined;

  constructor(
    programs: readonly Program[],
    answers: readonly Answer[],
    lastWords: readonly string[],
    playAlone: (program: Program) => Promise<SessionPlay>,
  ) {
    this.#programs = programs;
    this.#lastWords = lastWords;
    this.#playAlone = playAlone;
    this.#lost = answers.flatMap((answer, index) => (goesOn(answer) ? [] : [index]));
    this.#failure = answers.find((answer) => !goesOn(answer));
  }

  /**
   * Plays the program of that number alone. The first that was lost answers for the whole go when no other does: an adapter
   * that ended, or said what is no answer, did so, even if it does not do it again. One that was late may have been kept waiting.
   */
  async read(index: number): Promise<SessionPlay> {
    const played = await this.#aloneAt(index);
    const failure = this.#failure;
    if (failure === undefined || failure.answer === "late" || index !== this.#lost[0] || !wasPlayed(played))
      return played;
    for (const other of this.#lost) if (!wasPlayed(await this.#aloneAt(other))) return played;
    const outcome = playOutcomeOf(failure);
    const among = ` (with ${plural(this.#lost.length, "program")} on the way; alone none does that)`;
    return {
      outcome: "reason" in outcome ? { ...outcome, reason: `${outcome.reason}${among}` } : outcome,
      addresses: played.addresses,
      stderr: this.#lastWords,
    };
  }

  #aloneAt(index: number): Promise<SessionPlay> {
    const known = this.#alone.get(index) ?? this.#playAlone(this.#programs[index] as Program);
    this.#alone.set(index, known);
    return known;
  }
}
