// The report of a run: what was judged, by what, and what came out. Written as incomplete first and sealed last.

import type { Capabilities, Implementation } from "./adapter.ts";
import type { Area, Profile, Target } from "./clause.ts";
import type { ClauseId } from "./clauses/index.ts";
import type { KillScore } from "./kill-score.ts";
import type { Program } from "./program.ts";
import type { Trace } from "./trace.ts";
import type { CaseVerdict, Divergence, Verdict } from "./verdict.ts";

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
  /**
   * Milliseconds it was waited for. What is played ahead of others is waited for together with the first of them.
   * @minimum 0
   */
  durationMs: number;
  /** Present when it diverged. */
  expected?: Trace;
  /** Present when it diverged, and when it is a property that was violated. */
  observed?: Trace;
  /** The smallest program found that a property does not hold for. */
  program?: Program;
  /** It failed, and a known failure that has not expired explains it. */
  known?: true;
  /**
   * Where it parted from the original the first time: it passed because it went as the original in both plays after that.
   * Only random programs over real sockets are played again.
   */
  unsteady?: Divergence;
}

/** What is known of one clause after the run. */
export interface ClauseResult {
  clause: ClauseId;
  outcome: "kept" | "broken" | "not-applicable" | "not-shown";
  scenarios: readonly string[];
}

/** How many cases ended how. `failed` is everything graded that neither passed nor failed as `known`. */
export interface Counts {
  selected: number;
  passed: number;
  failed: number;
  known: number;
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

/** The `turn`-th of `of` parts of what there is to play. Turns count from 1. */
export interface Shard {
  /**
   * @minimum 1
   * @asType integer
   */
  turn: number;
  /**
   * @minimum 1
   * @asType integer
   */
  of: number;
}

/** A failure that its owners know of: why it is borne with, where that is discussed, and the day from which it is no more. */
export interface KnownFailure {
  /** A case: `close/close-on-empty-read`, `property/…`. */
  id: string;
  /** @minLength 1 */
  reason: string;
  link: string;
  /**
   * The last day it explains anything, for example "2027-01-31".
   * @pattern ^\d{4}-\d\d-\d\d$
   */
  expires: string;
}

/** A known failure after the run: what its case did here, and what is wrong with the entry, if anything is. */
export interface KnownFailureResult extends KnownFailure {
  outcome: "failed" | "passed" | "not-applicable" | "not-played";
  /** A sentence. An entry with a problem fails the run. */
  problem?: string;
}

/** The file of everything that was observed, beside the report. */
export interface TranscriptIdentity {
  /** Its name, in the folder of the report. */
  file: string;
  /** SHA-256 of its bytes. */
  sha256: string;
  /** How many cases it tells of. */
  cases: number;
}

/** The milliseconds a run may take, by limit. */
export interface RunLimits {
  /** @minimum 1 */
  playMs: number;
  /** @minimum 1 */
  runMs: number;
  /** @minimum 1 */
  startMs: number;
}

/** Where a run took place. */
export interface Environment {
  node: string;
  platform: string;
  kernel: string;
  /** The PYTHONPATH an adapter was started with, where there was one: it says which asyncore was judged. */
  pythonPath?: string;
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
  /** Digests of what was demanded: of all clauses, and of the schemas. */
  specification: { clauses: string; schemas: string };
  protocolVersion: number;
  /** How many of the mistakes that machines make in the original the suite catches; null when that is not known. */
  killScore: KillScore | null;
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
  environment: Environment;
  limits: RunLimits;
  /**
   * What the random programs of the properties are made out of.
   * @asType integer
   */
  seed: number;
  /** The part of the cases that was to be played; null when all of them were. */
  shard: Shard | null;
  /** ISO 8601. */
  startedAt: string;
  /** ISO 8601. */
  finishedAt: string | null;
  /** ISO 8601. From then on the report certifies nothing: implementations and kernels change. */
  expiresAt: string;
  verdict: Verdict | null;
  /** Why a run is incomplete. */
  reason?: string;
  counts: Counts;
  coverage: Coverage;
  clauses: readonly ClauseResult[];
  cases: readonly CaseResult[];
  knownFailures: readonly KnownFailureResult[];
  /** Null until the run has ended, and when no transcript was written. */
  transcript: TranscriptIdentity | null;
  /** SHA-256 of the report's canonical JSON without this member; null until sealed. */
  seal: string | null;
}
