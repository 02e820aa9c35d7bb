// Says of every clause whether anything shows it, whether that was proven, and why not if it cannot be. Data in, data out.

import { AREAS, type Area, type Clause } from "../../spec/clause.ts";
import { areaOf, CLAUSE_IDS, type ClauseId, clauseOf } from "../../spec/clauses/index.ts";
import type { Coverage, Figures } from "../../spec/report.ts";
import type { Proofs } from "./prove.ts";

/** Why a clause cannot be shown, by clause. Whatever is here must not be shown by anything; a test holds that. */
export type Exclusions = Readonly<Partial<Record<ClauseId, string>>>;

/** The clauses that nothing shows, each with the reason. */
export const EXCLUSIONS: Exclusions = {};

/** Something that shows clauses: a scenario, by its id. */
export interface Showing {
  readonly id: string;
  readonly clauses: readonly ClauseId[];
}

/** What is known of one clause. */
export interface ClauseCoverage {
  readonly id: ClauseId;
  readonly area: Area;
  readonly level: Clause["level"];
  readonly profile: Clause["profile"];
  /** Whether anything shows it; `scenarios` are their ids. */
  readonly exercised: boolean;
  /** Whether breaking it on purpose was noticed; `provenBy` are the names of what was broken. */
  readonly proven: boolean;
  /** Why nothing can show it, else null. */
  readonly excluded: string | null;
  readonly text: string;
  readonly scenarios: readonly string[];
  readonly provenBy: readonly string[];
}

/** Every clause, in the order of the specification, with what shows and what proves it. */
export function cover(
  showings: readonly Showing[],
  proofs: Proofs,
  exclusions: Exclusions = EXCLUSIONS,
): readonly ClauseCoverage[] {
  return CLAUSE_IDS.map((id) => {
    const { level, profile, text } = clauseOf(id);
    const scenarios = showings.filter(({ clauses }) => clauses.includes(id)).map((showing) => showing.id);
    const provenBy = proofs[id] ?? [];
    return {
      id,
      area: areaOf(id),
      level,
      profile,
      exercised: scenarios.length > 0,
      proven: scenarios.length > 0 && provenBy.length > 0,
      excluded: exclusions[id] ?? null,
      text,
      scenarios,
      provenBy,
    };
  });
}

/** The figures of these clauses together. */
export function figuresOf(clauses: readonly ClauseCoverage[]): Figures {
  return {
    declared: clauses.length,
    exercised: clauses.filter(({ exercised }) => exercised).length,
    proven: clauses.filter(({ proven }) => proven).length,
    excluded: clauses.filter(({ excluded }) => excluded !== null).length,
  };
}

/** The figures of every area that has clauses among these, in the order of the specification. */
export function figuresByArea(clauses: readonly ClauseCoverage[]): readonly (readonly [Area, Figures])[] {
  return (Object.keys(AREAS) as Area[])
    .map((area) => [area, clauses.filter((clause) => clause.area === area)] as const)
    .filter(([, own]) => own.length > 0)
    .map(([area, own]) => [area, figuresOf(own)] as const);
}

/** What a report says of these clauses. */
export function coverageOf(clauses: readonly ClauseCoverage[]): Coverage {
  return {
    all: figuresOf(clauses),
    areas: figuresByArea(clauses).map(([area, figures]) => ({ area, figures })),
    exclusions: clauses.flatMap(({ id, excluded }) => (excluded === null ? [] : [{ clause: id, reason: excluded }])),
  };
}
