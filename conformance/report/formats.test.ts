import { validateStrict } from "ctrf";
import { beforeAll, describe, expect, it } from "vitest";
import type { CaseResult, Report } from "../../spec/report.ts";
import { shapeError } from "../load/validate.ts";
import { goodReport, HOSTILE, hostileReport, reportOfEverything, told, withCases } from "../testing/stories.ts";
import { ctrfReport } from "./ctrf.ts";
import { junitReport } from "./junit.ts";
import { markdownReport, plain } from "./markdown.ts";

let everything: Report;
let good: Report;
let hostile: Report;
beforeAll(async () => {
  [everything, good, hostile] = await Promise.all([reportOfEverything(), goodReport(), hostileReport()]);
});

/** `report` as it stands when the run was broken off. */
function brokenOff(report: Report): Report {
  return { ...report, status: "incomplete", reason: "the run was interrupted", seal: null };
}

describe("the reports these tests are made of", () => {
  it("have the shape of their schema", () => {
    expect([everything, good, hostile].map((report) => shapeError("report", report))).toEqual([null, null, null]);
  });
});

describe("JUnit", () => {
  it("tells differences as failures, all else that went wrong as errors, and what is known or not applicable as skipped", () => {
    const xml = junitReport([told(everything)]);

    expect(xml).toContain('<testsuites name="asyncore-conformance" tests="9" failures="2" errors="4" skipped="2">');
    expect(xml).toMatch(/<failure message="Where the original has: client\.handle_read[^>]* type="diverged"/);
    expect(xml).toMatch(/<error message="There was no answer within 100 ms[^>]* type="timed-out"/);
  });

  it("explains a failure with both traces and the line that plays it again", () => {
    const xml = junitReport([told(everything)]);

    expect(xml).toContain("expected (the original)");
    expect(xml).toContain("Play it again: npx asyncore-conformance run loop/case-0 -- fake");
  });

  it("tells of a case that did not pass at once in its output", () => {
    expect(junitReport([told(everything)]).match(/<system-out>/g)).toHaveLength(1);
    expect(junitReport([told(everything)])).toMatch(
      /name="The title of case 1"[^>]*>\s*<system-out>(<!\[CDATA\[)?It went otherwise once, and then twice as the original\. Where the/,
    );
  });

  it("has an error for a run that was not finished", () => {
    expect(junitReport([told(brokenOff(good))])).toMatch(
      /<testcase classname="run" name="The run is complete">\s*<error message="the run was interrupted"/,
    );
    expect(junitReport([told(good)])).not.toContain("The run is complete");
  });

  it("holds nothing that XML cannot hold or would take for markup", () => {
    const xml = junitReport([told(hostile)]).replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, "");

    expect(xml).not.toContain("<script>");
    expect(xml).not.toContain("<img");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800\u202e\u2066]/);
  });

  it("has a suite for each report", () => {
    expect(junitReport([told(everything), told(good)]).match(/<testsuite /g)).toHaveLength(2);
  });
});

describe("CTRF", () => {
  it("is what the format's own validator takes, also of hostile and several reports", () => {
    for (const stories of [[told(everything)], [told(hostile)], [told(good), told(everything)]])
      validateStrict(JSON.parse(ctrfReport(stories)));
  });

  it("counts each outcome once", () => {
    const { summary, tests } = JSON.parse(ctrfReport([told(everything)])).results;

    expect(summary).toMatchObject({ tests: 9, passed: 1, failed: 6, skipped: 1, other: 1, pending: 0 });
    expect(tests.map((test: { rawStatus: string }) => test.rawStatus)).toEqual([
      "diverged",
      "passed",
      "violated",
      "not-applicable",
      "refused",
      "timed-out",
      "crashed",
      "garbled",
      "known-failure",
    ]);
  });

  it("calls a case flaky that did not pass at once", () => {
    const { tests } = JSON.parse(ctrfReport([told(everything)])).results;
    const flaky = tests.filter((test: { flaky?: boolean }) => test.flaky === true);

    expect(flaky).toEqual([expect.objectContaining({ status: "passed", rawStatus: "passed" })]);
    expect(flaky[0].message).toMatch(
      /^It went otherwise once, and then twice as the original\. Where the original has: /,
    );
  });

  it("has a failed test for a run that was not finished", () => {
    const { summary } = JSON.parse(ctrfReport([told(brokenOff(good))])).results;

    expect(summary).toMatchObject({ tests: 2, passed: 1, failed: 1 });
  });
});

describe("Markdown", () => {
  it("begins with the verdict and names what failed", () => {
    const text = markdownReport([told(everything)]);

    expect(text.split("\n")[0]).toMatch(/^## ✘ not conformant to CPython 3\.11/);
    expect(text).toContain("| LOOP-01 (must) | The title of case 0 | Where the original has");
    expect(text).toContain("Known failures");
  });

  it("tells what did not pass at once, and when that is too much", () => {
    const often = withCases(everything, Array(3).fill(everything.cases[1]));

    expect(markdownReport([told(good)])).not.toContain("Played again");
    expect(markdownReport([told(everything)])).toMatch(
      /### Played again\n\n.*\n.*\n\| loop\/case-1 \| It went otherwise once, and then twice as the original\. Where/,
    );
    expect(markdownReport([told(everything)])).not.toContain("put down to the kernel");
    expect(markdownReport([told(often)])).toContain("3 cases differed from the original once");
  });

  it("never begins with a good word when the run was not finished or the certificate has run out", () => {
    expect(markdownReport([told(brokenOff(good))])).toMatch(/^## ○ incomplete: the run was interrupted/);
    expect(markdownReport([told(good, Date.parse(good.expiresAt))])).toMatch(/^## ○ expired/);
    expect(markdownReport([told(good)])).toMatch(/^## ✔ conformant/);
  });

  it("takes nothing in a report for Markdown, HTML, a mention or a link", () => {
    const text = markdownReport([told(hostile)]);
    const outside = text.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, "");

    expect(outside).not.toMatch(/(?<!\\)<(?!details>|\/details>|summary>|\/summary>)/);
    expect(outside).not.toMatch(/(?<!\\)\*\*|@all|javascript:|\u202e/);
    expect(text).not.toMatch(/^# heading/m);
  });

  it("is no longer than a job's summary may be, whatever an adapter said, and tells what was left out", () => {
    const said = (length: number): CaseResult => ({
      ...{ scenario: "loop/case-1", title: "@".repeat(2_000), clauses: ["LOOP-01"], durationMs: 1 },
      verdict: { outcome: "refused", reason: "@".repeat(length) },
    });
    const cases = [...Array(10).fill(said(400_000)), ...Array(490).fill(said(4_000))];
    const long = withCases(everything, cases, { reason: "@".repeat(2_000_000) });
    const text = markdownReport([told(long), told(long)]);

    expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20);
    expect(text).toMatch(/\nand 4\d\d more\.\n/);
    expect(text).toContain("10 explanations more would be too long for this page; the report has them.");
  });

  it("escapes every mark", () => {
    expect(plain("a|b*c_d`e[f](g)<h>@i http://j")).toBe("a\\|b\\*c\\_d\\`e\\[f\\]\\(g\\)\\<h\\>&#64;i http&#58;//j");
    expect(plain(HOSTILE)).not.toContain("\n");
  });
});
