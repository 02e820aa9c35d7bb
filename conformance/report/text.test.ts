import { describe, expect, it } from "vitest";
import type { Report } from "../../spec/report.ts";
import { openReport } from "../certify.ts";
import { DEFAULT_RUN_LIMITS } from "../session.ts";
import { identityWith } from "../testing/fake-adapter.ts";
import { paintWith } from "./paint.ts";
import { describeReport, verdictLine } from "./text.ts";

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

const COUNTS = { selected: 9, passed: 7, failed: 0, notApplicable: 2 };

describe("the verdict line", () => {
  it("of a conformant implementation says to what, how much was claimed, and how much was not", () => {
    expect(verdictLine(report({ verdict: "conformant", counts: COUNTS }), PLAIN)).toBe(
      "✔ conformant to CPython 3.11 (exact profile, core+chat): 7 of 7 scenarios passed, 2 not applicable",
    );
  });

  it("leaves out what there was none of", () => {
    const counts = { ...COUNTS, notApplicable: 0 };

    expect(verdictLine(report({ verdict: "conformant", counts }), PLAIN)).toBe(
      "✔ conformant to CPython 3.11 (exact profile, core+chat): 7 of 7 scenarios passed",
    );
  });

  it("of one that is not says how many failed", () => {
    const counts = { ...COUNTS, failed: 3 };

    expect(verdictLine(report({ verdict: "not-conformant", counts, profile: "documented" }), PLAIN)).toBe(
      "✘ not conformant to CPython 3.11 (documented profile): 7 of 10 scenarios passed, 3 failed, 2 not applicable",
    );
  });

  it.each([
    [
      { verdict: "incomplete", reason: "nothing was graded" },
      "○ incomplete: nothing was graded (7 of 7 scenarios passed",
    ],
    [{ verdict: null }, "○ incomplete: the run was not finished (7 of 7 scenarios passed"],
    [{ verdict: null, reason: "the run was interrupted" }, "○ incomplete: the run was interrupted (7 of 7"],
  ] as const)("of anything else never sounds like success: %j", (ending, beginning) => {
    expect(verdictLine(report({ ...ending, counts: COUNTS }), PLAIN).startsWith(beginning)).toBe(true);
  });

  it("is green only when the verdict is good", () => {
    const paint = paintWith(true);
    const [good, bad, none] = (["conformant", "not-conformant", "incomplete"] as const).map((verdict) =>
      verdictLine(report({ verdict, counts: COUNTS }), paint).slice(0, 5),
    );

    expect([good, bad, none]).toEqual(["\u001b[32m", "\u001b[31m", "\u001b[33m"]);
  });
});

describe("a report in words", () => {
  it("says who was judged against whom, what of each area was kept, and the verdict last", () => {
    const clauses = [
      { clause: "LOOP-01", outcome: "kept", scenarios: [] },
      { clause: "LOOP-02", outcome: "kept", scenarios: [] },
      { clause: "CLOSE-01", outcome: "broken", scenarios: [] },
      { clause: "CLOSE-02", outcome: "not-applicable", scenarios: [] },
      { clause: "CLOSE-03", outcome: "not-shown", scenarios: [] },
    ] as const;

    const lines = describeReport(report({ verdict: "conformant", counts: COUNTS, clauses }), PLAIN);

    expect(lines.map((line) => line.trimEnd())).toEqual([
      expect.stringMatching(/^asyncore-conformance \d+\.\d+\.\d+: CPython asyncore 3\.11\.7 \(Python\)$/),
      "  judged against recorded CPython 3.11.7, target 3.11, exact profile",
      "",
      "  clauses of  kept  broken  not-applicable  not-shown",
      "  LOOP           2       ·               ·          ·",
      "  CLOSE          ·       1               1          1",
      "",
      "✔ conformant to CPython 3.11 (exact profile, core+chat): 7 of 7 scenarios passed, 2 not applicable",
    ]);
  });

  it("of a run that did not get that far says so", () => {
    const lines = describeReport(report({ implementation: null, oracle: null }), PLAIN);

    expect(lines).toEqual([
      expect.stringMatching(/: nobody yet$/),
      "  judged against nothing yet, target 3.11, exact profile",
      "",
      "",
      expect.stringMatching(/^○ incomplete: /),
    ]);
  });

  it("shows nothing an implementation calls itself as it is", () => {
    const implementation = { name: "\u001b[2Jmine", version: "\r1", language: "x\n", variant: "\u0007loud" };

    expect(describeReport(report({ implementation }), PLAIN)[0]).toMatch(
      /: \\u001b\[2Jmine \\r1 \(x\\n, \\u0007loud\)$/,
    );
  });
});
