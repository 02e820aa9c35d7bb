// Reports ready to be told, for tests: one with every kind of outcome, and one whose every string is meant to do harm.
// Knows what can stand in a report; knows no format.

import type { Capabilities } from "../../spec/adapter.ts";
import { CLAUSE_IDS } from "../../spec/clauses/index.ts";
import type { CaseResult, Report } from "../../spec/report.ts";
import type { Trace } from "../../spec/trace.ts";
import type { CaseVerdict, Divergence } from "../../spec/verdict.ts";
import { openReport, type RunPlan, seal, sealOf, summary } from "../certificate/certify.ts";
import { markKnown } from "../certificate/known-failures.ts";
import { planLike } from "../commands/certify.ts";
import { storyOf } from "../commands/report-stories.ts";
import { clausesOf } from "../corpus/blame.ts";
import { compare } from "../judge/compare.ts";
import { applicableClauses, count, judgeClauses } from "../judge/judge.ts";
import { aboutOf, type LoadedCase } from "../load/load.ts";
import { caseIdOf } from "../properties/property.ts";
import type { ReportStory } from "../report/story.ts";
import { planOf, run, scenario } from "./certifying.ts";
import { fakeSurroundings } from "./fake-surroundings.ts";

/** The day on which everything here happens: milliseconds since 1970. */
export const TODAY = Date.UTC(2026, 0, 2);

/** What the original did in the case that diverges, and what was observed. */
export const EXPECTED: Trace = [
  { kind: "action", depth: 0, op: "new", of: "client" },
  { kind: "action", depth: 0, op: "peer.send", of: "wire", returned: { saw: "done" } },
  { kind: "action", depth: 0, op: "poll" },
  { kind: "event", depth: 1, event: "handle_read", of: "client", returned: "abc" },
];
export const OBSERVED: Trace = [
  ...EXPECTED.slice(0, 3),
  { kind: "event", depth: 1, event: "handle_close", of: "client", args: ["abc"] },
  { kind: "written", depth: 1, stream: "stdout", text: "gone" },
];

function divergence(): Divergence {
  const found = compare(EXPECTED, OBSERVED, "exact");
  if (found === null) throw new Error("the two traces are the same");
  return found;
}

function diverged(): CaseVerdict {
  return { outcome: "diverged", divergence: divergence() };
}

const VERDICTS: readonly CaseVerdict[] = [
  { outcome: "passed" },
  { outcome: "violated", sentence: "A channel was served that had gone." },
  { outcome: "not-applicable", missing: "families: inet6" },
  { outcome: "refused", reason: "it cannot do that" },
  { outcome: "timed-out", limitMs: 100, flag: "--play-limit", stderr: ["waiting"] },
  { outcome: "crashed", reason: "it ended", stderr: ["a last word"] },
  { outcome: "garbled", reason: "no JSON", stderr: [] },
];

function caseOf(verdict: CaseVerdict, index: number): CaseResult {
  const clause = CLAUSE_IDS[index] ?? "LOOP-01";
  const about = { scenario: `loop/case-${index}`, title: `The title of case ${index}`, clauses: [clause] };
  const traces = verdict.outcome === "diverged" ? { expected: EXPECTED, observed: OBSERVED } : {};
  const unsteady = verdict.outcome === "passed" ? { unsteady: divergence() } : {};
  return { ...about, ...traces, ...unsteady, verdict, durationMs: index };
}

/** `report` with other cases, and everything that follows from them, sealed again. */
export function withCases(report: Report, cases: readonly CaseResult[], more: Partial<Report> = {}): Report {
  const clauses = judgeClauses(applicableClauses(report.target, report.profile), cases);
  const changed: Report = { ...report, cases, clauses, counts: count(cases, cases.length), ...more };
  return { ...changed, seal: sealOf(changed) };
}

/** The scenarios the cases are of. */
export const CASES: readonly LoadedCase[] = Array.from({ length: 9 }, (_, index) =>
  scenario(`loop/case-${index}`, [CLAUSE_IDS[index] ?? "LOOP-01"]),
);

/** A report with a case of every outcome, the last of them known; what passed did not at once. */
export async function reportOfEverything(): Promise<Report> {
  const report = await run(planOf([scenario("loop/case-0", CLAUSE_IDS)]));
  const known: CaseResult = { ...caseOf(diverged(), VERDICTS.length + 1), known: true };
  const cases = [...[diverged(), ...VERDICTS].map(caseOf), known];
  const entry = {
    id: known.scenario,
    reason: "The kernel does it.",
    link: "https://example.org/1",
    expires: "2027-01-31",
  };
  return withCases(report, cases, {
    verdict: "not-conformant",
    knownFailures: [{ ...entry, outcome: "failed" }],
  });
}

/** A report of an implementation that keeps everything. */
export async function goodReport(): Promise<Report> {
  return run(planOf([scenario("loop/case-0", CLAUSE_IDS)]));
}

/** A report of an implementation that keeps everything that this suite has, but for the case `failing`, which is known to fail. */
export async function wholeReport(failing: string | null = null): Promise<Report> {
  const about = await goodReport();
  const entry = { reason: "The kernel does it.", link: "https://example.org/1", expires: "2027-01-31" };
  const knownFailures = failing === null ? [] : [{ id: failing, ...entry }];
  const plan: RunPlan = { ...planLike(about, fakeSurroundings([])), knownFailures };
  const begun = Date.parse(about.startedAt);
  const caseFor = (scenario: string, title: string, clauses: CaseResult["clauses"]): CaseResult => {
    const verdict: CaseVerdict = scenario === failing ? { outcome: "refused", reason: "no" } : { outcome: "passed" };
    return markKnown({ scenario, title, clauses, verdict, durationMs: 1 }, knownFailures, begun);
  };
  const cases = [
    ...plan.scenarios.map((loaded) =>
      caseFor(loaded.id, aboutOf(loaded).title, clausesOf(loaded, { outcome: "passed" }, plan.target)),
    ),
    ...(plan.properties?.properties ?? []).map((each) => caseFor(caseIdOf(each), each.title, each.clauses)),
  ];
  const { implementation, capabilities, scope, oracle, finishedAt } = about;
  const judged = { implementation, capabilities: capabilities as Capabilities, scope, oracle, finishedAt };
  return seal({ ...openReport(plan, begun), ...judged, ...summary(plan, cases, begun) }, plan);
}

/** Everything a string can do to a terminal, a page, a script, a style, an XML document or a table in Markdown. */
export const HOSTILE =
  '<script>window.pwned=1</script><img src=x onerror="window.pwned=1">"\'`</script></style>-->]]>&amp;&lt;' +
  "\u001b[31m\u0007\u202e\u2066|**bold**|\n# heading\r\n[a](javascript:window.pwned=1) @all ````` \ud800";

/** Members that people or adapters fill as they like. */
const FREE = new Set([
  "title",
  "version",
  "language",
  "homepage",
  "variant",
  "sentence",
  "missing",
  "reason",
  "flag",
  "link",
]);
const FREE_LISTS = new Set(["stderr", "adapter", "interpreters"]);
const FREE_IN_TRACES = new Set(["text", "returned"]);

function poisoned(value: unknown, member = ""): unknown {
  if (typeof value === "string") return FREE.has(member) || FREE_IN_TRACES.has(member) ? HOSTILE : value;
  if (Array.isArray(value))
    return FREE_LISTS.has(member) || member === "args" ? [HOSTILE, HOSTILE] : value.map((item) => poisoned(item));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, poisoned(inner, name)]));
}

/** The report of everything with a hostile string wherever a string can be anything, sealed. */
export async function hostileReport(): Promise<Report> {
  const { suite, implementation, environment, ...rest } = await reportOfEverything();
  const other = poisoned(rest) as Omit<Report, "suite" | "implementation" | "environment">;
  const everyone = Object.fromEntries(Object.keys(environment).map((name) => [name, HOSTILE]));
  const report = {
    ...{ ...other, suite, environment: everyone as unknown as Report["environment"] },
    implementation: {
      ...implementation,
      name: HOSTILE,
      version: HOSTILE,
      language: HOSTILE,
      homepage: "javascript:window.pwned=1",
    },
  };
  return { ...report, seal: sealOf(report) };
}

/** `report` as it is told today. */
export function told(report: Report, now: number = TODAY): ReportStory {
  return storyOf(report, "conformance-report", now, CASES);
}
