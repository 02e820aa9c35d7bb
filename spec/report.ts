// The report of a run: what was judged, by what, and what came out. Written as incomplete first and sealed last.

import type { Capabilities, Implementation } from "./adapter.ts";
import type { Area, Profile, Target } from "./clause.ts";
import type { ClauseId } from "./clauses/index.ts";
import type { Program } from "./program.ts";
import type { Trace } from "./trace.ts";
import type { CaseVerdict, Verdict } from "./verdict.ts";

/** Where expectations came from. */
export interface OracleIdentity {
  kind: "recorded" | "live";
  target: Target;
  /** The interpreters behind it, for example "CPython 3.11.7". */
  interpreters: readonly string[];
  /** SHA-256 over all recorded traces, or of who the live interpreter says it is. */
  digest: string;
}

/** One scenario's result. */
export interface CaseResult {
  scenario: string;
  title: string;
  clauses: readonly ClauseId[];
  verdict: CaseVerdict;
  /** Milliseconds. */
  durationMs: number;
  /** Present when it diverged. */
  expected?: Trace;
  /** Present when it diverged, and when it is a property that was violated. */
  observed?: Trace;
  /** The smallest program found that a property does not hold for. */
  program?: Program;
}

/** What is known of one clause after the run. */
export interface ClauseResult {
  clause: ClauseId;
  outcome: "kept" | "broken" | "not-applicable" | "not-shown";
  scenarios: readonly string[];
}

/** How many cases ended how. `failed` is everything graded that did not pass. */
export interface Counts {
  selected: number;
  passed: number;
  failed: number;
  notApplicable: number;
}

/**
 * How many clauses are declared for the target and profile, how many of them scenarios of the run show (exercised), how many
 * of these some implementation that breaks them was caught on (proven), and how many nothing can show (excluded).
 */
export interface Figures {
  declared: number;
  exercised: number;
  proven: number;
  excluded: number;
}

/** How far the scenarios of a run reach, whoever is judged. */
export interface Coverage {
  all: Figures;
  /** In the order of the specification; an area without clauses is left out. */
  areas: readonly { area: Area; figures: Figures }[];
  /** Why nothing can show them. */
  exclusions: readonly { clause: ClauseId; reason: string }[];
}

/** The pass that scenarios are played over when they name none. */
export type Poller = "select" | "poll";

/** The milliseconds a run may take, by limit. */
export interface RunLimits {
  playMs: number;
  runMs: number;
  startMs: number;
}

/**
 * A run. While `status` is "incomplete" it says nothing about the implementation, whatever the counts are.
 */
export interface Report {
  $schema?: string;
  /** The version of this shape. */
  format: 1;
  status: "incomplete" | "sealed";
  suite: { name: string; version: string };
  protocolVersion: number;
  target: Target;
  profile: Profile;
  poller: Poller;
  oracle: OracleIdentity | null;
  implementation: Implementation | null;
  capabilities: Capabilities | null;
  /** `core`, `core+chat` or `full`: how much of asyncore the implementation claims. */
  scope: string | null;
  /** The adapter's words, as given. */
  adapter: readonly string[];
  environment: { node: string; platform: string; kernel: string };
  limits: RunLimits;
  /** ISO 8601. */
  startedAt: string;
  /** ISO 8601. */
  finishedAt: string | null;
  verdict: Verdict | null;
  /** Why a run is incomplete. */
  reason?: string;
  counts: Counts;
  coverage: Coverage;
  clauses: readonly ClauseResult[];
  cases: readonly CaseResult[];
  /** SHA-256 of the report's canonical JSON without this member; null until sealed. */
  seal: string | null;
}
