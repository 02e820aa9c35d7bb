// How many clauses count in a report, and how many of them were kept: the figure on the page and on the badge.

import type { Report } from "../../spec/report.ts";

/**
 * The clauses that are applicable to target, profile and capabilities and that something can show, and those of them that
 * were kept. One that no scenario of the run shows counts, and is not kept.
 */
export function clauseScore({ clauses, coverage }: Report): { readonly kept: number; readonly of: number } {
  const excluded = new Set<string>(coverage.exclusions.map(({ clause }) => clause));
  const counting = clauses.filter(({ clause, outcome }) => outcome !== "not-applicable" && !excluded.has(clause));
  return { kept: counting.filter(({ outcome }) => outcome === "kept").length, of: counting.length };
}
