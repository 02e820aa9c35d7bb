// What the judge says of one case: a union in which a contradictory judgement cannot be written.

import type { Raised } from "./program.ts";
import type { Observation, PeerSaw, Value } from "./trace.ts";

/**
 * One moment of a trace, in order of execution: something began, or it ended. Comparison is between moments, so that the
 * first difference is the one that happened first.
 */
export type Moment =
  | { moment: "begins"; observation: Observation }
  | {
      moment: "ends";
      depth: number;
      what: string;
      returned?: Value | PeerSaw;
      raised?: Raised;
      waitedAtLeastTimeout?: boolean;
    };

/** Where two traces part: the same index in both lists of moments. Null: that trace ended there. */
export interface Divergence {
  /** How many moments agree before it. */
  at: number;
  expected: Moment | null;
  observed: Moment | null;
  /** The channel whose own moments part, when channels are compared one by one. */
  channel?: string;
}

/** What the judge says of one scenario on one implementation. */
export type CaseVerdict =
  | { outcome: "passed" }
  | { outcome: "diverged"; divergence: Divergence }
  /** A property does not hold; the sentence says what was wrong, and where in the trace. */
  | { outcome: "violated"; sentence: string }
  /** The implementation never claimed what the program needs. */
  | { outcome: "not-applicable"; missing: string }
  /** The adapter refused an action or a world it had declared. */
  | { outcome: "refused"; reason: string }
  /** No answer in time; `limit` is milliseconds, `flag` sets it. */
  | { outcome: "timed-out"; limitMs: number; flag: string; stderr: readonly string[] }
  /** The adapter ended during the play. */
  | { outcome: "crashed"; reason: string; stderr: readonly string[] }
  /** The adapter answered with something that is no answer. */
  | { outcome: "garbled"; reason: string; stderr: readonly string[] };

/** What the whole run amounts to. With known failures: all that failed was known, and nothing is wrong with what is known. */
export type Verdict = "conformant" | "conformant-with-known-failures" | "not-conformant" | "incomplete";
