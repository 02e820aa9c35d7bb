// Sees whether a trace tells what every trace of its program must tell, whoever is played: the steps, and the states.
// Knows the rules of ADAPTERS.md; knows nothing of how asyncore behaves.

import type { Action, Program } from "../../spec/program.ts";
import type { Observation, Trace } from "../../spec/trace.ts";
import { describeAction } from "../report/program-text.ts";

/** What a trace lacks, and which remedy is for it. */
export interface Lack {
  readonly lacks: string;
  readonly remedy: "steps" | "states" | "events";
}

function named(step: number, action: Action | undefined): string {
  return `step ${step + 1}${action === undefined ? "" : ` (${describeAction(action)})`}`;
}

function isStep(observation: Observation): observation is Extract<Observation, { kind: "action" }> {
  return observation.kind === "action" && observation.depth === 0;
}

function lackingStep(program: Program, trace: Trace): string | null {
  const steps = trace.filter(isStep);
  const wrong = steps.findIndex(({ op }, index) => op !== program.steps[index]?.op);
  if (wrong !== -1) return `where ${named(wrong, program.steps[wrong])} belongs, its trace has ${steps[wrong]?.op}`;
  if (steps.length === program.steps.length || trace.at(-1)?.kind === "exhausted") return null;
  return `its trace ends before ${named(steps.length, program.steps[steps.length])}`;
}

function lackingState(program: Program, trace: Trace): string | null {
  const starts = trace.flatMap((observation, index) => (isStep(observation) ? [index] : []));
  for (const [step, start] of starts.entries()) {
    const action = program.steps[step];
    const observation = trace[start];
    if (action?.op !== "new" || observation === undefined || "raised" in observation) continue;
    const during = trace.slice(start, starts[step + 1]);
    const seen = during.some((each) => each.kind === "state" && each.of === action.channel);
    if (!seen) return `its trace has no state of ${action.channel} after ${named(step, action)}`;
  }
  return null;
}

/** What `trace` lacks that every trace of `program` has, or null. */
export function lackOf(program: Program, trace: Trace): Lack | null {
  const step = lackingStep(program, trace);
  if (step !== null) return { lacks: step, remedy: "steps" };
  const state = lackingState(program, trace);
  return state === null ? null : { lacks: state, remedy: "states" };
}

/** What is lacking when a channel was connected and served, and none of its events is in the trace. */
export function lackOfEvents(trace: Trace): Lack | null {
  if (trace.some(({ kind }) => kind === "event")) return null;
  return { lacks: "its trace has no event of any channel, not even readable or writable", remedy: "events" };
}
