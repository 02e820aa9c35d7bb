// Judges every CPython of this machine against the targets next to its own: it must fail exactly the rows of VERSIONS.md.
// The command judges; here the failures of its report are only held against the page and against the recordings.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findInterpreters, PYTHON_ADAPTER } from "../conformance/adapters/python.ts";
import { isGraded } from "../conformance/certify.ts";
import { failed } from "../conformance/judge.ts";
import { loadScenarios } from "../conformance/load.ts";
import { packagePath } from "../conformance/package-path.ts";
import {
  expectedFailures,
  NEIGHBOURS,
  type Neighbours,
  rowsBetween,
  versionsRows,
} from "../conformance/specification/neighbours.ts";
import type { Report } from "../spec/report.ts";

const scenarios = loadScenarios();
const rows = versionsRows(readFileSync(packagePath("spec/VERSIONS.md"), "utf8"));

/** What the interpreter at `python` fails against `target`, by the report of the command. */
function liveFailures(python: string, { target }: Neighbours): readonly string[] {
  const out = mkdtempSync(join(tmpdir(), "neighbours-"));
  try {
    const command = [packagePath("conformance/bin.js"), "certify", "--target", target, "--out", out];
    const { stderr } = spawnSync(process.execPath, [...command, "--", python, PYTHON_ADAPTER], { encoding: "utf8" });
    const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8")) as Report;
    if (report.status !== "sealed") throw new Error(`The run was not finished: ${report.reason}. ${stderr}`);
    return report.cases.filter(({ verdict }) => failed(verdict)).map(({ scenario }) => scenario);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** What is in `here` and not in `there`, in words; nothing when all of it is. */
function surplus(words: string, here: readonly string[], there: readonly string[]): readonly string[] {
  return here.filter((id) => !there.includes(id)).map((id) => `  ${words}: ${id}`);
}

for (const pair of NEIGHBOURS) {
  const python = findInterpreters(process.env).get(pair.judged);
  if (python === undefined) continue;
  const live = liveFailures(python, pair);
  const graded = scenarios.filter((loaded) => isGraded(loaded, pair.target, "exact")).map(({ id }) => id);
  const said = rowsBetween(rows, pair).filter((id) => graded.includes(id));
  const recorded = expectedFailures(scenarios, pair);
  const wrong = [
    ...surplus("fails, and has no row in VERSIONS.md", live, said),
    ...surplus("has a row in VERSIONS.md, and passes", said, live),
    ...surplus("fails, and was recorded alike", live, recorded),
    ...surplus("was recorded differently, and passes", recorded, live),
  ];
  console.log(`CPython ${pair.judged} against ${pair.target}: ${live.length} failures, ${wrong.length} unexpected`);
  for (const line of wrong) console.log(line);
  if (wrong.length > 0) process.exitCode = 1;
}
