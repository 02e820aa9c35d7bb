// How fast a campaign goes, world by world: worlds take turns, and what is fast in one is slow in the other.

import type { World } from "../../spec/program.ts";

/** What a batch took. Of batches that are played at the same time, each has its part of it. */
export interface BatchTime {
  readonly world: World;
  readonly programs: number;
  readonly ms: number;
}

/** How many a second that is, as far as it says anything: tenths of few, whole ones of many. */
export function perSecond(programs: number, ms: number): string {
  const rate = programs / Math.max(ms / 1000, 0.001);
  return rate < 10 ? String(Number(rate.toFixed(1))) : String(Math.round(rate));
}

/** Sums up what batches took. */
export class Pace {
  readonly #sums = new Map<World, { readonly programs: number; readonly ms: number }>();

  add({ world, programs, ms }: BatchTime): void {
    const sum = this.#sums.get(world) ?? { programs: 0, ms: 0 };
    this.#sums.set(world, { programs: sum.programs + programs, ms: sum.ms + ms });
  }

  /** Programs a second of each world that was played, in words. */
  describe(): string {
    const played = [...this.#sums].filter(([, { programs }]) => programs > 0);
    const rates = played.map(([world, { programs, ms }]) => `${perSecond(programs, ms)} ${world} a second`);
    return rates.join(", ");
  }
}
