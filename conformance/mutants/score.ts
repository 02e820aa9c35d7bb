// What a campaign amounts to: how many mutants there were, how many were caught, and which were not. Data in, data out.

import type { Fate, Mutant } from "./campaign.ts";
import { type Equivalent, equivalentTo } from "./equivalents.ts";

/** A mutant and what became of it. */
export interface Outcome {
  readonly mutant: Mutant;
  readonly fate: Fate;
}

/** How many mutants ended how. `made` counts all; the score is `killed` of `killed + survived`. */
export interface Tally {
  readonly made: number;
  readonly notLoadable: number;
  readonly equivalent: number;
  readonly killed: number;
  readonly survived: number;
}

/** What a campaign found out. */
export interface Score {
  readonly total: Tally;
  /** By function, `asyncore.dispatcher.recv`, in order of place. */
  readonly byFunction: readonly (readonly [string, Tally])[];
  readonly survivors: readonly Mutant[];
  /** Entries that are wrong: whatever they speak of was caught. (One may speak of two places in a function.) */
  readonly refuted: readonly Equivalent[];
}

function tally(outcomes: readonly Outcome[], equivalents: readonly Equivalent[]): Tally {
  const of = (wanted: (outcome: Outcome) => boolean) => outcomes.filter(wanted).length;
  const known = ({ mutant }: Outcome) => equivalentTo(mutant, equivalents) !== undefined;
  return {
    made: outcomes.length,
    notLoadable: of(({ fate }) => fate.fate === "not-loadable"),
    equivalent: of((outcome) => outcome.fate.fate === "survived" && known(outcome)),
    killed: of(({ fate }) => fate.fate === "killed"),
    survived: of((outcome) => outcome.fate.fate === "survived" && !known(outcome)),
  };
}

/** Adds up. */
export function scoreOf(outcomes: readonly Outcome[], equivalents: readonly Equivalent[]): Score {
  const placed = [...outcomes].sort(
    ({ mutant: one }, { mutant: other }) => one.module.localeCompare(other.module) || one.start - other.start,
  );
  const nameOf = ({ mutant }: Outcome) => `${mutant.module}.${mutant.function}`;
  const names = [...new Set(placed.map(nameOf))];
  const surviving = new Set(
    placed.flatMap(({ mutant, fate }) => (fate.fate === "survived" ? (equivalentTo(mutant, equivalents) ?? []) : [])),
  );
  const caught = placed.flatMap(({ mutant, fate }) =>
    fate.fate === "killed" ? (equivalentTo(mutant, equivalents) ?? []) : [],
  );
  const survivors = placed.filter(
    ({ mutant, fate }) => fate.fate === "survived" && equivalentTo(mutant, equivalents) === undefined,
  );
  return {
    total: tally(placed, equivalents),
    byFunction: names.map((name) => [
      name,
      tally(
        placed.filter((outcome) => nameOf(outcome) === name),
        equivalents,
      ),
    ]),
    survivors: survivors.map(({ mutant }) => mutant),
    refuted: [...new Set(caught)].filter((entry) => !surviving.has(entry)),
  };
}

/** How many of a hundred mutants that could be caught were; 100 when there was none. */
export function percentKilled({ killed, survived }: Tally): number {
  return killed + survived === 0 ? 100 : (100 * killed) / (killed + survived);
}
