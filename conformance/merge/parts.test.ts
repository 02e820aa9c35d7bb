// Which parts make a whole, and what is said of those that do not.

import { describe, expect, it } from "vitest";
import { SuiteError } from "../suite-error.ts";
import { type Part, wholeOf } from "./parts.ts";

function part(turn: number, of: number, differing: Partial<Part> = {}): Part {
  return {
    where: `reports/${turn}`,
    shard: { turn, of },
    unfinished: null,
    isAsSealed: true,
    about: { "the target": "3.11", "the seed": "1" },
    ...differing,
  };
}

function complaint(parts: readonly Part[]): readonly unknown[] {
  try {
    return wholeOf(parts);
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error;
    return [error.exitCode, error.message];
  }
}

describe("parts", () => {
  it("are a whole when all are there, in whatever order they are named", () => {
    expect(wholeOf([part(3, 3), part(1, 3), part(2, 3)])).toEqual([part(1, 3), part(2, 3), part(3, 3)]);
    expect(wholeOf([part(1, 1, { shard: null })])).toHaveLength(1);
  });

  it.each<[string, readonly Part[], number, string]>([
    ["none", [], 2, "There is nothing to join."],
    ["one that is missing", [part(1, 2)], 5, "Of 2 parts one is missing: 2/2."],
    ["several that are missing", [part(2, 4), part(4, 4)], 5, "Of 4 parts 2 are missing: 1/4, 3/4."],
    [
      "one that is there twice",
      [part(1, 2), part(1, 2, { where: "copy" })],
      2,
      "The part 1/2 is there twice: in reports/1 and in copy.",
    ],
    [
      "one that was not finished",
      [part(1, 2), part(2, 2, { unfinished: "the run was interrupted" })],
      5,
      "The part 2/2 in reports/2 is incomplete: the run was interrupted.",
    ],
    [
      "one that was changed",
      [part(1, 2), part(2, 2, { isAsSealed: false })],
      2,
      "The report in reports/2 is not what was sealed: it was changed afterwards.",
    ],
    [
      "one about something else",
      [part(1, 2), part(2, 2, { about: { "the target": "3.11", "the seed": "2" } })],
      2,
      "reports/1 and reports/2 do not belong together: the seed is 1 in the one, 2 in the other.",
    ],
    [
      "one of another partition",
      [part(1, 2), part(2, 3)],
      2,
      "reports/1 is the part 1/2, and reports/2 is 2/3: they were not parted alike.",
    ],
    [
      "a part beside a whole",
      [part(1, 1, { where: "whole", shard: null }), part(2, 2)],
      2,
      "whole is the part 1/1, and reports/2 is 2/2: they were not parted alike.",
    ],
  ])("are refused with %s", (_, parts, code, sentence) => {
    expect(complaint(parts)).toEqual([code, sentence]);
  });
});
