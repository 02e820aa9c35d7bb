// What a bench found, as it is written to results.json.
// Knows shapes only.

import type { Workload } from "./workloads.ts";

/** One run of one contender under one load. */
export interface Sample {
  readonly perSecond: number;
  /** How long the server was on a processor for each unit, in microseconds: steadier than the rate on a busy machine. */
  readonly serverMicroseconds: number;
  /** The share of the time in which the load had nothing to do but wait for the server. */
  readonly loadIdle: number;
}

/** One contender under one load. */
export interface Measured {
  readonly workload: string;
  readonly contender: string;
  /** The medians of `samples`, member by member. */
  readonly median: Sample;
  readonly samples: readonly Sample[];
}

/** Somebody who did not run, and why. */
export interface Absent {
  readonly workload: string;
  readonly contender: string;
  readonly reason: string;
}

/** Memory of its own that each idle connection costs a server, in bytes: anonymous pages, after a collection. */
export interface Memory {
  readonly contender: string;
  readonly bytesPerConnection: number;
  readonly connections: number;
}

/** One pass over so many idle channels, in microseconds. */
export interface PassCost {
  readonly contender: string;
  readonly channels: number;
  readonly microseconds: number;
}

/** What one message costs who serves it, in microseconds, when `active` connections have one each beside `idle` ones. */
export interface MessageCost {
  readonly contender: string;
  readonly active: number;
  readonly idle: number;
  readonly microseconds: number;
}

/** A ratio that is wanted, and what it was. */
export interface Figure {
  readonly text: string;
  /** The ratio of rates, the median of the rounds, or that of processor time per unit; null where somebody did not run. */
  readonly ratio: number | null;
  /** The lowest and the highest ratio of rates of a round: how far this machine can be believed. Null where there are no rounds. */
  readonly spread: readonly [lowest: number, highest: number] | null;
  readonly ratioOfProcessorTime: number | null;
  /**
   * What the ratio would be if the reference made its calls of the C library and did nothing else: nobody on Node can do
   * better. Null where that was not measured.
   */
  readonly limit: number | null;
  readonly wanted: string;
  readonly isReached: boolean | null;
}

/** What the hand-over to another thread adds to the answer to one message, in microseconds. */
export interface HandOver {
  readonly pass: string;
  readonly microseconds: number;
}

/** Everything. */
export interface Results {
  readonly quick: boolean;
  readonly rounds: number;
  readonly measuredMs: number;
  readonly machine: Readonly<Record<string, string>>;
  /** Others had more than half of a processor when it began: then rates say little. */
  readonly wasBusy: boolean;
  readonly workloads: readonly Pick<Workload, "id" | "title" | "unit" | "note">[];
  readonly measured: readonly Measured[];
  readonly absent: readonly Absent[];
  readonly memory: readonly Memory[];
  readonly passes: readonly PassCost[];
  readonly messageCosts: readonly MessageCost[];
  readonly figures: readonly Figure[];
  readonly handOvers: readonly HandOver[];
}
