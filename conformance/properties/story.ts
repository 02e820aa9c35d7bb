// A trace with what belongs together: what happened inside what, which action of the program each observation is of, and the
// single passes. Knows how players record; knows nothing of what is right.

import type { Action, Name, Op, Program } from "../../spec/program.ts";
import type { ActionObservation, CallObservation, EventObservation, Observation, Trace } from "../../spec/trace.ts";
import { follow } from "../play/follow.ts";

/** One observation in its place. */
export interface Seen<Kind extends Observation = Observation> {
  readonly observation: Kind;
  /** Its number in the trace. */
  readonly at: number;
  readonly parent: Seen | null;
  /** What happened directly inside it, in order. */
  readonly inside: readonly Seen[];
  /** The action of the program, if it is one. */
  readonly action?: Action;
}

/** A whole play. */
export interface Story {
  readonly program: Program;
  readonly trace: Trace;
  /** Every observation, in order. */
  readonly all: readonly Seen[];
  /** The budget or the script was spent: whatever was open then has no ending. */
  readonly exhausted: boolean;
}

const PASSES = new Set<Op>(["loop", "poll", "poll2", "poll3", "settle"]);

/** Tells the story of `trace`, which `program` left. */
export function tell(program: Program, trace: Trace): Story {
  const actions = follow(program, trace);
  const open: (Seen & { inside: Seen[] })[] = [];
  const all = trace.map((observation, at) => {
    while (open.length > 0 && (open.at(-1)?.observation.depth ?? 0) >= observation.depth) open.pop();
    const parent = open.at(-1) ?? null;
    const action = actions[at];
    const seen = { observation, at, parent, inside: [], ...(action === undefined ? {} : { action }) };
    parent?.inside.push(seen);
    open.push(seen);
    return seen;
  });
  return { program, trace, all, exhausted: trace.at(-1)?.kind === "exhausted" };
}

/** Whether it is an event, of that name if one is given. */
export function isEvent(seen: Seen | null | undefined, ...names: readonly string[]): seen is Seen<EventObservation> {
  return seen?.observation.kind === "event" && (names.length === 0 || names.includes(seen.observation.event));
}

/** Whether it is an action, of that name if one is given. */
export function isAction(seen: Seen | null | undefined, ...names: readonly Op[]): seen is Seen<ActionObservation> {
  return seen?.observation.kind === "action" && (names.length === 0 || names.includes(seen.observation.op));
}

/** Whether it is a system call, of that name if one is given. */
export function isCall(seen: Seen | null | undefined, ...names: readonly string[]): seen is Seen<CallObservation> {
  return seen?.observation.kind === "call" && (names.length === 0 || names.includes(seen.observation.call));
}

/** Whether it is an action that makes passes. */
export function isPass(seen: Seen | null | undefined): seen is Seen<ActionObservation> {
  return isAction(seen) && PASSES.has(seen.observation.op);
}

/** Whether the passes of an action are made over poll. */
export function isOverPoll({ program }: Story, { action }: Seen): boolean {
  if (action?.op === "poll2" || action?.op === "poll3") return true;
  const asked = action !== undefined && "use_poll" in action && Boolean(action.use_poll);
  return asked && program.script?.poll !== false;
}

/** How it ended, if it raised. */
export function raisedBy({ observation }: Seen) {
  return "raised" in observation ? observation.raised : undefined;
}

/** What it returned, if it did. */
export function returnedBy({ observation }: Seen) {
  return "returned" in observation ? observation.returned : undefined;
}

/** Whether it had not ended when the play was exhausted. */
export function isUnfinished({ exhausted, trace }: Story, { observation: { depth }, at }: Seen): boolean {
  return exhausted && trace.slice(at + 1).every((later) => later.depth > depth);
}

/** Everything that happened inside `seen`, however deep. */
export function within({ all }: Story, seen: Seen): readonly Seen[] {
  const { depth } = seen.observation;
  const end = all.findIndex(({ observation }, at) => at > seen.at && observation.depth <= depth);
  return all.slice(seen.at + 1, end === -1 ? undefined : end);
}

/** Whether the program overrides `event` of a channel: what happens then is its own affair. */
export function overrides({ program }: Story, channel: Name | undefined, ...events: readonly string[]): boolean {
  const on = program.channels[channel ?? ""]?.on ?? {};
  return events.some((event) => Object.hasOwn(on, event));
}

/** What an observation is called in a sentence, with its number. */
export function called({ observation, at }: Seen): string {
  const number = `observation ${at + 1}`;
  switch (observation.kind) {
    case "event":
      return `${observation.of}.${observation.event} (${number})`;
    case "action":
      return `${observation.of === undefined ? "" : `${observation.of}.`}${observation.op} (${number})`;
    case "call":
      return `${observation.of === undefined ? "" : `${observation.of}.`}${observation.call} (${number})`;
    default:
      return `${observation.kind} (${number})`;
  }
}
