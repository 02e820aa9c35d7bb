// What comes out when one version of the original is judged against the version next to it, from recordings alone.
// Knows recordings and the table of VERSIONS.md; whether living interpreters agree is tried by .ci/neighbours.ts.

import { type Profile, TARGETS, type Target } from "../../spec/clause.ts";
import { isGraded } from "../certificate/certify.ts";
import { compare } from "../judge/compare.ts";
import { normalise } from "../judge/normalise.ts";
import type { LoadedCase } from "../load/load.ts";
import { recordedTraces } from "../oracle.ts";

/** Two versions, mostly next to each other: the one that is judged, and the target it is judged against. */
export interface Neighbours {
  readonly judged: Target;
  readonly target: Target;
}

/** Every pair of neighbours, both ways, oldest first. */
export const NEIGHBOURS: readonly Neighbours[] = TARGETS.slice(1).flatMap((newer, index) => {
  const older = TARGETS[index] ?? newer;
  return [
    { judged: older, target: newer },
    { judged: newer, target: older },
  ];
});

/**
 * Whether `judged` was recorded to do something else than `target`, as far as `profile` compares. Whoever a case is not for
 * cannot do what it shows.
 */
function differs(loaded: LoadedCase, { judged, target }: Neighbours, profile: Profile): boolean {
  const recorded = (version: Target) => {
    const trace = recordedTraces(loaded).find(({ versions }) => versions.includes(version))?.trace;
    if (trace === undefined || "probe" in loaded) return trace;
    return normalise(trace, { program: loaded.scenario.program, profile });
  };
  const [expected, observed] = [recorded(target), recorded(judged)];
  if (expected === undefined) return false;
  return observed === undefined || compare(expected, observed, profile) !== null;
}

/**
 * The scenarios and probes that `judged` fails against `target`, and so does whoever behaves like it: those that are graded and
 * were recorded to go another way.
 */
export function expectedFailures(
  cases: readonly LoadedCase[],
  pair: Neighbours,
  profile: Profile = "exact",
): readonly string[] {
  return cases
    .filter((loaded) => isGraded(loaded, pair.target, profile) && differs(loaded, pair, profile))
    .map(({ id }) => id);
}

/** A row of the first table of VERSIONS.md: the clauses that tell why, and the letter of each version that has one. */
export interface VersionsRow {
  readonly scenario: string;
  readonly clauses: readonly string[];
  readonly letters: ReadonlyMap<Target, string>;
}

const ROW = /^\| (?<clauses>.*) \| \[(?<scenario>[a-z0-9/-]+)\]\(#[^)]*\) \| (?<letters>.*) \|$/;

/** The rows of the table of behaviour in `page`, the text of VERSIONS.md. */
export function versionsRows(page: string): readonly VersionsRow[] {
  return page.split("\n").flatMap((line) => {
    const { clauses, scenario, letters } = line.match(ROW)?.groups ?? {};
    if (clauses === undefined || scenario === undefined || letters === undefined) return [];
    const cells = letters.split("|").map((cell) => cell.trim());
    const byTarget = TARGETS.map((target, index) => [target, cells[index] ?? ""] as const);
    return [
      {
        scenario,
        clauses: [...clauses.matchAll(/\[([A-Z]+-\d+)\]/g)].map(([, id = ""]) => id),
        letters: new Map(byTarget.filter(([, letter]) => letter !== "")),
      },
    ];
  });
}

/** The scenarios whose rows say that the two versions differ, in the order of the page. */
export function rowsBetween(rows: readonly VersionsRow[], { judged, target }: Neighbours): readonly string[] {
  return rows.filter(({ letters }) => letters.get(judged) !== letters.get(target)).map(({ scenario }) => scenario);
}
