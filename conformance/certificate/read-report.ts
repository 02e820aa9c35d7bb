// Reads a report from a file or from the folder `certify` wrote it to, and refuses one that is broken, changed or another suite's.
// Knows what a report must agree with in itself; knows nothing of how it is shown.

import { statSync } from "node:fs";
import type { Report } from "../../spec/report.ts";
import { parsedJson, readText, shaped } from "../load/read-shaped.ts";
import { reportFile } from "../report/json.ts";
import { SuiteError } from "../suite-error.ts";
import { SUITE_VERSION } from "../suite-version.ts";
import { sealOf } from "./certify.ts";
import { contradictionIn } from "./contradiction.ts";

/** The file of a report. A pipe or a device is none: it may never end. */
function fileAt(path: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const file = isFolder ? reportFile(path) : path;
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined || found.isFile() ? file : refuse(file, "is no file");
}

/** The version of the suite a report names; null when it names none. */
function writtenBy(value: unknown): string | null {
  const suite = (value as { suite?: { version?: unknown } } | null)?.suite;
  return typeof suite?.version === "string" ? suite.version : null;
}

function refuse(file: string, wrong: string): never {
  throw new SuiteError("bad-report", `${file} ${wrong}.`, "Run certify again; a report is not to be edited.");
}

/** JSON without the blanks between its words: of two members of one name readers believe the one or the other. */
function withoutBlanks(text: string): string {
  return text.replace(/("(?:[^"\\]+|\\.)*")|\s+/g, "$1");
}

/**
 * The report at `path`, read at `now` (milliseconds since 1970). Throws SuiteError `bad-report` when there is none, when it is
 * of another version of the suite, has not the shape of its schema, contradicts itself, or was changed after it was sealed. One
 * that is incomplete is read.
 */
export function readReport(path: string, now: number): Report {
  const file = fileAt(path);
  const text = readText(file, "bad-report");
  const value = parsedJson(text, file, "bad-report");
  const version = writtenBy(value);
  if (version !== null && version !== SUITE_VERSION)
    throw new SuiteError(
      "bad-report",
      `${file} was written by version ${version} of the suite, and this is ${SUITE_VERSION}.`,
      "Read it with the version that wrote it, or run certify again with this one.",
    );
  const report = shaped<Report>(value, file, "report", "bad-report");
  if (report.status === "sealed") {
    if (report.seal !== sealOf(report)) refuse(file, "is not as it was sealed: something in it was changed");
    if (withoutBlanks(text) !== JSON.stringify(value))
      refuse(file, "has a member twice, or is not as this suite writes it");
  }
  const wrong = contradictionIn(report, now);
  if (wrong !== null) refuse(file, wrong);
  return report;
}
