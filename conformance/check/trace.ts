// Finds what a schema cannot say about a trace: depths that fit in nothing, observations that stand where they cannot.

import type { Observation, Trace } from "../../spec/trace.ts";

function isCall({ kind }: Observation): boolean {
  return kind === "action" || kind === "event" || kind === "call";
}

function deepest(before: Observation | undefined): number {
  if (before === undefined) return 0;
  return isCall(before) ? before.depth + 1 : before.depth;
}

function observationError(observation: Observation, before: Observation | undefined): string | null {
  const { depth } = observation;
  if (!Number.isInteger(depth) || depth < 0) return `has depth ${depth}, which is no number of calls`;
  if (before?.kind === "exhausted") return "comes after the play was exhausted";
  if (depth > deepest(before)) return `has depth ${depth}, and only ${deepest(before)} calls are going on`;
  if (observation.kind === "state" && depth !== 0)
    return `is a state at depth ${depth}: states are recorded between steps`;
  return null;
}

/** What is wrong with `trace` beyond its shape, as a clause of a sentence, or null. */
export function traceError(trace: Trace): string | null {
  for (const [index, observation] of trace.entries()) {
    const wrong = observationError(observation, trace[index - 1]);
    if (wrong !== null) return `observation ${index + 1} ${wrong}`;
  }
  return null;
}
