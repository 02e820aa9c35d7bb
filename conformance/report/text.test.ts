import { describe, expect, it } from "vitest";
import { CLAUSE_IDS, type ClauseId } from "../../spec/clauses/index.ts";
import type { CaseResult, Report } from "../../spec/report.ts";
import { openReport } from "../certificate/certify.ts";
import { DEFAULT_RUN_LIMITS } from "../play/session.ts";
import { identityWith } from "../testing/fake-adapter.ts";
import { paintWith } from "./paint.ts";
import { describeOutcome, describeSubject, verdictLine } from "./text.ts";

const PLAIN = paintWith(false);

/** A report as it stands after a run that ended like this. */
function report(more: Partial<Report>): Report {
  const plan = { scenarios: [], target: "3.11", profile: "exact", limits: DEFAULT_RUN_LIMITS, adapter: [] } as const;
  const environment = { node: "", platform: "", kernel: "" };
  const { implementation, capabilities } = identityWith();
  const opened = openReport({ ...plan, environment, whole: true }, 0);
  const oracle = { kind: "recorded", target: "3.11", interpreters: ["CPython 3.11.7"], digest: "" } as const;
  return { ...opened, status: "sealed", implementation, capabilities, oracle, scope: "core+chat", ...more };
}

const COUNTS = { selected: 9, passed: 7, failed: 0, known: 0, notApplicable: 2 };

describe("the verdict line", () => {
  it("of a conformant implementation says to what, how much was claimed, and how much was not", () => {
    expect(verdictLine(report({ verdict: "conformant", counts: COUNTS }), PLAIN)).toBe(
      "✔ conformant to CPython 3.11 (exact profile, core+chat): 7 of 7 cases passed, 2 not applicable",
    );
  });

  it("leaves out what there was none of", () => {
    const counts = { ...COUNTS, notApplicable: 0 };

    expect(verdictLine(report({ verdict: "conformant", counts }), PLAIN)).toBe(
      "✔ conformant to CPython 3.11 (exact profile, core+chat): 7 of 7 cases passed",
    );
  });

  it("of one that is not says how many failed", () => {
    const counts = { ...COUNTS, failed: 3 };

    expect(verdictLine(report({ verdict: "not-conformant", counts, profile: "documented" }), PLAIN)).toBe(
      "✘ not conformant to CPython 3.11 (documented profile): 7 of 10 cases passed, 3 failed, 2 not applicable",
    );
  });

  it("of one with known failures says how many there are, in both cases", () => {
    const counts = { ...COUNTS, known: 1 };
    const lines = (["conformant-with-known-failures", "not-conformant"] as const).map((verdict) =>
      verdictLine(report({ verdict, counts: { ...counts, failed: verdict === "not-conformant" ? 1 : 0 } }), PLAIN),
    );

    expect(lines).toEqual([
      "✔ conformant, with 1 known failure, to CPython 3.11 (exact profile, core+chat): 7 of 8 cases passed, 2 not applicable",
      "✘ not conformant to CPython 3.11 (exact profile): 7 of 9 cases passed, 1 failed, 1 known failure, 2 not applicable",
    ]);
  });

  it("counts one scenario as one", () => {
    const counts = { ...COUNTS, passed: 1 };

    expect(verdictLine(report({ verdict: "conformant", counts }), PLAIN)).toContain(": 1 of 1 case passed");
  });

  it.each([
    [{ verdict: "incomplete", reason: "nothing was graded" }, "○ incomplete: nothing was graded (7 of 7 cases passed"],
    [{ verdict: null }, "○ incomplete: the run was not finished (7 of 7 cases passed"],
    [{ verdict: null, reason: "the run was interrupted" }, "○ incomplete: the run was interrupted (7 of 7"],
  ] as const)("of anything else never sounds like success: %j", (ending, beginning) => {
    expect(verdictLine(report({ ...ending, counts: COUNTS }), PLAIN).startsWith(beginning)).toBe(true);
  });

  it("has no control character in it, whatever kept the run from being finished", () => {
    const line = verdictLine(report({ verdict: null, reason: "it said \u001b[2J\n\u202e", counts: COUNTS }), PLAIN);

    expect(line).toMatch(/^○ incomplete: it said \\u001b\[2J\\n\\u202e \(/);
  });

  it("is green only when the verdict is good", () => {
    const paint = paintWith(true);
    const [good, bad, none] = (["conformant", "not-conformant", "incomplete"] as const).map((verdict) =>
      verdictLine(report({ verdict, counts: COUNTS }), paint).slice(0, 5),
    );

    expect([good, bad, none]).toEqual(["\u001b[32m", "\u001b[31m", "\u001b[33m"]);
  });
});

describe("who is judged", () => {
  it("is said with whom it is judged against, and in how many cases", () => {
    const one = { ...COUNTS, selected: 1 };
    const subject = (counts: Report["counts"]) => describeSubject(report({ counts }), PLAIN);

    expect(subject(COUNTS)).toEqual([
      expect.stringMatching(/^asyncore-conformance \d+\.\d+\.\d+: CPython asyncore 3\.11\.7 \(Python\)$/),
      "  judged against recorded CPython 3.11.7, target 3.11, exact profile, 9 cases",
      "",
    ]);
    expect(subject(one)[1]).toMatch(/, 1 case$/);
  });

  it("is nobody in a run that did not get that far", () => {
    const lines = describeSubject(report({ implementation: null, oracle: null, counts: COUNTS }), PLAIN);

    expect(lines).toEqual([
      expect.stringMatching(/: nobody yet$/),
      "  judged against nothing yet, target 3.11, exact profile, 9 cases",
      "",
    ]);
  });

  it("shows nothing an implementation calls itself as it is", () => {
    const implementation = { name: "\u001b[2Jmine", version: "\r1", language: "x\n", variant: "\u0007loud" };

    expect(describeSubject(report({ implementation }), PLAIN)[0]).toMatch(
      /: \\u001b\[2Jmine \\r1 \(x\\n, \\u0007loud\)$/,
    );
  });
});

const COVERAGE: Report["coverage"] = {
  all: { declared: 6, exercised: 4, proven: 1, excluded: 1 },
  areas: [
    { area: "LOOP", figures: { declared: 2, exercised: 2, proven: 1, excluded: 0 } },
    { area: "CLOSE", figures: { declared: 4, exercised: 2, proven: 0, excluded: 1 } },
  ],
  exclusions: [{ clause: "CLOSE-05", reason: "no program can see it" }],
};

/** Cases that failed in this way, with numbers for names. */
function failures(verdict: CaseResult["verdict"], many: number): readonly CaseResult[] {
  return Array.from({ length: many }, (_, index) => ({
    ...{ scenario: `close/${index + 1}`, title: "", clauses: ["CLOSE-01", "CLOSE-02"] as const, durationMs: 1 },
    verdict,
  }));
}

describe("what came out", () => {
  it("is what of each area was kept, then the verdict, then where the report is", () => {
    const clauses = [
      { clause: "LOOP-01", outcome: "kept", scenarios: [] },
      { clause: "LOOP-02", outcome: "kept", scenarios: [] },
      { clause: "CLOSE-01", outcome: "broken", scenarios: [] },
      { clause: "CLOSE-02", outcome: "not-applicable", scenarios: [] },
      { clause: "CLOSE-03", outcome: "not-shown", scenarios: [] },
    ] as const;
    const passed = failures({ outcome: "passed" }, 3);

    const lines = describeOutcome(
      report({ verdict: "conformant", counts: COUNTS, coverage: COVERAGE, clauses, cases: passed }),
      [],
      "out/report.json",
      PLAIN,
    );

    expect(lines.map((line) => line.trimEnd())).toEqual([
      "  clauses of  declared  exercised  proven  kept  broken  not-applicable",
      "  LOOP               2          2       1     2       ·               ·",
      "  CLOSE              4          2       ·     ·       1               1",
      "  all                6          4       1     2       1               1",
      "  excluded: CLOSE-05, because no program can see it",
      "",
      "✔ conformant to CPython 3.11 (exact profile, core+chat): 7 of 7 cases passed, 2 not applicable",
      "report: out/report.json",
    ]);
  });

  it("names the cases that failed, and what kept them from being judged", () => {
    const divergence = { at: 0, expected: null, observed: null };
    const cases = [
      ...failures({ outcome: "diverged", divergence }, 1),
      ...failures({ outcome: "crashed", reason: "it ended by signal SIGSEGV", stderr: [] }, 1),
    ];

    const lines = describeOutcome(report({ verdict: "not-conformant", cases }), cases, "out/report.json", PLAIN);

    expect(lines.slice(0, 4)).toEqual([
      "Failed: 2 cases",
      "  ✘ close/1 (CLOSE-01)",
      "  ✘ close/1 (CLOSE-01): The adapter broke off: it ended by signal SIGSEGV.",
      "",
    ]);
  });

  it("tells what did not pass at once, and when that is too much", () => {
    const unsteady = { at: 0, expected: null, observed: null };
    const cases = failures({ outcome: "passed" }, 3).map((result) => ({ ...result, unsteady }));
    const said = (many: number) =>
      describeOutcome(report({ verdict: "conformant", cases: cases.slice(0, many) }), [], "", PLAIN).slice(0, many + 2);
    const line = (number: number) =>
      `  ○ close/${number}: It went otherwise once, and then twice as the original. ` +
      "Where the original has: nothing more — nothing more happened.";

    expect(said(1)).toEqual(["Played again", line(1), ""]);
    expect(said(3).slice(0, 4)).toEqual(["Played again", line(1), line(2), line(3)]);
    expect(said(3)[4]).toMatch(/^ {2}✘ 3 cases differed from the original once /);
  });

  it("says of which clauses every scenario failed, at most six, unless simply everything failed", () => {
    const divergence = { at: 0, expected: null, observed: null };
    const fell = (clause: ClauseId, name: string): CaseResult => ({
      ...{ scenario: `loop/${name}`, title: "", clauses: [clause], durationMs: 1 },
      verdict: { outcome: "diverged", divergence },
    });
    const twice = (ids: readonly ClauseId[]) => ids.flatMap((id) => [fell(id, "a"), fell(id, "b")]);
    const saidOf = (cases: readonly CaseResult[], counts = COUNTS) =>
      describeOutcome(report({ verdict: "not-conformant", counts, cases }), cases, "", PLAIN)[1];

    expect(saidOf(twice(["READ-04", "LOOP-01"]))).toBe(
      "  Every scenario failed of LOOP-01 (2), READ-04 (2): look there first.",
    );
    expect(saidOf(twice(CLAUSE_IDS.slice(0, 7)))).toMatch(
      /^ {2}Every scenario failed of (\S+ \(2\)(, | )){6}and 1 more clause: /,
    );
    expect(saidOf(twice(["READ-04"]), { ...COUNTS, passed: 0 })).toBe("  ✘ loop/a (READ-04)");
  });

  it("names twenty of many, and where the others are", () => {
    const [twenty, more] = [20, 22].map((many) => {
      const cases = failures({ outcome: "refused", reason: "no" }, many);
      return describeOutcome(report({ verdict: "not-conformant", cases }), cases, "out/report.json", PLAIN);
    });

    expect(twenty?.filter((line) => line.includes("✘ close/"))).toHaveLength(20);
    expect(twenty?.join("\n")).not.toContain("more");
    expect(more?.slice(20, 22)).toEqual([expect.stringContaining("✘ close/20 "), "  and 2 more: out/report.json"]);
  });
});
