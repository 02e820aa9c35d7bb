// Whether a report keeps what explains a failure, as long as there is room for it.

import { describe, expect, it } from "vitest";
import type { CaseResult } from "../../spec/report.ts";
import { RIGHT, WRONG } from "../testing/certifying.ts";
import { boundEvidence } from "./evidence.ts";

const PASSED: CaseResult = {
  ...{ scenario: "loop/a", title: "A title", clauses: ["LOOP-01"], durationMs: 1 },
  verdict: { outcome: "passed" },
};
const FAILED: CaseResult = {
  ...PASSED,
  verdict: { outcome: "violated", sentence: "It is wrong." },
  ...{ expected: RIGHT, observed: WRONG },
};
const SIZE = JSON.stringify([RIGHT, WRONG]).length;

describe("the traces of failures", () => {
  it("are kept when there is room for all of them", () => {
    const cases = [FAILED, PASSED, FAILED];

    expect(boundEvidence(cases, 2 * SIZE)).toEqual(cases);
    expect(boundEvidence(cases)).toEqual(cases);
  });

  it("are kept from the first on while there is room, and of the others only what came out", () => {
    const { expected: _expected, observed: _observed, ...bare } = FAILED;

    expect(boundEvidence([FAILED, PASSED, FAILED], 2 * SIZE - 1)).toEqual([FAILED, PASSED, bare]);
  });
});
