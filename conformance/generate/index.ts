// The door of the generator: random programs by number, the same as fast-check arbitraries, and ever smaller ones.

import fc from "fast-check";
import type { Program, World } from "../../spec/program.ts";
import { Dice, diceOf } from "./dice.ts";
import { loopbackDraft } from "./loopback.ts";
import { scriptedDraft } from "./scripted.ts";
import { smaller } from "./smaller.ts";
import { wellFormed } from "./well-formed.ts";

export { smaller } from "./smaller.ts";

/** Makes a random program; whatever it names that nothing makes is left out later. */
export type Draft = (dice: Dice) => Program;

const DRAFTS = { loopback: loopbackDraft, scripted: scriptedDraft } as const satisfies Record<World, Draft>;

/** The `index`-th program of `seed` that `draft` makes. */
export function programFrom(draft: Draft, seed: number, index: number): Program {
  return wellFormed(draft(diceOf(seed, index)));
}

/** The `index`-th program of `seed`: the same on every machine, whichever others are asked for. Both are integers of 32 bits. */
export function programOf(world: World, seed: number, index: number): Program {
  return programFrom(DRAFTS[world], seed, index);
}

/** Random programs out of drafts, for fast-check, which also makes them smaller: any program, wherever it came from. */
class ProgramArbitrary extends fc.Arbitrary<Program> {
  readonly #draft: Draft;

  constructor(draft: Draft) {
    super();
    this.#draft = draft;
  }

  generate(random: fc.Random): fc.Value<Program> {
    return new fc.Value(wellFormed(this.#draft(new Dice(() => random.nextInt() >>> 0))), undefined);
  }

  canShrinkWithoutContext(value: unknown): value is Program {
    return typeof value === "object" && value !== null && "world" in value && "steps" in value;
  }

  shrink(program: Program): fc.Stream<fc.Value<Program>> {
    return fc.stream(smaller(program)).map((less) => new fc.Value(less, undefined));
  }
}

/** Programs as `draft` makes them. */
export function programsFrom(draft: Draft): fc.Arbitrary<Program> {
  return new ProgramArbitrary(draft);
}

/** Random programs of `world`. */
export function arbitraryProgram(world: World): fc.Arbitrary<Program> {
  return programsFrom(DRAFTS[world]);
}
