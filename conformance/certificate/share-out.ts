// Shares a plan out among sessions that play at once. Which session plays what depends on the plan alone, so that two runs
// put the same plays behind each other. Knows what plays cost, roughly; plays nothing.

import type { LoadedCase } from "../load/load.ts";
import type { PropertyPlan } from "../properties/hold.ts";
import type { Property } from "../properties/property.ts";

/** What one session plays. */
export interface Share {
  readonly scenarios: readonly LoadedCase[];
  readonly properties?: PropertyPlan;
}

/** What a play costs, in milliseconds where nobody hurries. A probe starts an interpreter. */
const COST_MS = { probe: 50, loopback: 3, scripted: 1 } as const;

function costOf(loaded: LoadedCase): number {
  return COST_MS["probe" in loaded ? "probe" : loaded.scenario.program.world];
}

/** Properties that play the same programs as often belong together: what one has played need not be played for another. */
function families(properties: readonly Property[]): readonly Property[][] {
  let all: Property[][] = [];
  for (const property of properties) {
    const isKin = (other: Property) =>
      other.plays === property.plays && other.drafts.some((draft) => property.drafts.includes(draft));
    const kin = all.filter((members) => members.some(isKin));
    all = [...all.filter((members) => !kin.includes(members)), [...kin.flat(), property]];
  }
  return all;
}

/** What is not divided: one scenario or probe, or a family of properties. */
interface Piece {
  readonly costMs: number;
  readonly holds: readonly (LoadedCase | Property)[];
}

function piecesOf({ scenarios, properties }: Share): readonly Piece[] {
  const ofProperties = families(properties?.properties ?? []).map((family) => {
    const drafts = new Set(family.flatMap((property) => property.drafts));
    return { costMs: drafts.size * (properties?.runs ?? 0) * COST_MS.loopback, holds: family };
  });
  return [...ofProperties, ...scenarios.map((loaded) => ({ costMs: costOf(loaded), holds: [loaded] }))];
}

interface Hand {
  costMs: number;
  readonly holds: Set<LoadedCase | Property>;
}

/** What costs most is given out first, and always to whom has least. */
function handsOf(pieces: readonly Piece[], count: number): readonly Hand[] {
  const hands: readonly Hand[] = Array.from({ length: count }, () => ({ costMs: 0, holds: new Set() }));
  for (const { costMs, holds } of [...pieces].sort((one, other) => other.costMs - one.costMs)) {
    const hand = hands.reduce((least, other) => (other.costMs < least.costMs ? other : least));
    hand.costMs += costMs;
    for (const held of holds) hand.holds.add(held);
  }
  return hands;
}

/** The parts of `plan` for `count` sessions, each in the order of the plan. */
export function shareOut(plan: Share, count: number): readonly Share[] {
  const { scenarios, properties } = plan;
  return handsOf(piecesOf(plan), count).map(({ holds }) => ({
    scenarios: scenarios.filter((loaded) => holds.has(loaded)),
    ...(properties === undefined
      ? {}
      : { properties: { ...properties, properties: properties.properties.filter((one) => holds.has(one)) } }),
  }));
}

/**
 * What all of `sources` give, as it comes. None is asked for its next before its last was taken; when one throws, or nobody
 * asks any more, the others are left where they are.
 */
export async function* asItComes<Item>(sources: readonly AsyncGenerator<Item>[]): AsyncGenerator<Item> {
  const next = async (source: AsyncGenerator<Item>) => ({ source, result: await source.next() });
  const coming = new Map(sources.map((source) => [source, next(source)]));
  try {
    while (coming.size > 0) {
      const { source, result } = await Promise.race(coming.values());
      coming.delete(source);
      if (result.done === true) continue;
      yield result.value;
      coming.set(source, next(source));
    }
  } finally {
    for (const left of coming.values()) left.catch(() => {}); // What goes wrong there now is nobody's affair any more.
  }
}
