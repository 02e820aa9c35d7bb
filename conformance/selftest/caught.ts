// What it means that something broken was caught, and that what is not broken was not. Asserts; starts nothing.

import { expect } from "vitest";
import { type ClauseId, clauseOf } from "../../spec/clauses/index.ts";
import type { CaseVerdict } from "../../spec/verdict.ts";
import type { Judged } from "./judged.ts";

/** Asserts that the clause is broken, and that somebody who never heard of it can read what it says and see it again. */
export function expectCaughtOn(clause: ClauseId, { report, explanations }: Judged, says: readonly string[]): void {
  expect(report.verdict).toBe("not-conformant");
  const broken = report.clauses.filter(({ outcome }) => outcome === "broken").map((result) => result.clause);
  expect(broken).toContain(clause);
  const { text, hint } = clauseOf(clause);
  const telling = explanations.filter((explanation) => explanation.includes(`${clause} (`));
  expect(telling).not.toEqual([]);
  for (const explanation of telling) {
    for (const words of [text, "The program", "Play it again: npx asyncore-conformance run "])
      expect(explanation).toContain(words);
    if (!explanation.includes("It could not be judged")) expect(explanation).toContain(hint);
  }
  for (const words of says) expect(telling.join("\n")).toContain(words);
}

/** What only Python has cannot be asked of the reference; everything else has to pass. */
export function expectAllPassed({ report }: Judged): void {
  const isPythons = (verdict: CaseVerdict) => verdict.outcome === "not-applicable" && verdict.missing === "python";
  expect(report.cases.filter(({ verdict }) => verdict.outcome !== "passed" && !isPythons(verdict))).toEqual([]);
  expect(report.counts.passed).toBeGreaterThan(0);
}
