// One probe: hands its script to an adapter and takes what it printed for a trace, a line an observation.
// Knows how a probe can end; judges nothing.

import type { ProbeParams, ProbeResult } from "../../spec/adapter.ts";
import type { Trace } from "../../spec/trace.ts";
import type { Adapter, PlayOutcome } from "../adapters/adapter.ts";
import { outcomeOf } from "../adapters/wire.ts";
import { lengthError } from "../check/trace.ts";

/** How long an adapter may take to tell what a script did, after the time the script itself has: milliseconds. */
const TELLING_MS = 5000;

/** What a script printed, line by line, and how it ended if it failed, as a trace: all of it was written. */
export function traceOfLines(lines: readonly string[], failure?: string): Trace {
  const printed = lines.map((text) => ({ kind: "written", depth: 0, stream: "stdout", text }) as const);
  return failure === undefined ? printed : [...printed, { kind: "written", depth: 0, stream: "stderr", text: failure }];
}

/** The lines of such a trace. */
export function linesOfTrace(trace: Trace): readonly string[] {
  return trace.flatMap((observation) => (observation.kind === "written" ? [observation.text] : []));
}

/** Whether such a trace is that of a script that failed. */
export function scriptFailed(trace: Trace): boolean {
  return trace.some((observation) => observation.kind === "written" && observation.stream === "stderr");
}

/** Runs the script `source` on `adapter`, for at most `limitMs` milliseconds. A script that fails has been played, too. */
export async function probe(adapter: Adapter, source: string, limitMs: number): Promise<PlayOutcome> {
  const params: ProbeParams = { source, limitMs };
  const answer = await adapter.ask("probe", params, limitMs + TELLING_MS);
  const outcome = outcomeOf(answer, "probe-result", (result) => {
    const { lines, failure } = result as ProbeResult;
    return traceOfLines(lines, failure);
  });
  const long = outcome.outcome === "played" ? lengthError(outcome.trace) : null;
  return long === null ? outcome : { outcome: "garbled", reason: `what it printed cannot be kept: ${long}` };
}
