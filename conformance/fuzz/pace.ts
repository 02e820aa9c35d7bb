// How fast a campaign goes, world by world: worlds take turns, and what is fast in one is slow in the other.

import type { World } from "../../spec/program.ts";

/** What a batch took. Of batches that are played at the same time, each has its part of it. */
export interface BatchTime {
  readonly world: World;
  readonly programs: number;
  readonly ms: number;
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
    const rates = [...this.#sums].map(
      ([world, { programs, ms }]) => `${Math.round(programs / Math.max(ms / 1000, 0.001))} ${world} a second`,
    );
    return rates.join(", ");
  }
}
