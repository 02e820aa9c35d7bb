// The command that tells reports again in another format. Knows files and formats by name; what a format looks like is in ../report/.

import { readReport } from "../certificate/read-report.ts";
import { ctrfReport } from "../report/ctrf.ts";
import { explained } from "../report/explained.ts";
import { htmlReport } from "../report/html/page.ts";
import { writeText } from "../report/json.ts";
import { junitReport } from "../report/junit.ts";
import { markdownReport } from "../report/markdown.ts";
import { paintWith } from "../report/paint.ts";
import type { ReportStory } from "../report/story.ts";
import { describeOutcome, describeSubject } from "../report/text.ts";
import { EXIT_CODES } from "../suite-error.ts";
import { refuseStrange } from "./certify.ts";
import { storiesOf } from "./report-stories.ts";
import type { Surroundings } from "./surroundings.ts";

/** The formats a report can be told in. */
export const FORMATS = ["text", "json", "junit", "ctrf", "markdown", "html"] as const;
export type Format = (typeof FORMATS)[number];

/** Options of `report`. */
export interface ReportOptions {
  readonly format: Format;
  /** The file to write; standard output when absent. */
  readonly out?: string;
}

/** The reports as `certify` prints them, every failure explained. */
function textReport(stories: readonly ReportStory[], paths: readonly string[]): string {
  const plain = paintWith(false);
  const lines = stories.flatMap(({ report, failures, ...story }, index) => [
    ...describeSubject(report, plain),
    ...failures.flatMap((failure) => [explained(failure, report), ""]),
    ...describeOutcome(
      report,
      failures.map(({ result }) => result),
      paths[index] ?? "",
      plain,
    ),
    ...(story.standing === "expired" ? [`○ expired: it was good until ${report.expiresAt}`] : []),
  ]);
  return `${lines.join("\n")}\n`;
}

/** One report as it is, several as an array. */
function jsonReport(stories: readonly ReportStory[]): string {
  const reports = stories.map(({ report }) => report);
  return `${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 1)}\n`;
}

function told(format: Format, stories: readonly ReportStory[], paths: readonly string[]): string {
  switch (format) {
    case "text":
      return textReport(stories, paths);
    case "json":
      return jsonReport(stories);
    case "junit":
      return junitReport(stories);
    case "ctrf":
      return ctrfReport(stories);
    case "markdown":
      return markdownReport(stories);
    case "html":
      return htmlReport(stories);
  }
}

/**
 * Tells the reports at `paths` (files, or folders `certify` wrote) in a format. Gives the exit code: 0, whatever the
 * reports say, because it was asked to tell them. Throws SuiteError `bad-report` for one that is not to be believed.
 */
export function reportCommand(paths: readonly string[], options: ReportOptions, surroundings: Surroundings): number {
  const read = paths.map((path) => [path, readReport(path, surroundings.clock())] as const);
  for (const [path, report] of read) refuseStrange(report, path, surroundings);
  const text = told(options.format, storiesOf(read, surroundings.clock()), paths);
  if (options.out === undefined) surroundings.say(text.trimEnd());
  else writeText(options.out, text);
  return EXIT_CODES.met;
}
