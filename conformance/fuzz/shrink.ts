// Makes a program on which two sides part as small as it gets, by asking both again and again. Bounded in time.

import type { Program } from "../../spec/program.ts";
import { smaller } from "../generate/index.ts";
import type { Disagreement, Duel } from "./duel.ts";
import { signatureOf } from "./signature.ts";

/** How many smaller programs are tried in one go: of the scripted world they are pipelined. */
const TRIED_AT_ONCE = 16;

function* portions(programs: Iterable<Program>, size: number): Generator<readonly Program[]> {
  let portion: Program[] = [];
  for (const program of programs) {
    portion.push(program);
    if (portion.length < size) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

/** The first program below `found` that parts in the same way, or null when none does or the time is over. */
async function step(found: Disagreement, duel: Duel, isLate: () => boolean): Promise<Disagreement | null> {
  const wanted = signatureOf(found);
  const size = found.program.world === "scripted" ? TRIED_AT_ONCE : 1;
  for (const portion of portions(smaller(found.program), size)) {
    if (isLate()) return null;
    for (const duelled of await duel.fight(portion))
      if (duelled.outcome === "disagrees" && signatureOf(duelled.disagreement) === wanted) return duelled.disagreement;
  }
  return null;
}

/** The smallest program found before `isLate` on which both sides part as they do on that of `found`. */
export async function shrink(found: Disagreement, duel: Duel, isLate: () => boolean): Promise<Disagreement> {
  let smallest = found;
  for (;;) {
    const less = await step(smallest, duel, isLate);
    if (less === null) return smallest;
    smallest = less;
  }
}
