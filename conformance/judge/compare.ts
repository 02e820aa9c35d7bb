// Finds where two normalised traces part. The only comparer there is: the judge, the recorder and the doctor all ask it.

import type { Profile } from "../../spec/clause.ts";
import type { Observation, Trace } from "../../spec/trace.ts";
import type { Divergence, Moment } from "../../spec/verdict.ts";
import { canonicalJson } from "../certificate/digest.ts";
import { same } from "./same.ts";

/** A moment, and the number of the program's step it happened in (0 for the first). */
export interface StepMoment {
  readonly step: number;
  readonly moment: Moment;
}

/** One list of moments that is compared as a whole: everything, or what concerns one channel. */
export interface Lane {
  /** The channel; null for what the program itself did, or for everything at once. */
  readonly channel: string | null;
  readonly moments: readonly StepMoment[];
}

type Call = Extract<Observation, { kind: "action" | "event" | "call" }>;

function isCall(observation: Observation): observation is Call {
  return observation.kind === "action" || observation.kind === "event" || observation.kind === "call";
}

/** What a call is called when it is spoken of: `client.handle_read`, `wire.recv` (whatever `wire` is), `loop`. */
export function nameOfCall(observation: Call): string {
  const word =
    observation.kind === "action"
      ? observation.op
      : observation.kind === "event"
        ? observation.event
        : observation.call;
  return observation.of === undefined ? word : `${observation.of}.${word.replace(/^(peer|socket|file|wrapper)\./, "")}`;
}

function begins(observation: Observation): Moment {
  if (!isCall(observation)) return { moment: "begins", observation };
  const { returned: _returned, raised: _raised, ...beginning } = observation;
  if ("waitedAtLeastTimeout" in beginning) delete beginning.waitedAtLeastTimeout;
  return { moment: "begins", observation: beginning as Observation };
}

function ends(observation: Call): Moment {
  return {
    moment: "ends",
    depth: observation.depth,
    what: nameOfCall(observation),
    ...(observation.returned === undefined ? {} : { returned: observation.returned }),
    ...(observation.raised === undefined ? {} : { raised: observation.raised }),
    ...("waitedAtLeastTimeout" in observation && observation.waitedAtLeastTimeout !== undefined
      ? { waitedAtLeastTimeout: observation.waitedAtLeastTimeout }
      : {}),
  };
}

interface OpenCall {
  readonly observation: Call;
  readonly lane: string | null;
}

/** Turns a trace into moments in order of execution; `place` receives each with the channel whose affair it is. */
function walk(trace: Trace, place: (lane: string | null, moment: StepMoment) => void): void {
  const open: OpenCall[] = [];
  let step = -1;
  const closeDownTo = (depth: number) => {
    while (open.length > 0 && (open.at(-1)?.observation.depth ?? 0) >= depth) {
      const call = open.pop();
      if (call !== undefined) place(call.lane, { step, moment: ends(call.observation) });
    }
  };
  for (const observation of trace) {
    closeDownTo(observation.depth);
    if (observation.kind === "action" && observation.depth === 0) step += 1;
    const lane = laneOf(observation, open.at(-1)?.lane ?? null);
    place(lane, { step, moment: begins(observation) });
    if (isCall(observation)) open.push({ observation, lane });
  }
  closeDownTo(Number.NEGATIVE_INFINITY);
}

function laneOf(observation: Observation, enclosing: string | null): string | null {
  return observation.kind === "event" || observation.kind === "state" ? observation.of : enclosing;
}

/** The trace as one list, in order of execution. */
export function moments(trace: Trace): readonly StepMoment[] {
  const all: StepMoment[] = [];
  walk(trace, (_lane, moment) => all.push(moment));
  return all;
}

/** How deep a call is nested in others is no affair of the channel itself. */
function withoutDepth({ step, moment }: StepMoment): StepMoment {
  if (moment.moment === "ends") return { step, moment: { ...moment, depth: 0 } };
  return { step, moment: { ...moment, observation: { ...moment.observation, depth: 0 } } };
}

/**
 * The lists in which a trace is compared. In the exact profile that is one list. In the documented profile it is one for
 * each channel and one for the program: in which order several channels are served within a step is left open there.
 */
export function lanes(trace: Trace, profile: Profile): readonly Lane[] {
  if (profile === "exact") return [{ channel: null, moments: moments(trace) }];
  const byChannel = new Map<string | null, StepMoment[]>([[null, []]]);
  walk(trace, (lane, moment) => {
    const list = byChannel.get(lane) ?? [];
    list.push(withoutDepth(moment));
    byChannel.set(lane, list);
  });
  return [...byChannel].map(([channel, list]) => ({ channel, moments: list }));
}

function firstDifference(expected: Lane, observed: Lane): Divergence | null {
  const length = Math.max(expected.moments.length, observed.moments.length);
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [expected.moments[at], observed.moments[at]];
    if (left !== undefined && right !== undefined && canonicalJson(left) === canonicalJson(right)) continue;
    const channel = expected.channel ?? observed.channel;
    return {
      at,
      expected: left?.moment ?? null,
      observed: right?.moment ?? null,
      ...(channel === null ? {} : { channel }),
    };
  }
  return null;
}

/** Where `observed` first differs from `expected`, or null. Both must be normalised for `profile`. */
export function compare(expected: Trace, observed: Trace, profile: Profile): Divergence | null {
  if (same(expected, observed)) return null; // As nearly all are: equal traces have equal moments.
  const [left, right] = [lanes(expected, profile), lanes(observed, profile)];
  const names = new Set([...left, ...right].map((lane) => lane.channel));
  const found = [...names].flatMap((channel) => {
    const none: Lane = { channel, moments: [] };
    const pair = [left, right].map((side) => side.find((lane) => lane.channel === channel) ?? none);
    const divergence = firstDifference(pair[0] ?? none, pair[1] ?? none);
    if (divergence === null) return [];
    const step = Math.min(...pair.map((lane) => lane.moments[divergence.at]?.step ?? Number.POSITIVE_INFINITY));
    return [{ divergence, step }];
  });
  return found.sort((a, b) => a.step - b.step)[0]?.divergence ?? null;
}
