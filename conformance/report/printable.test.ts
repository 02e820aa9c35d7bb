import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clip, printable } from "./printable.ts";

/** Text in which characters that can do harm are common. */
const hostile = fc.string({
  unit: fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    fc.constantFrom(
      "\u001b[2J",
      "\u001b]0;title\u0007",
      "\r",
      "\n",
      "\u009b31m",
      "\u202e",
      "\u2066",
      "\u2028",
      "\\",
      "a",
    ),
  ),
});

describe("text of unknown origin", () => {
  it("is left without any character that a terminal acts on", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it("is shown as it is when there is nothing to fear", () => {
    expect(printable("déjà vu ✔ 🜁 \\n")).toBe("déjà vu ✔ 🜁 \\n");
  });

  it("shows what was there as an escape", () => {
    expect(printable("a\tb\r\n\u001b[31m\u0000\u202e\u0085")).toBe("a\\tb\\r\\n\\u001b[31m\\u0000\\u202e\\u0085");
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(printable(printable(text))).toBe(printable(text));
      }),
    );
  });
});

describe("text that is too long", () => {
  it("is cut, and shows that it was", () => {
    expect([clip("abcdef", 6), clip("abcdef", 5), clip("abcdef", 1), clip("", 0)]).toEqual([
      "abcdef",
      "abcd…",
      "…",
      "",
    ]);
  });

  it("is never longer than there is room", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 50 }), (text, width) => {
        expect(clip(text, width).length).toBeLessThanOrEqual(width);
      }),
    );
  });
});
