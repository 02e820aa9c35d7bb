// Plays programs on an implementation and on the original at once, and says where they part. Programs that went alike are
// told by the cheapest look that is sure; all others go the way of every play, one at a time.

import type { Profile } from "../../spec/clause.ts";
import type { Program } from "../../spec/program.ts";
import type { Trace } from "../../spec/trace.ts";
import type { CaseVerdict, Divergence } from "../../spec/verdict.ts";
import type { PlayOutcome } from "../adapters/adapter.ts";
import { compare } from "../judge/compare.ts";
import { failed, judge } from "../judge/judge.ts";
import { normalise } from "../judge/normalise.ts";
import { same } from "../judge/same.ts";
import { shapeError } from "../load/validate.ts";
import type { Session, SessionPlay, UnreadPlay } from "../play/session.ts";
import { describeMoment } from "../report/trace-text.ts";

/** A program that did not go alike, and what came out on both sides, normalised. */
export interface Disagreement {
  readonly program: Program;
  readonly verdict: CaseVerdict;
  readonly expected: Trace;
  /** Absent when the implementation did not play it to its end. */
  readonly observed?: Trace;
}

/** How a program went. `void`: the original itself left no trace, or two different ones; that says nothing of anybody. */
export type Duelled =
  | { readonly outcome: "agrees" }
  | { readonly outcome: "disagrees"; readonly disagreement: Disagreement }
  | { readonly outcome: "void"; readonly reason: string };

const AGREES: Duelled = { outcome: "agrees" };

/** The trace in a result of `play`, normalised, or null when there is none of the right shape. */
function traceIn(said: unknown, program: Program, profile: Profile): Trace | null {
  if (shapeError("play-result", said) !== null) return null;
  return normalise((said as { trace: Trace }).trace, { program, profile });
}

/** What was first one thing and then another. */
function twice({ expected, observed }: Divergence): string {
  const [first, then] = [expected, observed].map((moment) =>
    moment === null ? "nothing more" : describeMoment(moment).trim(),
  );
  return `first ${first}, then ${then}`;
}

/** How a play ended that left no trace, with the reason that was given. */
function unplayed(outcome: PlayOutcome): string {
  return "reason" in outcome ? `${outcome.outcome}, ${outcome.reason}` : outcome.outcome;
}

/** An implementation and the original, side by side. */
export class Duel {
  readonly #judged: Session;
  readonly #oracle: Session;
  readonly #profile: Profile;

  constructor(judged: Session, oracle: Session, profile: Profile) {
    this.#judged = judged;
    this.#oracle = oracle;
    this.#profile = profile;
  }

  /**
   * Plays `programs`, all of one world, and says how each went. The original is asked twice for those at the places in
   * `sample`, and whenever something seems to differ. Throws SuiteError only when a side cannot be started (again).
   */
  async fight(programs: readonly Program[], sample: ReadonlySet<number> = new Set()): Promise<readonly Duelled[]> {
    return programs[0]?.world === "scripted" ? this.#inOneGo(programs, sample) : this.#oneByOne(programs, sample);
  }

  async #oneByOne(programs: readonly Program[], sample: ReadonlySet<number>): Promise<readonly Duelled[]> {
    const all: Duelled[] = [];
    for (const [at, program] of programs.entries()) {
      const [expected, observed] = await Promise.all([this.#oracle.play(program), this.#judged.play(program)]);
      all.push(await this.#confront(program, expected, observed, sample.has(at)));
    }
    return all;
  }

  async #inOneGo(programs: readonly Program[], sample: ReadonlySet<number>): Promise<readonly Duelled[]> {
    const again = programs.filter((_program, at) => sample.has(at));
    const [expected, observed] = await Promise.all([
      this.#oracle.playAll([...programs, ...again]),
      this.#judged.playAll(programs),
    ]);
    const seconds = expected.slice(programs.length).values();
    const all: Duelled[] = [];
    for (const [at, program] of programs.entries()) {
      const second = sample.has(at) ? seconds.next().value : undefined;
      all.push(await this.#readIfNeedBe(program, expected[at] as UnreadPlay, observed[at] as UnreadPlay, second));
    }
    return all;
  }

  async #readIfNeedBe(
    program: Program,
    expected: UnreadPlay,
    observed: UnreadPlay,
    second: UnreadPlay | undefined,
  ): Promise<Duelled> {
    const steady = second === undefined || this.#alike(program, expected.said, second.said);
    if (steady && this.#alike(program, expected.said, observed.said)) return AGREES;
    return this.#confront(program, await expected.read(), await observed.read(), !steady);
  }

  /** Equal bytes need no second look: what the original's own player says of a program is of the right shape. */
  #alike(program: Program, one: unknown, other: unknown): boolean {
    if (one === null || other === null) return false;
    if (same(one, other)) return true;
    const [left, right] = [traceIn(one, program, this.#profile), traceIn(other, program, this.#profile)];
    return left !== null && right !== null && same(left, right);
  }

  async #confront(program: Program, original: SessionPlay, observed: SessionPlay, askTwice: boolean): Promise<Duelled> {
    const expected = this.#traceOf(program, original);
    if (expected === null)
      return { outcome: "void", reason: `the original did not play it: ${unplayed(original.outcome)}` };
    if (!askTwice && same(expected, this.#traceOf(program, observed))) return AGREES;
    const { outcome, addresses, stderr } = observed;
    const judgement = judge(outcome, expected, { program, profile: this.#profile, addresses }, stderr);
    const agrees = !failed(judgement.verdict);
    if (agrees && !askTwice) return AGREES;
    const again = this.#traceOf(program, await this.#oracle.play(program));
    if (again === null) return { outcome: "void", reason: "the original played it only once" };
    const wavering = compare(expected, again, this.#profile);
    if (wavering !== null)
      return { outcome: "void", reason: `the original left two different traces: ${twice(wavering)}` };
    return agrees ? AGREES : { outcome: "disagrees", disagreement: { program, expected, ...judgement } };
  }

  #traceOf(program: Program, { outcome, addresses }: SessionPlay): Trace | null {
    if (outcome.outcome !== "played") return null;
    return normalise(outcome.trace, { program, profile: this.#profile, addresses });
  }
}
