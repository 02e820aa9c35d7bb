import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, digest } from "./digest.ts";

/** The same value with the members of every object written in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([member, part]) => [member, reversed(part)]),
  );
}

describe("canonical JSON", () => {
  it("has the members of every object in alphabetical order and no blanks", () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: "x y", B: null })).toBe('{"B":null,"a":"x y","b":[{"c":2,"d":1}]}');
  });

  it("is the same in whatever order members were written, and still means the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("keeps the order of lists", () => {
    expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
  });

  it("leaves out what is undefined", () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });
});

describe("a digest", () => {
  it("is the SHA-256 of the canonical JSON, in hexadecimal", () => {
    expect(digest({ b: 1, a: "ü" })).toBe("4e7ff4080b1a00acdaf71eb0cdf2d504aa8068bbb375c002eac2df3f064047a7");
  });

  it("is another for another value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(digest(one) === digest(other)).toBe(canonicalJson(one) === canonicalJson(other));
      }),
    );
  });
});
