// Reports in the Common Test Report Format (CTRF), as JSON: one test for each scenario of each report.
// A run that was not finished has a failed test of its own, so that no reader takes it for a good one.

import type { CaseResult, Report } from "../../spec/report.ts";
import { explained } from "./explained.ts";
import { describeUnsteady, describeVerdict } from "./failure.ts";
import { printable } from "./printable.ts";
import { nameOf, type ReportStory } from "./story.ts";

type Status = "passed" | "failed" | "skipped" | "pending" | "other";

/** One test as the format has it. Times are milliseconds. */
interface Test {
  readonly name: string;
  readonly status: Status;
  readonly duration: number;
  readonly rawStatus?: string;
  readonly suite?: readonly string[];
  readonly message?: string;
  readonly trace?: string;
  readonly tags?: readonly string[];
  readonly flaky?: boolean;
}

function statusOf({ verdict, known }: CaseResult): Status {
  if (verdict.outcome === "passed") return "passed";
  if (known === true) return "other";
  return verdict.outcome === "not-applicable" ? "skipped" : "failed";
}

function testOf(result: CaseResult, { report, failures }: ReportStory): Test {
  const { scenario, title, clauses, verdict, durationMs, unsteady } = result;
  const story = failures.find((failure) => failure.result === result);
  return {
    name: `${printable(title)} (${printable(scenario)})`,
    status: statusOf(result),
    rawStatus: result.known === true ? "known-failure" : verdict.outcome,
    duration: Math.round(durationMs),
    suite: [printable(nameOf(report)), scenario.split("/")[0] ?? scenario].map(printable),
    tags: clauses,
    ...(verdict.outcome === "passed" ? {} : { message: describeVerdict(verdict) }),
    ...(unsteady === undefined ? {} : { flaky: true, message: describeUnsteady(unsteady) }),
    ...(story === undefined ? {} : { trace: explained(story, report) }),
  };
}

function unfinished({ report, standing }: ReportStory): readonly Test[] {
  if (standing !== "incomplete") return [];
  const message = printable(report.reason ?? "the run was not finished");
  const suite = [printable(nameOf(report))];
  return [{ name: "The run is complete", status: "failed", rawStatus: "incomplete", duration: 0, suite, message }];
}

/** Milliseconds since 1970 of the first beginning and the last end. */
function span(reports: readonly Report[]): { start: number; stop: number } {
  const starts = reports.map(({ startedAt }) => Date.parse(startedAt));
  const stops = reports.map(({ finishedAt, startedAt }) => Date.parse(finishedAt ?? startedAt));
  return { start: Math.min(...starts), stop: Math.max(...stops) };
}

/** The reports as one CTRF document. */
export function ctrfReport(stories: readonly ReportStory[]): string {
  const reports = stories.map(({ report }) => report);
  const tests = stories.flatMap((story) => [
    ...story.report.cases.map((result) => testOf(result, story)),
    ...unfinished(story),
  ]);
  const of = (status: Status) => tests.filter((test) => test.status === status).length;
  const summary = {
    ...{ tests: tests.length, passed: of("passed"), failed: of("failed") },
    ...{ pending: of("pending"), skipped: of("skipped"), other: of("other"), ...span(reports) },
  };
  const tool = { name: "asyncore-conformance", version: reports[0]?.suite.version ?? "" };
  const document = {
    reportFormat: "CTRF",
    specVersion: "0.0.0",
    generatedBy: tool.name,
    results: { tool, summary, tests },
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}
