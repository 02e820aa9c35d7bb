import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOf, joined } from "../asyncore/bytes.ts";
import { findPrefixAtEnd, nextStep, type Terminator } from "./terminator.ts";

/** What one helping of input gives, step by step: text that is handed over, "|" where the terminator is, the rest. */
function parsed(input: string, terminator: Terminator): { given: string[]; rest: string } {
  const given: string[] = [];
  let rest = bytesOf(input);
  for (let goesOn = true; goesOn && rest.length > 0; ) {
    const step = nextStep(rest, terminator);
    if (step.collect !== null) given.push(Buffer.from(rest.subarray(0, step.collect)).toString("latin1"));
    rest = rest.subarray(step.keepFrom);
    if (step.reached === "terminator" || step.reached === "count") given.push("|");
    goesOn = step.reached !== "beginning";
  }
  return { given, rest: Buffer.from(rest).toString("latin1") };
}

describe("input", () => {
  it("is cut at every terminator, and what follows the last one is handed over", () => {
    expect(parsed("ab\r\ncd\r\nef", "\r\n")).toEqual({ given: ["ab", "|", "cd", "|", "ef"], rest: "" });
    expect(parsed("\r\n\r\n", bytesOf("\r\n"))).toEqual({ given: ["|", "|"], rest: "" });
  });

  it("is held back from where the terminator may have begun", () => {
    expect(parsed("ab\r\n\r", "\r\n\r\n")).toEqual({ given: ["ab"], rest: "\r\n\r" });
    expect(parsed("qq", "qqq")).toEqual({ given: [], rest: "qq" });
    expect(parsed("aqqbq", "qqq")).toEqual({ given: ["aqqb"], rest: "q" });
    expect(parsed("aaab", "aab")).toEqual({ given: ["a", "|"], rest: "" });
  });

  it("is handed over at once when there is no terminator", () => {
    for (const none of [null, 0, "", new Uint8Array(0)]) {
      expect(parsed("all\r\nof it", none)).toEqual({ given: ["all\r\nof it"], rest: "" });
    }
  });

  it("is counted", () => {
    expect(nextStep(bytesOf("abc"), 5)).toEqual({ collect: 3, keepFrom: Infinity, reached: "part of the count" });
    expect(nextStep(bytesOf("abcde"), 5)).toEqual({ collect: 5, keepFrom: 5, reached: "count" });
    expect(nextStep(bytesOf("abcdef"), 5)).toEqual({ collect: 5, keepFrom: 5, reached: "count" });
  });

  it("gives the same messages however it arrives", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\r", "\n"), maxLength: 30 });
    const terminator = fc.constantFrom("\n", "\r\n", "\r\n\r\n", "aba", "aab", "abab");
    fc.assert(
      fc.property(fc.array(text), terminator, (helpings, end) => {
        let held = "";
        const given = helpings.flatMap((helping) => {
          const parse = parsed(held + helping, end);
          held = parse.rest;
          return parse.given;
        });

        expect((given.join("") + held).split("|")).toEqual(helpings.join("").split(end));
        expect(given).not.toContain("");
      }),
    );
  });
});

describe("findPrefixAtEnd", () => {
  it("tells how much of the needle has come in", () => {
    const asked = [
      ["qwerty\r", "\r\n"],
      ["qwerty", "\r\n"],
      ["abab", "abc"],
      ["abab", "abab"],
      ["ab", "abab"],
      ["b", "ab"],
      ["qwerty\r\n", "\r\n"],
      ["line\n", "\n"],
      ["line", ""],
      ["", "\r\n"],
    ] as const;

    const lengths = asked.map(([haystack, needle]) => findPrefixAtEnd(haystack, needle));

    expect(lengths).toEqual([1, 0, 2, 2, 2, 0, 0, 0, -1, 0]);
    expect(asked.map(([haystack, needle]) => findPrefixAtEnd(bytesOf(haystack), bytesOf(needle)))).toEqual(lengths);
  });

  it("tells the longest beginning that is not all of the needle", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (haystack, needle) => {
        const lengths = Array.from({ length: needle.length }, (_, length) => length);
        const expected = lengths.findLast((length) => haystack.endsWith(needle.slice(0, length))) ?? -1;

        expect(findPrefixAtEnd(haystack, needle)).toBe(expected);
        expect(findPrefixAtEnd(joined([bytesOf(haystack)]), needle)).toBe(expected);
      }),
    );
  });
});
