// Puts failures in the order in which somebody with one bug wants to read them. Knows clauses and what failed;
// knows nothing of how a failure is explained.

import { AREAS } from "../../spec/clause.ts";
import { areaOf, CLAUSE_IDS, type ClauseId } from "../../spec/clauses/index.ts";
import type { CaseResult } from "../../spec/report.ts";
import { failed } from "./judge.ts";

/** A clause that nothing held: every scenario failed that was played of it. */
export interface Fallen {
  readonly clause: ClauseId;
  /** How many scenarios that were; two at least, because one alone may have failed for something else. */
  readonly scenarios: number;
}

const FEWEST = 2;

/** The areas from the ground up: what comes later rests on what comes before. */
const GROUND_UP: readonly string[] = Object.keys(AREAS);

/** Whether a case plays random programs: what it fails on need not be what it is about. */
export function isRandom({ scenario }: CaseResult): boolean {
  return scenario.startsWith("property/") || scenario.startsWith("corpus/");
}

/**
 * The clauses of which every scenario failed, in the order of the specification. Properties are left out of it: each plays
 * many programs, and what it fails on need not be what it is about.
 */
export function fallenIn(cases: readonly CaseResult[]): readonly Fallen[] {
  const played = cases.filter((result) => result.verdict.outcome !== "not-applicable" && !isRandom(result));
  return CLAUSE_IDS.flatMap((clause) => {
    const showing = played.filter(({ clauses }) => clauses.includes(clause));
    const fell = showing.length >= FEWEST && showing.every(({ verdict }) => failed(verdict));
    return fell ? [{ clause, scenarios: showing.length }] : [];
  });
}

/**
 * The failures among `cases`, the one to read first at the beginning: those of clauses of which everything failed,
 * led by those that are about the clause above all, then the others by area from the ground up; within each the smallest
 * first, by `sizeOf`, and properties last.
 */
export function rankFailures(
  cases: readonly CaseResult[],
  sizeOf: (result: CaseResult) => number,
): readonly CaseResult[] {
  const fallen = fallenIn(cases).map(({ clause }) => clause);
  const rankOf = (result: CaseResult): readonly number[] => {
    const cause = fallen.findIndex((clause) => result.clauses.includes(clause));
    const [first] = result.clauses;
    const area = first === undefined ? GROUND_UP.length : GROUND_UP.indexOf(areaOf(first));
    const last = isRandom(result);
    const beside = first === fallen[cause] ? 0 : 1; // Shows the clause besides another one.
    return [last ? 1 : 0, last || cause === -1 ? fallen.length : cause, beside, area, sizeOf(result)];
  };
  return cases
    .filter(({ verdict }) => failed(verdict))
    .map((result) => ({ result, rank: rankOf(result) }))
    .sort((a, b) => a.rank.map((rank, at) => rank - (b.rank[at] ?? 0)).find((less) => less !== 0) ?? 0)
    .map(({ result }) => result);
}
