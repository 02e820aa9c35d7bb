// The door of the generator: random programs by number, and the same as a fast-check arbitrary.

import type { Program, World } from "../../spec/program.ts";
import { type Dice, diceOf } from "./dice.ts";
import { loopbackDraft } from "./loopback.ts";
import { scriptedDraft } from "./scripted.ts";
import { wellFormed } from "./well-formed.ts";

const DRAFTS = { loopback: loopbackDraft, scripted: scriptedDraft } as const satisfies Record<
  World,
  (dice: Dice) => Program
>;

/** A random program of `world`. */
export function randomProgram(world: World, dice: Dice): Program {
  return wellFormed(DRAFTS[world](dice));
}

/** The `index`-th program of `seed`: the same on every machine, whichever others are asked for. Both are integers of 32 bits. */
export function programOf(world: World, seed: number, index: number): Program {
  return randomProgram(world, diceOf(seed, index));
}
