// Writes the example pages in conformance/report/examples; with --check it only says which are out of date.
// A tool of this repository. The pages carry neither times nor places, so that they are the same wherever they are made.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { posixHost } from "../reference/posix/index.ts";
import { TARGETS } from "../spec/clause.ts";
import type { Report } from "../spec/report.ts";
import { moduleAdapter } from "./adapters/module.ts";
import { certify, isGraded, type RunPlan } from "./certificate/certify.ts";
import { propertiesFor } from "./commands/properties.ts";
import { storyOf } from "./commands/report-stories.ts";
import { readProofs } from "./judge/prove.ts";
import { loadCases } from "./load/load.ts";
import { recordedOracle } from "./oracle.ts";
import { packagePath } from "./package-path.ts";
import { bareStage } from "./play/player.ts";
import { DEFAULT_RUN_LIMITS, Session } from "./play/session.ts";
import { recordedReport } from "./report/examples/recorded-report.ts";
import { htmlReport } from "./report/html/page.ts";

const TARGET = "3.11";
const PROFILE = "exact";
/** When everything here happens; no page says so. */
const NOW = Date.UTC(2026, 0, 1);

const all = loadCases();
const scenarios = all.filter((loaded) => isGraded(loaded, TARGET, PROFILE));
const oracle = recordedOracle(scenarios, TARGET);
const plan: RunPlan = {
  ...{ scenarios, target: TARGET, profile: PROFILE, limits: DEFAULT_RUN_LIMITS, proofs: readProofs(), whole: true },
  ...{ adapter: [], environment: { node: "", platform: "", kernel: "" } },
};

function page(reports: readonly Report[]): string {
  const stories = reports.map((report) => storyOf(report, "conformance-report", NOW, all));
  return htmlReport(stories, { dated: false });
}

/** The seven CPythons, each judged by what 3.11 does. */
async function sevenCPythons(): Promise<string> {
  return page(await Promise.all(TARGETS.map((version) => recordedReport(plan, version, oracle, NOW))));
}

/** An implementation with one mistake: the reference, made to miss that the other side hung up. */
async function missesHangUps(): Promise<string> {
  const source = moduleAdapter("conformance/selftest/modules/misses-hang-ups.ts", process.execPath);
  const session = new Session(source, posixHost);
  try {
    const judged = { ...plan, properties: propertiesFor(TARGET, PROFILE), adapter: source.words };
    const nobody = () => {};
    const report = await certify(judged, oracle, bareStage(session), () => NOW, nobody);
    const { implementation: who } = report;
    return page([{ ...report, implementation: who === null ? null : { ...who, variant: "made to miss hang-ups" } }]);
  } finally {
    await session.close();
  }
}

process.chdir(packagePath("."));
const pages = { "seven-cpythons.html": await sevenCPythons(), "misses-hang-ups.html": await missesHangUps() };
const checkOnly = process.argv.includes("--check");
const stale = Object.entries(pages).filter(([name, text]) => {
  const path = packagePath(`conformance/report/examples/${name}`);
  return !existsSync(path) || readFileSync(path, "utf8") !== text;
});
if (!checkOnly)
  for (const [name, text] of stale) writeFileSync(packagePath(`conformance/report/examples/${name}`), text);
else if (stale.length > 0) {
  console.error(`Out of date: ${stale.map(([name]) => name).join(", ")}. Run: npm run examples`);
  process.exitCode = 1;
}
