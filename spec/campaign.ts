// The noun that a campaign of random programs leaves behind: what was played, and every kind of divergence found.
// Written as incomplete first and sealed last; the parts of a campaign have the shape of the whole.

import type { Implementation } from "./adapter.ts";
import type { Profile, Target } from "./clause.ts";
import type { Program, World } from "./program.ts";
import type { OracleIdentity, Report, RunLimits, Shard } from "./report.ts";
import type { Trace } from "./trace.ts";
import type { CaseVerdict } from "./verdict.ts";

/** Where a program comes from: the same everywhere. */
export interface Origin {
  world: World;
  seed: number;
  index: number;
}

/** What was played of one world. */
export interface WorldPlayed {
  /**
   * @minimum 0
   * @asType integer
   */
  programs: number;
  /**
   * The SHA-256 of the JSON of each program, all added up modulo 2 to the 256th: in whatever order, on however many machines.
   * @pattern ^[0-9a-f]{64}$
   */
  digest: string;
}

/** Divergences that look alike, shown by the smallest program found. */
export interface CampaignGroup {
  signature: string;
  /** How many programs parted like this. */
  count: number;
  /** The shortest of them, from which the smallest was made. */
  origin: Origin;
  /** The length of that one's JSON, characters. */
  length: number;
  program: Program;
  verdict: CaseVerdict;
  /** What the original did, normalised. */
  expected: Trace;
  /** Absent when the implementation did not play the program to its end. */
  observed?: Trace;
}

/** A campaign, or one of its parts. While `status` is "incomplete" not all was played that should have been. */
export interface CampaignReport {
  $schema?: string;
  /** The version of this shape. */
  format: 1;
  status: "incomplete" | "sealed";
  suite: Report["suite"];
  protocolVersion: number;
  target: Target;
  profile: Profile;
  oracle: OracleIdentity;
  implementation: Implementation;
  /** The adapter's words, as given. */
  adapter: readonly string[];
  environment: Report["environment"];
  limits: Pick<RunLimits, "playMs" | "startMs">;
  worlds: readonly World[];
  seed: number;
  /** Programs of each world in the whole campaign; null when time alone ends it. */
  runs: number | null;
  /** Milliseconds after which no program is begun; null when there is no such time. */
  budgetMs: number | null;
  /** The part of the programs that was to be played; null when all of them were. */
  shard: Shard | null;
  /** ISO 8601. */
  startedAt: string;
  /** ISO 8601. */
  finishedAt: string | null;
  /** Why it is incomplete. */
  reason?: string;
  played: Record<World, WorldPlayed>;
  /** Programs that need what a side does not declare. They were not played. */
  notApplicable: number;
  divergences: number;
  groups: readonly CampaignGroup[];
  /** Programs that say nothing of anybody: the original left no trace, or two different ones. */
  voids: readonly (Origin & { reason: string })[];
  /** The line that plays a program again, with {program} where its file is named. */
  replay: string;
  /** SHA-256 of the canonical JSON without this member; null until sealed. */
  seal: string | null;
}
