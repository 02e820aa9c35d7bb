// Says what one play means for one scenario, and what all of them mean for each clause and for the implementation.
// Data in, data out; every judgement is a value of a union.

import type { Capabilities } from "../../spec/adapter.ts";
import type { Profile, Target } from "../../spec/clause.ts";
import { areaOf, CLAUSE_IDS, type ClauseId, clauseOf, holdsFor } from "../../spec/clauses/index.ts";
import type { CaseResult, ClauseResult, Counts } from "../../spec/report.ts";
import type { Trace } from "../../spec/trace.ts";
import type { CaseVerdict, Divergence, Verdict } from "../../spec/verdict.ts";
import type { PlayOutcome } from "../adapters/adapter.ts";
import { compare } from "./compare.ts";
import { type NormaliseContext, normalise } from "./normalise.ts";

/** A judged play: the verdict, and the traces it rests on when it is a divergence. */
export interface Judgement {
  readonly verdict: CaseVerdict;
  readonly expected?: Trace;
  readonly observed?: Trace;
  /** It passed, and not at once: where it parted the first time. */
  readonly unsteady?: Divergence;
}

/**
 * Judges one play against the trace the original left (normalised for the exact profile). Without a context both are
 * compared as they are: that is how the lines of a probe are.
 */
export function judge(
  outcome: PlayOutcome,
  expectation: Trace,
  context: NormaliseContext | null,
  stderr: readonly string[],
): Judgement {
  switch (outcome.outcome) {
    case "played": {
      const observed = context === null ? outcome.trace : normalise(outcome.trace, context);
      const expected = context?.profile === "documented" ? normalise(expectation, context) : expectation;
      const divergence = compare(expected, observed, context?.profile ?? "exact");
      return divergence === null
        ? { verdict: { outcome: "passed" } }
        : { verdict: { outcome: "diverged", divergence }, expected, observed };
    }
    case "refused":
      return { verdict: { outcome: "refused", reason: withMissing(outcome.reason, outcome.missing) } };
    case "timed-out":
      return { verdict: { outcome: "timed-out", limitMs: outcome.limitMs, flag: "--play-limit", stderr } };
    case "crashed":
      return { verdict: { outcome: "crashed", reason: outcome.reason, stderr } };
    case "garbled":
      return { verdict: { outcome: "garbled", reason: outcome.reason, stderr } };
  }
}

/** An adapter's reason, and what it named as unsupported, where its own words leave that out. */
function withMissing(reason: string, missing: string | undefined): string {
  return missing === undefined || reason.includes(missing) ? reason : `${reason} (unsupported: ${missing})`;
}

/** Whether a verdict says that something is wrong. */
export function failed({ outcome }: CaseVerdict): boolean {
  return outcome !== "passed" && outcome !== "not-applicable";
}

/** How many cases ended how. */
export function count(cases: readonly CaseResult[], selected: number): Counts {
  const of = (wanted: (result: CaseResult) => boolean) => cases.filter(wanted).length;
  return {
    selected,
    passed: of(({ verdict }) => verdict.outcome === "passed"),
    failed: of(({ verdict, known }) => failed(verdict) && known !== true),
    known: of(({ known }) => known === true),
    notApplicable: of(({ verdict }) => verdict.outcome === "not-applicable"),
  };
}

/** The clauses that count for a target and a profile, in order. */
export function applicableClauses(target: Target, profile: Profile): readonly ClauseId[] {
  return CLAUSE_IDS.filter((id) => {
    return holdsFor(id, target) && (profile === "exact" || clauseOf(id).profile === "documented");
  });
}

/** What the cases say of each clause: broken if any of its cases failed, kept if one passed. */
export function judgeClauses(clauses: readonly ClauseId[], cases: readonly CaseResult[]): readonly ClauseResult[] {
  return clauses.map((clause) => {
    const showing = cases.filter((result) => result.clauses.includes(clause));
    const outcomes = showing.map(({ verdict }) =>
      failed(verdict) ? "broken" : verdict.outcome === "passed" ? "kept" : "not-applicable",
    );
    const outcome =
      (["broken", "kept", "not-applicable"] as const).find((candidate) => outcomes.includes(candidate)) ?? "not-shown";
    return { clause, outcome, scenarios: showing.map(({ scenario }) => scenario) };
  });
}

/** How much of asyncore an implementation claims: `core`, `core+chat` or `full`; null when it lacks the core. */
export function scopeOf(capabilities: Capabilities): string | null {
  const { bases, worlds, families, pollers } = capabilities;
  const core =
    bases.includes("dispatcher") && worlds.includes("loopback") && families.includes("inet") && pollers.length > 0;
  if (!core) return null;
  const full = (["dispatcher_with_send", "file_dispatcher", "async_chat"] as const).every((base) =>
    bases.includes(base),
  );
  if (full) return "full";
  return bases.includes("async_chat") ? "core+chat" : "core";
}

/**
 * What is missing from the core that every certificate needs, or null. What only something beside the core can show
 * (another base, world or family, counted passes, collecting, Python, the pass that one has not) is not part of it: whoever
 * declares the core is asked for everything that the core can show.
 */
export function missingFromCore(capabilities: Capabilities, clauses: readonly ClauseResult[]): string | null {
  if (scopeOf(capabilities) === null)
    return "the implementation does not declare the core: base dispatcher, family inet, world loopback and a poller";
  const unshown = clauses.filter(
    ({ clause, outcome }) => clauseOf(clause).level === "must" && isCore(clause) && outcome === "not-shown",
  );
  if (unshown.length === 0) return null;
  const names = unshown.slice(0, NAMED_AT_MOST).map(({ clause }) => clause);
  const more = unshown.length > names.length ? ` and ${unshown.length - names.length} more` : "";
  return `no scenario of this run shows the core ${unshown.length === 1 ? "clause" : "clauses"} ${names.join(", ")}${more}`;
}

/** So many clauses are named before the rest is counted. */
const NAMED_AT_MOST = 5;

function isCore(clause: ClauseId): boolean {
  return !["SEND", "FILE", "CHAT"].includes(areaOf(clause));
}

/** What an implementation could declare besides what it does: words for a person. Python is no ability of others. */
const EVERYTHING = {
  worlds: ["loopback", "scripted"],
  bases: ["dispatcher", "dispatcher_with_send", "file_dispatcher", "async_chat"],
  pollers: ["select", "poll"],
  families: ["inet", "inet6", "unix", "datagram", "pipe", "terminal"],
} as const satisfies Partial<Capabilities>;

const ABILITIES = {
  passes: "counted passes",
  nesting: "nested loops",
  peersInReactions: "peers in reactions",
  collects: "collecting",
} as const satisfies Partial<Record<keyof Capabilities, string>>;

/** What was not declared, and so not judged: "base async_chat", "counted passes" … */
export function undeclared(capabilities: Capabilities): readonly string[] {
  const kinds = Object.entries(EVERYTHING) as [keyof typeof EVERYTHING, readonly string[]][];
  const lacking = kinds.flatMap(([kind, all]) => {
    const has: readonly string[] = capabilities[kind];
    const singular = kind === "families" ? "family" : kind.slice(0, -1);
    return all.filter((item) => !has.includes(item)).map((item) => `${singular} ${item}`);
  });
  const abilities = Object.entries(ABILITIES) as [keyof typeof ABILITIES, string][];
  return [...lacking, ...abilities.filter(([ability]) => !capabilities[ability]).map(([, words]) => words)];
}

/**
 * What the run amounts to, given that it was finished. `lacking` is what was not shown, if anything; `problems` say what
 * is wrong besides failures, a sentence each.
 */
export function conclude(
  counts: Counts,
  lacking: string | null,
  problems: readonly string[] = [],
): { verdict: Verdict; reason?: string } {
  if (problems.length > 0) return { verdict: "not-conformant", reason: problems.join(" ") };
  if (counts.failed > 0) return { verdict: "not-conformant" };
  if (counts.passed + counts.known === 0) return { verdict: "incomplete", reason: "nothing was graded" };
  if (lacking !== null) return { verdict: "incomplete", reason: lacking };
  return { verdict: counts.known > 0 ? "conformant-with-known-failures" : "conformant" };
}
