// Joins the reports of parts into the report of the whole run they are parts of, with the transcript of it. Data in, data out.

import type { CaseResult, Environment, KnownFailure, Report, TranscriptIdentity } from "../../spec/report.ts";
import { idsIn, openReport, type RunPlan, seal, selectedIn, summary } from "../certificate/certify.ts";
import { canonicalJson } from "../certificate/digest.ts";
import { invariant } from "../suite-error.ts";
import { mismatched, type Part, together } from "./parts.ts";

/** A part of a run. */
export interface ReportPart extends Part {
  readonly report: Report;
}

/** The report that was found in `where`, as a part. */
export function reportPart(where: string, report: Report): ReportPart {
  const { status, reason, shard, target, profile, poller, limits, seed, oracle, specification } = report;
  const { implementation, capabilities, adapter, knownFailures } = report;
  return {
    where,
    report,
    shard,
    unfinished: status === "sealed" ? null : (reason ?? "it was not finished"),
    isAsSealed: true, // Who reads a report refuses one that was changed.
    about: {
      "what is demanded": canonicalJson(specification),
      "the target": target,
      "the profile": profile,
      "the implementation": canonicalJson(implementation),
      "what it declares": canonicalJson(capabilities),
      "the adapter": canonicalJson(adapter),
      "the oracle": canonicalJson([oracle?.kind, oracle?.target, oracle?.digest]),
      "the seed": String(seed),
      "the pass": poller,
      "the limits": canonicalJson(limits),
      "what is known to fail": canonicalJson(knownFailures.map(entryOf)),
    },
  };
}

/** An entry as it was made, without what came of it. */
function entryOf({ id, reason, link, expires }: KnownFailure): KnownFailure {
  return { id, reason, link, expires };
}

/** Every case of all parts, in the order of `plan`. Throws SuiteError unless they are those of the plan. */
function casesOf(parts: readonly ReportPart[], plan: RunPlan): readonly CaseResult[] {
  const found = new Map(
    parts.flatMap(({ report }) => report.cases.map((result) => [result.scenario, result] as const)),
  );
  const cases = idsIn(plan).flatMap((id) => found.get(id) ?? []);
  const selected = selectedIn(plan);
  const all = parts.reduce((sum, { report }) => sum + report.cases.length, 0);
  if (cases.length === selected && all === selected) return cases;
  throw mismatched(
    `The parts have ${all} cases together, ${cases.length} of the ${selected} that a whole run has.`,
    "Parts of a selection (--only) certify nothing and are not joined: play all of it in parts.",
  );
}

/** Where an adapter found its Python modules, if anywhere. */
function pythonPathOf(reports: readonly Report[]): Pick<Environment, "pythonPath"> {
  const paths = reports.flatMap(({ environment }) => environment.pythonPath ?? []);
  return paths.length === 0 ? {} : { pythonPath: together(paths) };
}

/**
 * The report of the whole run, sealed, that `parts` are all the parts of; `plan` is what one machine would have played.
 * Throws SuiteError when the parts have other cases.
 */
export function mergeReports(
  parts: readonly ReportPart[],
  plan: RunPlan,
  transcript: TranscriptIdentity | null,
): Report {
  const reports = parts.map(({ report }) => report);
  const [first] = reports;
  invariant(first !== undefined, "a whole has parts");
  const { poller, oracle, implementation, capabilities, scope } = first;
  invariant(oracle !== null && capabilities !== null, "a part that is sealed says who was judged by whom");
  const cases = casesOf(parts, plan);
  const startedAt = reports.map((report) => report.startedAt).sort()[0] as string;
  const begun = Date.parse(startedAt);
  const whole = {
    ...openReport(plan, begun),
    ...{ poller, implementation, capabilities, scope, transcript },
    oracle: { ...oracle, interpreters: [...new Set(reports.flatMap((report) => report.oracle?.interpreters ?? []))] },
    ...summary(plan, cases, begun),
    finishedAt: reports
      .flatMap((report) => report.finishedAt ?? [])
      .sort()
      .at(-1) as string,
    expiresAt: reports.map((report) => report.expiresAt).sort()[0] as string,
    environment: {
      node: together(reports.map(({ environment }) => environment.node)),
      platform: together(reports.map(({ environment }) => environment.platform)),
      kernel: together(reports.map(({ environment }) => environment.kernel)),
      ...pythonPathOf(reports),
    },
  };
  return seal(whole, plan);
}
