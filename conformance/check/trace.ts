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

/** The longest trace that is believed, in characters of JSON: some ten times what the longest scenario leaves. */
const LONGEST = 256 * 1024;

/** Why `trace` is too long to be kept, compared and explained, as a clause of a sentence, or null. */
export function lengthError(trace: Trace): string | null {
  const { length } = JSON.stringify(trace);
  if (length <= LONGEST) return null;
  return `it is ${Math.ceil(length / 1024)} KB long, and ${LONGEST / 1024} KB are the most that is looked at`;
}

/** What is wrong with `trace` beyond its shape, as a clause of a sentence, or null. */
export function traceError(trace: Trace): string | null {
  const long = lengthError(trace);
  if (long !== null) return long;
  for (const [index, observation] of trace.entries()) {
    const wrong = observationError(observation, trace[index - 1]);
    if (wrong !== null) return `observation ${index + 1} ${wrong}`;
  }
  return null;
}
