import { describe, expect, it } from "vitest";
import { bytesOf, joined } from "./bytes.ts";

describe("bytes", () => {
  it("are joined in order, as a copy of their own", () => {
    const parts = [Uint8Array.of(1, 2, 3), new Uint8Array(0), Uint8Array.of(4)];

    const whole = joined(parts);
    parts[0]?.fill(9);

    expect(whole).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(joined([])).toEqual(new Uint8Array(0));
  });

  it("are joined to bytes only", () => {
    for (const part of ["text", 5, null, undefined, [1]]) {
      expect(() => joined([Uint8Array.of(1), part as never])).toThrow(TypeError);
    }
  });

  it("are what characters up to 255 stand for", () => {
    const bytes = Uint8Array.of(1);

    expect(bytesOf("a\0\u00ff")).toEqual(Uint8Array.of(97, 0, 255));
    expect(bytesOf(bytes)).toBe(bytes);
    for (const text of ["\u0100", "a\u{1f600}"]) expect(() => bytesOf(text)).toThrow(RangeError);
  });
});
