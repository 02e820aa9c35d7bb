// Finds waits a trace claims that cannot have been: an adapter times its loops by its own clock, the suite its plays by another.
// Knows the program, its trace and how long the play took; knows no clock.

import type { Action, Program } from "../../spec/program.ts";
import type { Trace } from "../../spec/trace.ts";
import { follow } from "../play/follow.ts";

/** How much sooner than its timeout a wait may seem to end: what the rules of playing grant, and clocks that count whole milliseconds. */
const GRANTED_MS = 2;

/** How long a timed call of the loop has to last: timeout × count, in milliseconds. */
function leastMs(action: Action | undefined): number {
  if (action === undefined || !("timed" in action)) return 0;
  const count = "count" in action ? action.count : null;
  return (action.timeout ?? 0) * (count || 1) * 1000;
}

/** The waits `trace` claims, in milliseconds each. One that is part of another is not counted again. */
function claimedWaits(program: Program, trace: Trace): readonly number[] {
  const actions = follow(program, trace);
  let waitingAt = Number.POSITIVE_INFINITY;
  return trace.flatMap((observation, index) => {
    if (observation.depth > waitingAt) return [];
    waitingAt = Number.POSITIVE_INFINITY;
    if (observation.kind !== "action" || observation.waitedAtLeastTimeout !== true) return [];
    waitingAt = observation.depth;
    return [leastMs(actions[index])];
  });
}

/** What is wrong with the waits of a play of `program` that took `tookMs` milliseconds, as a sentence's second half, or null. */
export function waitsError(program: Program, trace: Trace, tookMs: number): string | null {
  if (program.world === "scripted") return null; // Its time is the script's.
  const waits = claimedWaits(program, trace);
  const claimedMs = waits.reduce((sum, wait) => sum + wait, 0);
  if (tookMs >= claimedMs - GRANTED_MS * waits.length) return null;
  return `its trace claims waits of at least ${Math.round(claimedMs) / 1000} s, but the play took ${Math.round(tookMs)} ms`;
}
