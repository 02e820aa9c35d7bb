// Makes a program on which two sides part as small as it gets, by asking both again and again. Bounded in time.
// fast-check walks down from each program that still parts to the next; what smaller programs there are is known in generate/.

import fc from "fast-check";
import type { Program } from "../../spec/program.ts";
import { smaller } from "../generate/index.ts";
import { SuiteError } from "../suite-error.ts";
import type { Disagreement, Duel, Duelled } from "./duel.ts";
import { signatureOf } from "./signature.ts";

/** How many smaller programs are played in one go: of the scripted world they are pipelined. */
const PLAYED_AT_ONCE = 16;

function taken<Item>(source: Iterator<Item>, most: number): readonly Item[] {
  const items: Item[] = [];
  while (items.length < most) {
    const next = source.next();
    if (next.done === true) break;
    items.push(next.value);
  }
  return items;
}

/** What is below a program, for fast-check. A portion is made known before the first of it is asked for. */
class Below extends fc.Arbitrary<Program> {
  readonly #size: number;
  readonly #isLate: () => boolean;
  /** The programs fast-check is about to ask for, one after the other. */
  portion: readonly Program[] = [];

  constructor(size: number, isLate: () => boolean) {
    super();
    this.#size = size;
    this.#isLate = isLate;
  }

  generate(): fc.Value<Program> {
    throw new SuiteError("internal", "No program is made here: there is one to begin with.", "Please report it.");
  }

  canShrinkWithoutContext(value: unknown): value is Program {
    return typeof value === "object";
  }

  shrink(program: Program): fc.Stream<fc.Value<Program>> {
    return fc.stream(this.#portions(program)).map((less) => new fc.Value(less, undefined));
  }

  *#portions(program: Program): Generator<Program> {
    const below = smaller(program);
    while (!this.#isLate()) {
      this.portion = taken(below, this.#size);
      if (this.portion.length === 0) return;
      yield* this.portion;
    }
  }
}

/** The smallest program found before `isLate` on which both sides part as they do on that of `found`. */
export async function shrink(found: Disagreement, duel: Duel, isLate: () => boolean): Promise<Disagreement> {
  const wanted = signatureOf(found);
  const below = new Below(found.program.world === "scripted" ? PLAYED_AT_ONCE : 1, isLate);
  let smallest = found;
  let played = new Map<Program, Duelled>();
  const agrees = fc.asyncProperty(below, async (program) => {
    if (program === found.program) return false;
    if (!played.has(program)) {
      const all = await duel.fight(below.portion);
      played = new Map(below.portion.map((one, at) => [one, all[at] as Duelled]));
    }
    const duelled = played.get(program);
    if (duelled?.outcome !== "disagrees" || signatureOf(duelled.disagreement) !== wanted) return true;
    smallest = duelled.disagreement;
    return false;
  });
  await fc.check(agrees, { examples: [[found.program]], numRuns: 1 });
  return smallest;
}
