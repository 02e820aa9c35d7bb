// Holds properties against somebody for a test: some programs of each kind, one session, all results.
// Knows how that is put together; expects nothing of what comes out.

import { posixHost } from "../../reference/posix/index.ts";
import type { Target } from "../../spec/clause.ts";
import type { CaseResult } from "../../spec/report.ts";
import type { AdapterSource } from "../adapters/adapter.ts";
import { Session } from "../play/session.ts";
import { DEFAULT_SEED, hold, PROPERTIES, type PropertyPlan } from "../properties/index.ts";

/** Every property, on half as many programs as a run has. */
export const SOME: PropertyPlan = { properties: PROPERTIES, seed: DEFAULT_SEED, runs: 25 };

/** What came of each property of the plan. */
export async function heldAgainst(source: AdapterSource, target: Target, plan = SOME) {
  const session = new Session(source, posixHost);
  try {
    const results: CaseResult[] = [];
    for await (const result of hold(
      plan,
      target,
      () => session,
      () => 0,
    ))
      results.push(result);
    return results;
  } finally {
    await session.close();
  }
}

/** The properties that did not pass, and why. */
export function failures(results: readonly CaseResult[]) {
  return results
    .filter(({ verdict }) => verdict.outcome !== "passed")
    .map(({ scenario, verdict }) => [scenario, verdict]);
}
