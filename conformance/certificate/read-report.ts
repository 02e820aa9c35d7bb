// Reads a report from a file or from the folder `certify` wrote it to, and refuses one that is broken, changed or another suite's.
// Knows what a report must agree with in itself; knows nothing of how it is shown.

import { statSync } from "node:fs";
import type { Report } from "../../spec/report.ts";
import { applicableClauses, count, judgeClauses, scopeOf } from "../judge/judge.ts";
import { readJson, shaped } from "../load/read-shaped.ts";
import { reportFile } from "../report/json.ts";
import { SuiteError } from "../suite-error.ts";
import { SUITE_VERSION } from "../suite-version.ts";
import { sealOf } from "./certify.ts";
import { canonicalJson } from "./digest.ts";

function fileAt(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? reportFile(path) : path;
}

/** The version of the suite a report names; null when it names none. */
function writtenBy(value: unknown): string | null {
  const suite = (value as { suite?: { version?: unknown } } | null)?.suite;
  return typeof suite?.version === "string" ? suite.version : null;
}

function refuse(file: string, wrong: string): never {
  throw new SuiteError("bad-report", `${file} ${wrong}.`, "Run certify again; a report is not to be edited.");
}

/** What a sealed report says twice must be the same both times. */
function contradiction(report: Report): string | null {
  const { cases, counts, clauses, target, profile } = report;
  if (canonicalJson(count(cases, counts.selected)) !== canonicalJson(counts)) return "counts other cases than it has";
  const judged = judgeClauses(applicableClauses(target, profile), cases);
  if (canonicalJson(judged) !== canonicalJson(clauses)) return "says something else of its clauses than its cases do";
  const { capabilities, scope } = report;
  if (capabilities !== null && scope !== scopeOf(capabilities)) return "names another scope than its capabilities make";
  const good = report.verdict?.startsWith("conformant") ?? false;
  return good && counts.failed > 0 ? "calls conformant what has failed" : null;
}

/**
 * The report at `path`. Throws SuiteError `bad-report` when there is none, when it is of another version of the suite, has
 * not the shape of its schema, contradicts itself, or was changed after it was sealed. One that is incomplete is read.
 */
export function readReport(path: string): Report {
  const file = fileAt(path);
  const value = readJson(file, "bad-report");
  const version = writtenBy(value);
  if (version !== null && version !== SUITE_VERSION)
    throw new SuiteError(
      "bad-report",
      `${file} was written by version ${version} of the suite, and this is ${SUITE_VERSION}.`,
      "Read it with the version that wrote it, or run certify again with this one.",
    );
  const report = shaped<Report>(value, file, "report", "bad-report");
  if (report.status !== "sealed") return report;
  if (report.seal !== sealOf(report)) refuse(file, "is not as it was sealed: something in it was changed");
  const wrong = contradiction(report);
  if (wrong !== null) refuse(file, wrong);
  return report;
}
