// What a divergence looks like, in so few words that equal causes have equal ones. Knows moments; knows nothing of causes.

import type { Program } from "../../spec/program.ts";
import type { Observation } from "../../spec/trace.ts";
import type { Moment } from "../../spec/verdict.ts";
import type { Disagreement } from "./duel.ts";

type State = Extract<Observation, { kind: "state" }>;

const STATE_MEMBERS = ["connected", "accepting", "connecting", "closing", "maps", "addr", "socket"] as const;

/** What stands behind a name, which a program chooses as it likes: a base, or a kind of thing. */
function roleOf(program: Program, name: string): string {
  const base = program.channels[name]?.base;
  if (base !== undefined) return base;
  if (name in (program.objects ?? {})) return "object";
  return name in (program.producers ?? {}) ? "producer" : "other";
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

/** The signature of a disagreement: `event handle_read of dispatcher | event handle_connect of dispatcher`. */
export function signatureOf({ program, verdict }: Disagreement): string {
  if (verdict.outcome !== "diverged") return verdict.outcome;
  const { expected, observed } = verdict.divergence;
  const [one, other] = [stateIn(expected), stateIn(observed)];
  if (one !== null && other !== null && one.of === other.of)
    return `${side(program, expected)}: ${differingMembers(one, other)}`;
  const [left, right] = [side(program, expected), side(program, observed)];
  return left === right ? `${left}, otherwise` : `${left} | ${right}`;
}
