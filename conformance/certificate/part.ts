// Parts a plan among machines. Every scenario and property is in one part, the same on every machine.
// Knows plans; knows nothing of who plays them.

import type { Shard } from "../../spec/report.ts";
import { SuiteError } from "../suite-error.ts";
import type { RunPlan } from "./certify.ts";

/**
 * A part of `plan`: every so-many-th scenario, and in the last part all properties, because several of them look at the same
 * plays. The only part there is is the plan itself. Throws SuiteError when there are more parts than scenarios.
 */
export function partOf(plan: RunPlan, shard: Shard): RunPlan {
  const { turn, of } = shard;
  if (of === 1) return plan;
  if (of > plan.scenarios.length)
    throw new SuiteError(
      "usage",
      `There are ${plan.scenarios.length} scenarios to be played, and --shard asks for ${of} parts of them.`,
      "Ask for fewer parts.",
    );
  const scenarios = plan.scenarios.filter((_, index) => index % of === turn - 1);
  const { properties, ...rest } = plan;
  const hasProperties = turn === of && properties !== undefined;
  const held =
    properties === undefined ? {} : { properties: hasProperties ? properties : { ...properties, properties: [] } };
  return { ...rest, scenarios, ...held, shard };
}
