// Plays the candidates for the corpus on an interpreter that is watched, and says what each of them shows.

import type { Program, World } from "../../spec/program.ts";
import { programOf } from "../generate/index.ts";
import { normalise } from "../judge/normalise.ts";
import { missingFor } from "../judge/qualify.ts";
import type { SessionPlay } from "../play/session.ts";
import type { Reaching, Walk } from "../reach/reaching.ts";
import type { Candidate } from "./choose.ts";
import { featuresOf } from "./features.ts";

/** Which programs are looked at: the first `candidates` of `seed`. */
export interface Range {
  readonly world: World;
  readonly seed: number;
  readonly candidates: number;
}

/** So many programs are played before it is asked where they went. */
const BATCH = 200;

async function playEach(programs: readonly Program[], { session }: Reaching): Promise<readonly SessionPlay[]> {
  const plays: SessionPlay[] = [];
  if (programs[0]?.world === "scripted")
    for (const unread of await session.playAll(programs)) plays.push(await unread.read());
  else for (const program of programs) plays.push(await session.play(program));
  return plays;
}

function candidateOf(
  index: number,
  program: Program,
  { outcome, addresses }: SessionPlay,
  walks: readonly Walk[],
): Candidate[] {
  if (outcome.outcome !== "played") return [];
  const trace = normalise(outcome.trace, { program, profile: "exact", addresses });
  return [{ index, features: featuresOf(program, walks, trace), cost: JSON.stringify([program, trace]).length }];
}

/** What each program of the range shows; `onBatch` is told how many were looked at. Throws SuiteError as `Session.play`. */
export async function explore(
  { world, seed, candidates }: Range,
  reaching: Reaching,
  onBatch: (done: number) => void,
): Promise<readonly Candidate[]> {
  const { capabilities } = await reaching.session.identity();
  const all: Candidate[] = [];
  await reaching.reached();
  for (let first = 0; first < candidates; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, candidates - first) }, (_, at) => first + at);
    const made = numbers.map((index) => ({ index, program: programOf(world, seed, index) }));
    const asked = made.filter(({ program }) => missingFor(program, capabilities) === null);
    const plays = await playEach(
      asked.map(({ program }) => program),
      reaching,
    );
    const { plays: walks } = await reaching.reached();
    for (const [at, { index, program }] of asked.entries())
      all.push(...candidateOf(index, program, plays[at] as SessionPlay, walks[at] ?? []));
    onBatch(Math.min(candidates, first + BATCH));
  }
  return all;
}
