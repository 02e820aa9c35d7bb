// Reports as JUnit XML: a suite for each report, a test case for each scenario. A run that was not finished has an error of its own.

import junit, { type Builder } from "junit-report-builder";
import type { CaseResult } from "../../spec/report.ts";
import { explained } from "./explained.ts";
import { describeUnsteady, describeVerdict } from "./failure.ts";
import { printable } from "./printable.ts";
import { nameOf, type ReportStory } from "./story.ts";

/** The package's types say that its builder is a member `default`; what is loaded is the builder itself. */
const JUNIT = junit as unknown as Builder;

/** `text` in one line without what XML cannot hold: control characters become escapes, halves of characters U+FFFD. */
function xmlLine(text: string): string {
  return printable(text)
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, "\ufffd");
}

/** `text` in its lines. What would end a CDATA section is parted by a blank: the library minds the first one only. */
function xmlLines(text: string): string {
  return text.split("\n").map(xmlLine).join("\n").replaceAll("]]>", "]] >");
}

/** The words of an outcome that is neither a pass nor left out: a difference is a failure, all else an error. */
function isDifference({ verdict }: CaseResult): boolean {
  return verdict.outcome === "diverged" || verdict.outcome === "violated";
}

function addSuite(builder: Builder, { report, standing, failures }: ReportStory): void {
  const { target, profile, seal } = report;
  const suite = builder
    .testSuite()
    .name(xmlLine(`${nameOf(report)} against CPython ${target}, ${profile} profile`))
    .timestamp(report.startedAt)
    .property("standing", standing)
    .property("seal", seal ?? "none");
  for (const result of report.cases) {
    const [first] = result.clauses;
    const test = suite
      .testCase()
      .className(xmlLine(first === undefined ? result.scenario : `${first} ${result.scenario}`))
      .name(xmlLine(result.title))
      .time(result.durationMs / 1000);
    const story = failures.find((failure) => failure.result === result);
    if (result.verdict.outcome === "not-applicable" || result.known === true) test.skipped();
    if (result.unsteady !== undefined) test.standardOutput(xmlLine(describeUnsteady(result.unsteady)));
    if (story === undefined) continue;
    const [sentence, whole] = [xmlLine(describeVerdict(result.verdict)), xmlLines(explained(story, report))];
    if (isDifference(result)) test.failure(sentence, result.verdict.outcome).stacktrace(whole);
    else test.error(sentence, result.verdict.outcome, whole);
  }
  if (standing === "incomplete")
    suite
      .testCase()
      .className("run")
      .name("The run is complete")
      .error(xmlLine(report.reason ?? "the run was not finished"), "incomplete");
}

/** The reports as one JUnit document. */
export function junitReport(stories: readonly ReportStory[]): string {
  const builder = JUNIT.newBuilder().name("asyncore-conformance");
  for (const story of stories) addSuite(builder, story);
  return builder.build();
}
