// Chooses few programs that show much: again and again the one that shows most that is new for what it costs.
// Data in, data out; the same candidates give the same choice.

/** A program that could be kept. */
export interface Candidate {
  readonly index: number;
  /** What it shows. */
  readonly features: ReadonlySet<string>;
  /** What it costs to send, to play and to keep: characters of JSON. */
  readonly cost: number;
}

/** What every program costs however small it is. */
const FIXED_COST = 3000;

/** A candidate that was chosen, and what it shows that none chosen before it does. */
export interface Chosen {
  readonly candidate: Candidate;
  readonly fresh: readonly string[];
}

interface Ranked {
  readonly candidate: Candidate;
  /** What it was worth when it was last looked at: never more now. */
  worth: number;
}

function worthOf({ features, cost }: Candidate, shown: ReadonlySet<string>): number {
  let fresh = 0;
  for (const feature of features) if (!shown.has(feature)) fresh += 1;
  return fresh / (FIXED_COST + cost);
}

function isBefore(one: Ranked, other: Ranked): boolean {
  return one.worth > other.worth || (one.worth === other.worth && one.candidate.index < other.candidate.index);
}

/** Puts `entry` where it belongs in a list whose first is worth most. */
function insert(list: Ranked[], entry: Ranked): void {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(list[middle] as Ranked, entry)) low = middle + 1;
    else high = middle;
  }
  list.splice(low, 0, entry);
}

/**
 * At most `most` of `candidates`, in the order in which they were chosen; fewer when no other shows anything new. What a
 * candidate is worth only falls while others are chosen, so the best is found without looking at all of them each time.
 */
export function choose(candidates: readonly Candidate[], most: number): readonly Chosen[] {
  const shown = new Set<string>();
  const waiting = candidates.map((candidate): Ranked => ({ candidate, worth: worthOf(candidate, shown) }));
  waiting.sort((one, other) => (isBefore(one, other) ? -1 : 1));
  const chosen: Chosen[] = [];
  while (chosen.length < most) {
    const first = waiting.shift();
    if (first === undefined) break;
    first.worth = worthOf(first.candidate, shown);
    if (first.worth === 0) continue;
    const next = waiting[0];
    if (next !== undefined && isBefore(next, first)) {
      insert(waiting, first);
      continue;
    }
    const fresh = [...first.candidate.features].filter((feature) => !shown.has(feature));
    for (const feature of fresh) shown.add(feature);
    chosen.push({ candidate: first.candidate, fresh });
  }
  return chosen;
}
