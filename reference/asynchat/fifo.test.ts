import { describe, expect, it } from "vitest";
import { bytesOf } from "../asyncore/bytes.ts";
import { IndexError } from "../asyncore/errors.ts";
import { append, removeFirst, replaceFirst } from "./fifo.ts";
import type { Entry } from "./producers.ts";

function lengthsOf(entries: readonly Entry[]): number[] {
  return entries.map((entry) => (entry instanceof Uint8Array ? entry.length : -1));
}

describe("the queue", () => {
  it("cuts data that is longer than an entry may be", () => {
    const lengths = [9, 10, 11, 25, 0].map((length) => {
      const fifo: Entry[] = [null];
      append(fifo, new Uint8Array(length), 10);
      return lengthsOf(fifo);
    });

    expect(lengths).toEqual([
      [-1, 9],
      [-1, 10],
      [-1, 10, 1],
      [-1, 10, 10, 5],
      [-1, 0],
    ]);
  });

  it("keeps the order of what it cuts", () => {
    const fifo: Entry[] = [];

    append(fifo, bytesOf("abcde"), 2);

    expect(fifo).toEqual([bytesOf("ab"), bytesOf("cd"), bytesOf("e")]);
  });

  it("cannot cut data into nothing, and loses it when entries are less than nothing", () => {
    const fifo: Entry[] = [];

    expect(() => append(fifo, bytesOf("a"), 0)).toThrow(new RangeError("range() arg 3 must not be zero"));
    append(fifo, bytesOf("a"), -2);
    append(fifo, bytesOf(""), 0);

    expect(fifo).toEqual([bytesOf("")]);
  });

  it("has no front when it is empty", () => {
    const fifo: Entry[] = [bytesOf("a")];

    replaceFirst(fifo, bytesOf("b"));
    expect(fifo).toEqual([bytesOf("b")]);
    removeFirst(fifo);

    expect(() => removeFirst(fifo)).toThrow(IndexError);
    expect(() => replaceFirst(fifo, null)).toThrow(IndexError);
    expect(fifo).toEqual([]);
  });
});
