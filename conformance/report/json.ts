// Writes a report as report.json, whole or not at all.

import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../spec/report.ts";
import { invariant, SuiteError } from "../suite-error.ts";
import { shapeError } from "../validate.ts";

/** The file a report of `folder` is in. */
export function reportFile(folder: string): string {
  return join(folder, "report.json");
}

/** Writes `report` into `folder`, which is made if need be. Throws SuiteError when that is not possible. */
export function writeReport(report: Report, folder: string): void {
  const wrong = shapeError("report", report);
  invariant(wrong === null, `the report has the shape of its schema (${wrong})`);
  const file = reportFile(folder);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.new`, `${JSON.stringify(report, null, 1)}\n`);
    renameSync(`${file}.new`, file);
  } catch (error) {
    if (existsSync(`${file}.new`)) rmSync(`${file}.new`);
    throw new SuiteError(
      "output-unwritable",
      `The report cannot be written to ${file}: ${(error as Error).message}.`,
      "Name another folder with --out.",
    );
  }
}
