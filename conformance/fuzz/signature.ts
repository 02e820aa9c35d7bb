// What a divergence looks like, in so few words that equal causes have equal ones. Knows moments; knows nothing of causes.

import type { Program } from "../../spec/program.ts";
import type { Observation } from "../../spec/trace.ts";
import type { Divergence, Moment } from "../../spec/verdict.ts";
import { moments, type StepMoment } from "../judge/compare.ts";
import type { Disagreement } from "./duel.ts";
import { PASSES } from "./subject.ts";

type State = Extract<Observation, { kind: "state" }>;

const STATE_MEMBERS = ["connected", "accepting", "connecting", "closing", "maps", "addr", "socket"] as const;

/** What stands behind a name, which a program chooses as it likes. Channels are alike as far as the loop is concerned. */
function roleOf(program: Program, name: string): string {
  if (name in program.channels) return "a channel";
  if (name in (program.objects ?? {})) return "an object";
  return name in (program.producers ?? {}) ? "a producer" : "another";
}

/** Text without what varies from one program to the next: names, numbers, quoted words. */
function plain(text: string): string {
  return text
    .replace(/["'<([].*/s, "")
    .replace(/\d+/g, "N")
    .trim();
}

function beginning(program: Program, observation: Observation): string {
  switch (observation.kind) {
    case "written":
      return `prints ${plain(observation.text)}`;
    case "exhausted":
      return `exhausted by ${observation.by}`;
    case "state":
      return `state of ${roleOf(program, observation.of)}`;
    case "action":
      return `action ${observation.op}`;
    case "event":
      return `event ${observation.event} of ${roleOf(program, observation.of)}`;
    case "call":
      return `call ${observation.call}`;
  }
}

function side(program: Program, moment: Moment | null): string {
  if (moment === null) return "nothing more";
  if (moment.moment === "begins") return beginning(program, moment.observation);
  const [of, word = of] = moment.what.split(/\.(.*)/s);
  const role = word === of ? "" : ` of ${roleOf(program, of ?? "")}`;
  return `${word}${role} ${moment.raised === undefined ? "returns" : `raises ${moment.raised.kind}`}`;
}

function stateIn(moment: Moment | null): State | null {
  return moment?.moment === "begins" && moment.observation.kind === "state" ? moment.observation : null;
}

/** In which members two states of one channel differ. */
function differingMembers(one: State, other: State): string {
  const differing = STATE_MEMBERS.filter((member) => JSON.stringify(one[member]) !== JSON.stringify(other[member]));
  return differing.join(", ");
}

/** How far ahead a moment is looked for that comes too late on one side. */
const AHEAD = 80;

/** Whether it is the pass itself that the moment at `at` happens in; what else calls lie in between depends on the program. */
function placeOf(moments: readonly StepMoment[], at: number): string {
  const here = moments[at]?.moment;
  const depth = here === undefined ? 0 : here.moment === "ends" ? here.depth : here.observation.depth;
  const outer = moments
    .slice(0, at)
    .findLast(({ moment }) => moment.moment === "begins" && moment.observation.depth === depth - 1)?.moment;
  const within = outer?.moment === "begins" ? outer.observation : null;
  return depth > 0 && within?.kind === "action" && PASSES.has(within.op) ? " in a pass" : "";
}

/** Whether what `moment` is comes later in `moments`, too: then the one side has more, and not something else. */
function comesLater(program: Program, moment: Moment | null, moments: readonly StepMoment[], at: number): boolean {
  const wanted = side(program, moment);
  return moments.slice(at + 1, at + 1 + AHEAD).some((later) => side(program, later.moment) === wanted);
}

/** How two traces part that are compared as a whole: the one lacks something, or has something too much, or something else. */
function parting({ program, expected, observed = [] }: Disagreement, { at, ...sides }: Divergence): string {
  const [left, right] = [side(program, sides.expected), side(program, sides.observed)];
  const [wanted, got] = [moments(expected), moments(observed)];
  const place = placeOf(wanted, at);
  if (left === right) return `${left}, otherwise${place}`;
  if (comesLater(program, sides.observed, wanted, at)) return `missing ${left}${place}`;
  if (comesLater(program, sides.expected, got, at)) return `additional ${right}${placeOf(got, at)}`;
  return `${right} for ${left}${place}`;
}

/** The signature of a disagreement, for example `missing event handle_write of a channel in a pass`. */
export function signatureOf(disagreement: Disagreement): string {
  const { program, verdict } = disagreement;
  if (verdict.outcome === "refused") return `refused: ${plain(verdict.reason.replace(/^error -?\d+: /, ""))}`;
  if (verdict.outcome !== "diverged") return verdict.outcome;
  const { expected, observed, channel } = verdict.divergence;
  const [one, other] = [stateIn(expected), stateIn(observed)];
  if (one !== null && other !== null && one.of === other.of)
    return `${side(program, expected)}: ${differingMembers(one, other)}`;
  if (channel === undefined) return parting(disagreement, verdict.divergence);
  return `${side(program, observed)} for ${side(program, expected)}`;
}
