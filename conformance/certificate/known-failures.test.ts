// Whether the file of known failures is read as it is written, and whether an entry ends with what it explains.

import { describe, expect, it } from "vitest";
import type { CaseResult, KnownFailure } from "../../spec/report.ts";
import { SuiteError } from "../suite-error.ts";
import { planOf, run, scenario, WRONG } from "../testing/certifying.ts";
import { knownFailureResults, markKnown, parseKnownFailures, problemsWith } from "./known-failures.ts";

const IDS = new Set(["close/a", "close/b", "property/close/ends"]);
const DAY = Date.UTC(2027, 0, 31, 12);
const ENTRY: KnownFailure = { id: "close/a", reason: "r", link: "https://example.org/1", expires: "2027-01-31" };

function sentence(text: string): string {
  try {
    parseKnownFailures(text, "known.txt", IDS);
  } catch (error) {
    if (error instanceof SuiteError) return `${error.code}: ${error.message}`;
  }
  return "nothing";
}

function result(id: string, verdict: CaseResult["verdict"]): CaseResult {
  return { scenario: id, title: "A title", clauses: ["CLOSE-01"], verdict, durationMs: 0 };
}

const FAILED = result("close/a", { outcome: "crashed", reason: "r", stderr: [] });

describe("a file of known failures", () => {
  it("has an entry a line: id, day, link, and the reason to the end of the line; lines with # are comments", () => {
    const text = [
      "# what we know",
      "",
      "close/a   2027-01-31  https://example.org/1  half-close is not there yet, see #7 there",
      "property/close/ends 2026-12-01 http://example.org/a#b another reason\r",
    ].join("\n");

    expect(parseKnownFailures(text, "known.txt", IDS)).toEqual([
      {
        id: "close/a",
        expires: "2027-01-31",
        link: "https://example.org/1",
        reason: "half-close is not there yet, see #7 there",
      },
      { id: "property/close/ends", expires: "2026-12-01", link: "http://example.org/a#b", reason: "another reason" },
    ]);
  });

  it.each([
    ["close/a", "Line 1 of known.txt has no expiry date behind the id (for example 2027-01-31)."],
    [
      "close/a 2027-02-30 https://e.org r",
      "Line 1 of known.txt has no expiry date behind the id (for example 2027-01-31).",
    ],
    [
      "close/a 31.1.2027 https://e.org r",
      "Line 1 of known.txt has no expiry date behind the id (for example 2027-01-31).",
    ],
    ["close/a 2027-01-31 because", "Line 1 of known.txt has no link behind the date (https://…)."],
    ["close/a 2027-01-31 https://e.org", "Line 1 of known.txt has no reason behind the link."],
    ["close/a 2027-01-31 https://e.org  ", "Line 1 of known.txt has no reason behind the link."],
    ["\nclose/c 2027-01-31 https://e.org r", "Line 2 of known.txt matches nothing: there is no case close/c."],
    [
      "close/a 2027-01-31 https://e.org r\nclose/a 2027-01-31 https://e.org r",
      "Line 2 of known.txt names close/a a second time.",
    ],
  ])("is refused with a sentence for what is wrong: %j", (text, wrong) => {
    expect(sentence(text)).toBe(`usage: ${wrong}`);
  });

  it("is refused with a sentence for each line that is wrong", () => {
    expect(sentence("x\nclose/a 2027-01-31 https://e.org\n__proto__ 2027-01-31 https://e.org r")).toMatch(
      /^usage: Line 1 .* Line 2 .* Line 3 of known\.txt matches nothing: there is no case __proto__\.$/,
    );
  });
});

describe("an entry", () => {
  it("marks the failure it names, up to its last day, and nothing else", () => {
    const [passed, other] = [result("close/a", { outcome: "passed" }), { ...FAILED, scenario: "close/b" }];

    expect(markKnown(FAILED, [ENTRY], DAY)).toEqual({ ...FAILED, known: true });
    expect(markKnown(FAILED, [ENTRY], DAY + 86_400_000)).toEqual(FAILED);
    expect([passed, other].map((each) => markKnown(each, [ENTRY], DAY))).toEqual([passed, other]);
  });

  it.each([
    ["failed", [FAILED], DAY, undefined],
    [
      "failed",
      [FAILED],
      DAY + 86_400_000,
      "The known failure close/a expired on 2027-01-31: mend it, or agree on a later day.",
    ],
    [
      "passed",
      [result("close/a", { outcome: "passed" })],
      DAY,
      "The known failure close/a passes now: take it out of the list.",
    ],
    [
      "not-applicable",
      [result("close/a", { outcome: "not-applicable", missing: "passes" })],
      DAY,
      "The known failure close/a matches nothing: the case is not applicable here.",
    ],
    ["not-played", [], DAY, "The known failure close/a matches nothing: the case is not graded here."],
  ] as const)("whose case is %s is told so", (outcome, cases, now, problem) => {
    const results = knownFailureResults([ENTRY], cases, true, now);

    expect(results).toEqual([{ ...ENTRY, outcome, ...(problem === undefined ? {} : { problem }) }]);
    expect(problemsWith(results)).toEqual(problem === undefined ? [] : [problem]);
  });

  it("that was not played is no problem where only a part was to be played", () => {
    expect(problemsWith(knownFailureResults([ENTRY], [], false, DAY))).toEqual([]);
  });
});

describe("a run with known failures", () => {
  const plan = planOf([scenario("close/a", ["CLOSE-01"])], { knownFailures: [ENTRY] });

  it("counts what failed and is known apart, and says so in the report", async () => {
    const report = await run(plan, { plays: () => ({ outcome: "played", trace: WRONG }) });

    expect(report.counts).toEqual({ selected: 1, passed: 0, failed: 0, known: 1, notApplicable: 0 });
    expect(report.cases[0]).toMatchObject({ scenario: "close/a", verdict: { outcome: "diverged" }, known: true });
    expect(report.knownFailures).toEqual([{ ...ENTRY, outcome: "failed" }]);
    expect(report.clauses.find(({ clause }) => clause === "CLOSE-01")?.outcome).toBe("broken");
  });

  it("is not conformant when a known failure passes", async () => {
    const report = await run(plan);

    expect(report).toMatchObject({
      status: "sealed",
      verdict: "not-conformant",
      reason: "The known failure close/a passes now: take it out of the list.",
    });
  });
});
