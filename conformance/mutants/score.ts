// What a campaign amounts to: how many mutants there were, what caught how many, and which nothing did. Data in, data out.

import { CLAUSE_IDS, type ClauseId } from "../../spec/clauses/index.ts";
import type { TrialName } from "../../spec/kill-score.ts";
import type { Fate } from "./campaign.ts";
import { type Equivalent, equivalentTo } from "./equivalents.ts";
import type { Mutant } from "./mutant.ts";

/** A mutant and what became of it. */
export interface Outcome {
  readonly mutant: Mutant;
  readonly fate: Fate;
}

/** A mutant that was caught. */
export interface Killed extends Outcome {
  readonly fate: Extract<Fate, { fate: "killed" }>;
}

/** How many mutants ended how. `made` counts all; those that can be caught are the killed and the survived. */
export interface Tally {
  readonly made: number;
  readonly notLoadable: number;
  readonly equivalent: number;
  /** By the first trial that caught them. */
  readonly killedBy: Readonly<Record<TrialName, number>>;
  readonly survived: number;
  /** How long catching the killed took, all of them together. */
  readonly killingMs: number;
}

/** What a campaign found out. */
export interface Score {
  readonly total: Tally;
  /** By function, `asyncore.dispatcher.recv`, in order of place. */
  readonly byFunction: readonly (readonly [string, Tally])[];
  /** What only a later trial caught, in order of place: each lacks a scenario. */
  readonly lateKills: readonly Killed[];
  readonly survivors: readonly Mutant[];
  /** Entries that are wrong: whatever they speak of was caught. (One may speak of two places in a function.) */
  readonly refuted: readonly Equivalent[];
  /** The clauses of the cases that caught somebody, in the order of the specification. */
  readonly caughtOn: readonly ClauseId[];
}

/** The trials, in the order in which they are played. */
export const TRIALS = ["scenarios", "corpus", "properties", "fuzz"] as const satisfies readonly TrialName[];

function isKilled(outcome: Outcome): outcome is Killed {
  return outcome.fate.fate === "killed";
}

function tally(outcomes: readonly Outcome[], equivalents: readonly Equivalent[]): Tally {
  const of = (wanted: (outcome: Outcome) => boolean) => outcomes.filter(wanted).length;
  const known = ({ mutant }: Outcome) => equivalentTo(mutant, equivalents) !== undefined;
  const killed = outcomes.filter(isKilled);
  const by = (trial: TrialName) => killed.filter(({ fate }) => fate.caught.trial === trial).length;
  return {
    made: outcomes.length,
    notLoadable: of(({ fate }) => fate.fate === "not-loadable"),
    equivalent: of((outcome) => outcome.fate.fate === "survived" && known(outcome)),
    killedBy: { scenarios: by("scenarios"), corpus: by("corpus"), properties: by("properties"), fuzz: by("fuzz") },
    survived: of((outcome) => outcome.fate.fate === "survived" && !known(outcome)),
    killingMs: killed.reduce((sum, { fate }) => sum + fate.tookMs, 0),
  };
}

/** Entries of which every mutant there is was played and caught. */
function refutedAmong(
  placed: readonly Outcome[],
  equivalents: readonly Equivalent[],
  all: readonly Mutant[],
): readonly Equivalent[] {
  const killed = placed.filter(isKilled).map(({ mutant }) => equivalentTo(mutant, equivalents));
  const meant = all.map((mutant) => equivalentTo(mutant, equivalents));
  const times = (entries: readonly (Equivalent | undefined)[], entry: Equivalent) =>
    entries.filter((other) => other === entry).length;
  const caught = [...new Set(killed)].filter((entry) => entry !== undefined);
  return caught.filter((entry) => times(killed, entry) === times(meant, entry));
}

/** Adds up. `all` are the mutants there are, of which a sample may have been played; those that were, when absent. */
export function scoreOf(
  outcomes: readonly Outcome[],
  equivalents: readonly Equivalent[],
  all: readonly Mutant[] = outcomes.map(({ mutant }) => mutant),
): Score {
  const placed = [...outcomes].sort(
    ({ mutant: one }, { mutant: other }) => one.module.localeCompare(other.module) || one.start - other.start,
  );
  const nameOf = ({ mutant }: Outcome) => `${mutant.module}.${mutant.function}`;
  const names = [...new Set(placed.map(nameOf))];
  const ofName = (name: string) => placed.filter((outcome) => nameOf(outcome) === name);
  const survivors = placed.filter(
    ({ mutant, fate }) => fate.fate === "survived" && equivalentTo(mutant, equivalents) === undefined,
  );
  const killed = placed.filter(isKilled);
  const clauses = new Set(killed.flatMap(({ fate }) => fate.caught.clauses));
  return {
    total: tally(placed, equivalents),
    byFunction: names.map((name) => [name, tally(ofName(name), equivalents)]),
    lateKills: killed.filter(({ fate }) => fate.caught.trial !== "scenarios"),
    survivors: survivors.map(({ mutant }) => mutant),
    refuted: refutedAmong(placed, equivalents, all),
    caughtOn: CLAUSE_IDS.filter((clause) => clauses.has(clause)),
  };
}

/** How many mutants could be caught, and how many of them what `certify` plays did catch. */
export function killsOf({ killedBy, survived }: Tally): { readonly killed: number; readonly killable: number } {
  const { scenarios, corpus, properties, fuzz } = killedBy;
  const killed = scenarios + corpus + properties;
  return { killed, killable: killed + fuzz + survived };
}
