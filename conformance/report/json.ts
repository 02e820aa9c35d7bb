// Writes a report as report.json, whole or not at all.

import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Report } from "../../spec/report.ts";
import { shapeError } from "../load/validate.ts";
import { invariant, SuiteError } from "../suite-error.ts";

/** The file a report of `folder` is in. */
export function reportFile(folder: string): string {
  return join(folder, "report.json");
}

/**
 * Makes a folder and those above it, one by one: the recursive way of Node never comes back where the system says that
 * something is missing although its folder is there, as below /proc.
 */
export function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const above = dirname(folder);
  if (!existsSync(above)) makeFolder(above);
  mkdirSync(folder);
}

/** Writes `text` to `file`, whole or not at all; folders are made if need be. Throws SuiteError when that is not possible. */
export function writeText(file: string, text: string): void {
  try {
    makeFolder(dirname(resolve(file)));
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  } catch (error) {
    if (existsSync(`${file}.new`)) rmSync(`${file}.new`);
    throw new SuiteError(
      "output-unwritable",
      `The report cannot be written to ${file}: ${(error as Error).message}.`,
      "Name another place with --out.",
    );
  }
}

/** Writes `report` into `folder`, which is made if need be. Throws SuiteError when that is not possible. */
export function writeReport(report: Report, folder: string): void {
  const wrong = shapeError("report", report);
  invariant(wrong === null, `the report has the shape of its schema (${wrong})`);
  writeText(reportFile(folder), `${JSON.stringify(report, null, 1)}\n`);
}
