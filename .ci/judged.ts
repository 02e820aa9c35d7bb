// Runs the command on one implementation and gives the report it wrote; says where two lists of scenarios differ.
// Knows the command's outward words only.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packagePath } from "../conformance/package-path.ts";
import type { Profile, Target } from "../spec/clause.ts";
import type { Report } from "../spec/report.ts";

/** The sealed report on an adapter, or on the reference without one. Throws when the run was not finished. */
export function judged(target: Target, profile: Profile, adapter: readonly string[] = []): Report {
  const out = mkdtempSync(join(tmpdir(), "judged-"));
  try {
    const words = [
      packagePath("conformance/bin.js"),
      "certify",
      "--target",
      target,
      "--profile",
      profile,
      "--out",
      out,
    ];
    const judgedBy = adapter.length > 0 ? ["--", ...adapter] : [];
    const { stderr } = spawnSync(process.execPath, [...words, ...judgedBy], { encoding: "utf8" });
    const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8")) as Report;
    if (report.status !== "sealed") throw new Error(`The run was not finished: ${report.reason}. ${stderr}`);
    return report;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** What is in `here` and not in `there`, a line for each; nothing when all of it is. */
export function surplus(words: string, here: readonly string[], there: readonly string[]): readonly string[] {
  return here.filter((id) => !there.includes(id)).map((id) => `  ${words}: ${id}`);
}

/** Whether a case is a scenario: one with a name, which stays. Random programs are chosen anew whenever they are recorded. */
export function isScenario(id: string): boolean {
  return !/^(corpus|property|regressions)\//.test(id);
}
