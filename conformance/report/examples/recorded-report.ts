// The report on a CPython that is not here: what it did is recorded, and is judged as if it were played now.
// Knows recordings and how a run is judged; properties need somebody who plays, and are left out.

import type { Target } from "../../../spec/clause.ts";
import type { CaseResult, Report } from "../../../spec/report.ts";
import { openReport, type RunPlan, sealOf, summary } from "../../certificate/certify.ts";
import { conclude, judge, missingFromCore, scopeOf } from "../../judge/judge.ts";
import { aboutOf, type LoadedCase } from "../../load/load.ts";
import { type Oracle, recordedTraces } from "../../oracle.ts";
import { EVERYTHING } from "../../testing/fake-adapter.ts";

/** What the interpreter of `version` did in one case, judged. What was never recorded on it cannot be asked. */
async function judged(loaded: LoadedCase, version: Target, oracle: Oracle): Promise<CaseResult> {
  const { title, clauses } = aboutOf(loaded);
  const about = { scenario: loaded.id, title, clauses, durationMs: 0 };
  const recorded = recordedTraces(loaded).find(({ versions }) => versions.includes(version));
  if (recorded === undefined) return { ...about, verdict: { outcome: "not-applicable", missing: "what it needs" } };
  const context =
    "probe" in loaded ? null : ({ program: loaded.scenario.program, profile: "exact", addresses: new Map() } as const);
  const outcome = { outcome: "played", trace: recorded.trace } as const;
  return { ...about, ...judge(outcome, await oracle.expect(loaded), context, []) };
}

/** The version of the interpreter that was recorded as `target`, for example "3.9.18". */
function versionOf(cases: readonly LoadedCase[], target: Target): string {
  const interpreters = cases.flatMap((loaded) => recordedTraces(loaded)).flatMap((trace) => trace.interpreters);
  return interpreters.find((name) => name.includes(` ${target}.`))?.split(" ")[1] ?? target;
}

/** The sealed report on the CPython recorded as `version`, judged by `plan` at `now`. */
export async function recordedReport(plan: RunPlan, version: Target, oracle: Oracle, now: number): Promise<Report> {
  const cases: CaseResult[] = [];
  for (const loaded of plan.scenarios) cases.push(await judged(loaded, version, oracle));
  const opened = openReport(plan, now);
  const { reason: _open, ...finished } = { ...opened, ...summary(plan, cases, now) };
  const report: Report = {
    ...finished,
    ...{ status: "sealed", oracle: oracle.identity, capabilities: EVERYTHING, scope: scopeOf(EVERYTHING) },
    implementation: { name: "CPython asyncore", version: versionOf(plan.scenarios, version), language: "Python" },
    adapter: [`python${version}`, "conformance/adapters/python/adapter.py"],
    finishedAt: opened.startedAt,
    ...conclude(finished.counts, missingFromCore(EVERYTHING, finished.clauses)),
  };
  return { ...report, seal: sealOf(report) };
}
