// A number for every object that is shown, where the original shows where it lies in memory.
// Knows objects by identity only.

/** Ids are this far apart, and begin at an address that looks like one. */
const FIRST = 0x7f00_0000_0000;
const STEP = 0x40;

class ObjectIds {
  readonly #ids = new WeakMap<object, string>();
  #next = FIRST;

  of(object: object): string {
    const known = this.#ids.get(object);
    if (known !== undefined) return known;
    const id = this.#next.toString(16);
    this.#next += STEP;
    this.#ids.set(object, id);
    return id;
  }
}

const ids = new ObjectIds();

/** The id of `object` in hexadecimal digits, the same as long as it lives. */
export function idOf(object: object): string {
  return ids.of(object);
}
