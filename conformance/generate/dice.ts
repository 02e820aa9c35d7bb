// Random choices, all from one stream of numbers that a seed decides: the same on every machine.
// Knows numbers and lists; knows nothing of programs.

/** A choice among several, each with its weight. */
export type Weighted<Item> = readonly (readonly [weight: number, item: Item])[];

/** Makes choices. Two dice with the same source make the same ones. */
export class Dice {
  readonly #next: () => number;

  /** `next` gives integers of 32 bits, from 0 on. */
  constructor(next: () => number) {
    this.#next = next;
  }

  /** An integer from 0 to `limit - 1`. */
  below(limit: number): number {
    return this.#next() % limit;
  }

  /** An integer from `least` to `most`. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** Whether something happens that does in `percent` of 100 cases. */
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  /** One of `items`, which must not be empty. */
  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  /** One of `choices`, by weight. */
  weigh<Item>(choices: Weighted<Item>): Item {
    let whole = 0;
    for (const [weight] of choices) whole += weight;
    let left = this.below(whole);
    for (const [weight, item] of choices) {
      left -= weight;
      if (left < 0) return item;
    }
    return choices[0]?.[1] as Item; // No choice has a weight.
  }

  /** What `make` gives, `times` times. */
  times<Item>(times: number, make: (index: number) => Item): Item[] {
    const made: Item[] = [];
    for (let index = 0; index < times; index += 1) made.push(make(index));
    return made;
  }

  /** Those of `items` that are chosen with `percent`, in their order. */
  some<Item>(items: readonly Item[], percent: number): Item[] {
    return items.filter(() => this.chance(percent));
  }
}

/** Spreads the bits of an integer over all 32 of another one. Source: the finaliser of MurmurHash3, in the public domain. */
function mix(number: number): number {
  let mixed = number ^ (number >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The dice of the `index`-th program of `seed`: neither another index nor the order of asking has a say in them. */
export function diceOf(seed: number, index: number): Dice {
  let state = mix(mix(seed) ^ Math.imul(index, 0x9e3779b1));
  return new Dice(() => {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state);
  });
}
