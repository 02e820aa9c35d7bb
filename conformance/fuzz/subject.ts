// What a divergence is about: the call, event or state that one side lacks, and where it stands.
// Knows moments, and what surrounds them in the trace of the original; knows no clauses.

import type { Name, Plain } from "../../spec/program.ts";
import type { Observation, Trace, Value } from "../../spec/trace.ts";
import type { Divergence, Moment } from "../../spec/verdict.ts";
import { moments } from "../judge/compare.ts";

type State = Extract<Observation, { kind: "state" }>;
type Called = Extract<Observation, { kind: "action" | "event" | "call" }>;

/** A word of the language of programs, what kind of thing it names, and of whom it is said. */
export interface Said {
  readonly word: string;
  readonly kind: Observation["kind"] | "end";
  readonly of: Name | null;
}

/** What a divergence is about. */
export interface Subject {
  /** What differs: of two sides the one that tells more, or both. */
  readonly said: readonly Said[];
  /** Further words: members of a state that differ, arguments, errors. */
  readonly details: readonly string[];
  /** What it happened in, innermost first. */
  readonly within: readonly Said[];
}

function saidOfCall(observation: Called): Said {
  const { kind, of = null } = observation;
  const word = kind === "action" ? observation.op : kind === "event" ? observation.event : observation.call;
  return { word, kind, of };
}

function isCalled(observation: Observation): observation is Called {
  return observation.kind === "action" || observation.kind === "event" || observation.kind === "call";
}

function saidOf(moment: Moment): Said | null {
  if (moment.moment === "ends") {
    const [of, word] = moment.what.split(/\.(.*)/s);
    return word === undefined ? { word: moment.what, kind: "end", of: null } : { word, kind: "end", of: of ?? null };
  }
  const { observation } = moment;
  if (isCalled(observation)) return saidOfCall(observation);
  if (observation.kind === "written") return { word: "log_info", kind: "written", of: null };
  return observation.kind === "state" ? { word: "state", kind: "state", of: observation.of } : null;
}

function depthOf(moment: Moment): number {
  return moment.moment === "ends" ? moment.depth + 0.5 : moment.observation.depth + 1;
}

function stateIn(moment: Moment | null): State | null {
  return moment?.moment === "begins" && moment.observation.kind === "state" ? moment.observation : null;
}

/** The actions that make passes. */
export const PASSES: ReadonlySet<string> = new Set(["loop", "poll", "poll2", "poll3", "settle"]);

/** What comes next in any case tells the least: the wait that follows the questions, and the questions of the next pass. */
const TELLS_LITTLE = ["select", "poll", "sleep", "readable", "writable"];

function weightOf(moment: Moment): number {
  const { word = "", kind } = saidOf(moment) ?? {};
  const place = kind === "call" || kind === "event" ? TELLS_LITTLE.indexOf(word) : -1;
  return place === -1 ? 2 : place < 3 ? 0 : 1;
}

/**
 * Of two moments the one that tells: a state that is not told of, a loop that is over where the other makes one more pass,
 * what happens deeper inside, what does not come next in any case. Both where neither tells more than the other.
 */
function telling([expected, observed]: readonly [Moment | null, Moment | null]): readonly Moment[] {
  const both = [expected, observed].filter((moment) => moment !== null);
  const [one, other] = both;
  if (one === undefined || other === undefined) return both;
  const isState = both.filter((moment) => stateIn(moment) !== null);
  if (isState.length === 1) return isState;
  const over = both.find((moment) => moment.moment === "ends" && PASSES.has(moment.what));
  if (over !== undefined && both.some((moment) => moment !== over && weightOf(moment) < 2)) return [over];
  const deepest = Math.max(depthOf(one), depthOf(other));
  const deep = both.filter((moment) => depthOf(moment) === deepest);
  const most = Math.max(...deep.map(weightOf));
  return deep.filter((moment) => weightOf(moment) === most);
}

const MEMBERS = ["connected", "accepting", "connecting", "closing", "maps", "addr", "socket"] as const;

/** What members of a state are called where people speak of them. */
const WORDS_OF_MEMBER: Readonly<Partial<Record<(typeof MEMBERS)[number], readonly string[]>>> = {
  maps: ["map", "registered", "unregistered"],
};

function differing(one: State, other: State | null): readonly string[] {
  const differs = MEMBERS.filter((member) => JSON.stringify(one[member]) !== JSON.stringify(other?.[member]));
  return differs.flatMap((member) => WORDS_OF_MEMBER[member] ?? [member]);
}

/** What the lists of a wait are for. */
const WATCHED = ["reading", "writing", "exceptional", "timeout"] as const;

function detailsOfCalls(one: Called, other: Called): readonly string[] {
  if (saidOfCall(one).word !== saidOfCall(other).word || !("args" in one) || !("args" in other)) return [];
  const [left, right] = [one, other].map(({ args = [] }: { args?: readonly (Value | Plain)[] }) => args);
  const places = saidOfCall(one).word === "select" ? WATCHED : [null, "timeout"];
  return places.flatMap((word, at) =>
    word === null || JSON.stringify(left?.[at]) === JSON.stringify(right?.[at]) ? [] : [word],
  );
}

/** Everything that surrounds a moment of the original's trace. */
interface Surroundings {
  /** What was being done, innermost first. */
  readonly within: readonly Said[];
  /** The step it is in or follows. */
  readonly step: Said | null;
  /** How `channel` was last seen. */
  state(channel: Name): State | null;
}

function surroundingsOf(trace: Trace, at: number): Surroundings {
  const before = moments(trace)
    .slice(0, at)
    .map(({ moment }) => moment);
  const open: Called[] = [];
  let step: Said | null = null;
  for (const moment of before) {
    if (moment.moment === "ends") open.pop();
    else if (isCalled(moment.observation)) {
      open.push(moment.observation);
      if (moment.observation.depth === 0) step = saidOfCall(moment.observation);
    }
  }
  return {
    within: open.map(saidOfCall).reverse(),
    step,
    state: (channel) => before.map(stateIn).findLast((state) => state?.of === channel) ?? null,
  };
}

const NOBODY: Surroundings = { within: [], step: null, state: () => null };

function detailsOf(divergence: Divergence, told: readonly Moment[], around: Surroundings): readonly string[] {
  const { expected, observed } = divergence;
  const [one, other] = [stateIn(expected), stateIn(observed)];
  if (one !== null || other !== null) {
    const state = (one ?? other) as State;
    const against = one !== null && other?.of === one.of ? other : around.state(state.of);
    return differing(state, against);
  }
  const errnos = told.flatMap((moment) => (moment.moment === "ends" ? (moment.raised?.errno ?? []) : []));
  const [left, right] = [expected, observed].map((moment) =>
    moment?.moment === "begins" && isCalled(moment.observation) ? moment.observation : null,
  );
  return [...errnos, ...(left && right ? detailsOfCalls(left, right) : [])];
}

/** A state and a super say nothing by themselves: what they belong to does. */
function named(said: Said, { within, step }: Surroundings): readonly Said[] {
  if (said.word === "state") return step === null || step.word === "loop" ? [] : [step];
  return said.word === "super" ? within.slice(1, 2) : [said];
}

/** What `divergence` is about. Traces that were compared channel by channel have no surroundings; nor has one without `expected`. */
export function subjectOf(divergence: Divergence, expected: Trace | null): Subject {
  const { at, channel } = divergence;
  const around = expected === null || channel !== undefined ? NOBODY : surroundingsOf(expected, at);
  const told = telling([divergence.expected, divergence.observed]);
  const said = told.flatMap((moment) => saidOf(moment) ?? []).flatMap((one) => named(one, around));
  return { said, details: detailsOf(divergence, told, around), within: around.within };
}
