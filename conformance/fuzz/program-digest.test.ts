// Whether the digest of many programs is that of its parts, and notices what changes.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { added, fromHex, inHex, NO_PROGRAMS, withProgram } from "./program-digest.ts";

function digestOf(programs: readonly string[]): string {
  return inHex(programs.reduce(withProgram, NO_PROGRAMS));
}

describe("the digest of programs", () => {
  it("is the same in any order, and the sum of its parts", () => {
    const parted = fc.array(fc.tuple(fc.string(), fc.boolean()));

    fc.assert(
      fc.property(parted, (programs) => {
        const [left, right] = [true, false].map((side) =>
          digestOf(programs.flatMap(([program, isLeft]) => (isLeft === side ? [program] : []))),
        );
        const whole = digestOf(programs.map(([program]) => program));

        expect(inHex(added(fromHex(left ?? ""), fromHex(right ?? "")))).toBe(whole);
        expect(digestOf(programs.map(([program]) => program).reverse())).toBe(whole);
        expect(whole).toMatch(/^[0-9a-f]{64}$/);
      }),
    );
  });

  it("is another for one program that is different, missing or played twice", () => {
    const others = [["a", "c"], ["a"], ["a", "b", "b"], []].map(digestOf);

    expect(new Set([digestOf(["a", "b"]), ...others]).size).toBe(5);
  });
});
