// A campaign of random programs: which are played, in which order, and what was found. Knows neither how programs are made
// nor how they are judged; programs are decided by seed and number, whoever plays them.

import type { Origin } from "../../spec/campaign.ts";
import type { Program, World } from "../../spec/program.ts";
import type { Shard } from "../../spec/report.ts";
import { programOf } from "../generate/index.ts";
import { programJson } from "../program-json.ts";
import type { Disagreement, Duel, Duelled } from "./duel.ts";
import type { BatchTime } from "./pace.ts";
import { NO_PROGRAMS, type ProgramDigest, withProgram } from "./program-digest.ts";
import { signatureOf } from "./signature.ts";

/** What is to be played. */
export interface CampaignPlan {
  readonly worlds: readonly World[];
  readonly seed: number;
  /** How many programs of each world there are in the whole campaign; without end when null. */
  readonly runs: number | null;
  /** Of a campaign, every `of`-th program. */
  readonly shard: Shard;
  /** Whether both sides declare what a program needs. Others are not played. */
  readonly applies: (program: Program) => boolean;
}

/** Divergences that look alike, with the shortest program among them. */
export interface Group {
  readonly signature: string;
  readonly origin: Origin;
  readonly disagreement: Disagreement;
  /** The length of the JSON of the shortest program before anything made it smaller, characters. */
  readonly length: number;
  /** How many programs were found to part like this. */
  readonly count: number;
}

/** What has come out so far. */
export interface Tally {
  readonly programs: Record<World, number>;
  /** What `programs` are, by world. */
  readonly digests: Record<World, ProgramDigest>;
  divergences: number;
  /** Programs that need what a side does not declare. */
  notApplicable: number;
  /** Programs that say nothing: the original did not agree with itself, or left no trace. */
  readonly voids: (Origin & { readonly reason: string })[];
  readonly groups: Map<string, Group>;
}

/** A tally of nothing yet. */
export function emptyTally(): Tally {
  return {
    programs: { scripted: 0, loopback: 0 },
    digests: { scripted: NO_PROGRAMS, loopback: NO_PROGRAMS },
    ...{ divergences: 0, notApplicable: 0, voids: [], groups: new Map() },
  };
}

/** One in so many programs is put to the original twice. */
const SAMPLED_EVERY = 50;

/** So many programs of each world at a time: a few hundred milliseconds. */
const BATCH: Record<World, number> = { scripted: 100, loopback: 20 };

interface Made {
  readonly origin: Origin;
  readonly program: Program;
}

type Batch = readonly Made[];

/** How many programs of each world the shard of a plan has, when there is an end to them. */
export function programsOf({ runs, shard }: Pick<CampaignPlan, "runs" | "shard">): number {
  return Math.max(0, Math.ceil(((runs ?? Number.POSITIVE_INFINITY) - (shard.turn - 1)) / shard.of));
}

/** The numbers of a shard, `size` at a time. */
function* numbers({ runs, shard }: CampaignPlan, size: number): Generator<readonly number[]> {
  const end = runs ?? Number.POSITIVE_INFINITY;
  for (let first = shard.turn - 1; first < end; first += size * shard.of)
    yield Array.from({ length: size }, (_, at) => first + at * shard.of).filter((index) => index < end);
}

function* batchesOf(world: World, plan: CampaignPlan): Generator<Batch> {
  const { seed } = plan;
  for (const some of numbers(plan, BATCH[world])) {
    yield some.map((index) => ({ origin: { world, seed, index }, program: programOf(world, seed, index) }));
  }
}

/** The batches of a plan, those of several worlds in turn. A batch is made when it is asked for. */
export function* batches(plan: CampaignPlan): Generator<Batch> {
  let sources = plan.worlds.map((world) => batchesOf(world, plan));
  while (sources.length > 0) {
    const ended = new Set<Generator<Batch>>();
    for (const source of sources) {
      const next = source.next();
      if (next.done === true) ended.add(source);
      else yield next.value;
    }
    sources = sources.filter((source) => !ended.has(source));
  }
}

function note(tally: Tally, { origin, program }: Made, duelled: Duelled): Group | null {
  const json = programJson(program);
  tally.programs[origin.world] += 1;
  tally.digests[origin.world] = withProgram(tally.digests[origin.world], json);
  if (duelled.outcome === "void") tally.voids.push({ ...origin, reason: duelled.reason });
  if (duelled.outcome !== "disagrees") return null;
  tally.divergences += 1;
  const { disagreement } = duelled;
  const signature = `${origin.world}: ${signatureOf(disagreement)}`;
  const known = tally.groups.get(signature);
  const count = (known?.count ?? 0) + 1;
  const isShortest = known === undefined || json.length < known.length;
  const group = isShortest ? { signature, origin, disagreement, length: json.length, count } : { ...known, count };
  tally.groups.set(signature, group);
  return known === undefined ? group : null;
}

function sampled(batch: Batch): ReadonlySet<number> {
  return new Set(batch.flatMap(({ origin }, at) => (origin.index % SAMPLED_EVERY === 0 ? [at] : [])));
}

/** A batch that is being played. */
interface Fight {
  readonly duel: Duel;
  readonly batch: Batch;
  readonly fought: Promise<readonly Duelled[]>;
  readonly took: Promise<number>;
}

function begin(duel: Duel, batch: Batch, clock: () => number): Fight {
  const from = clock();
  const fought = duel.fight(
    batch.map(({ program }) => program),
    sampled(batch),
  );
  const took = fought.then(() => clock() - from);
  took.catch(() => {}); // Whoever waits for the fight is told.
  return { duel, batch, fought, took };
}

/** Told of each batch: the groups it was the first to show, and how long it took. */
export type OnBatch = (fresh: readonly Group[], time: BatchTime) => void;

/**
 * Plays the programs of `plan`, as many batches at once as there are `duels`, until there are no more, or `isLate` when
 * another batch could begin, and adds to `tally` what comes out. Batches are counted in order, whoever is ready first, so
 * that the same programs come to the same tally however many play at once. `clock` gives milliseconds.
 * Throws SuiteError only when a side cannot be started (again).
 */
export async function campaign(
  plan: CampaignPlan,
  duels: readonly Duel[],
  tally: Tally,
  isLate: () => boolean,
  onBatch: OnBatch,
  clock: () => number = () => performance.now(),
): Promise<void> {
  const source = batches(plan);
  const free = [...duels];
  const fights: Fight[] = [];
  const beginNext = (): boolean => {
    const [duel] = free;
    const next = duel === undefined || isLate() ? null : source.next();
    if (duel === undefined || next === null || next.done === true) return false;
    const batch = next.value.filter(({ program }) => plan.applies(program));
    tally.notApplicable += next.value.length - batch.length;
    fights.push(begin(duel, batch, clock));
    free.shift();
    return true;
  };
  while (beginNext());
  for (let fight = fights.shift(); fight !== undefined; fight = fights.shift()) {
    const { batch, duel } = fight;
    const all = await fight.fought;
    const ms = (await fight.took) / duels.length;
    free.push(duel);
    const fresh = all.flatMap((duelled, at) => note(tally, batch[at] as Made, duelled) ?? []);
    onBatch(fresh, { world: batch[0]?.origin.world ?? "scripted", programs: batch.length, ms });
    while (beginNext());
  }
}
