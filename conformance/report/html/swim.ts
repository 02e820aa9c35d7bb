// Turns traces into what is drawn: lanes for peers, the kernel and channels, and in them one row for each moment.
// Data in, data out; knows nothing of the page.

import type { Profile } from "../../../spec/clause.ts";
import type { Observation, Trace } from "../../../spec/trace.ts";
import type { Divergence, Moment } from "../../../spec/verdict.ts";
import { lanes, type StepMoment } from "../../judge/compare.ts";
import { describeAction, type Played } from "../program-text.ts";
import { describeEnding, describeMoment } from "../trace-text.ts";

/** Who a lane belongs to. `several` names share it where one lane for each would be too many. */
export interface Lane {
  readonly kind: "peer" | "kernel" | "channel";
  readonly names: readonly string[];
}

/** One moment in the picture. */
export interface Row {
  /** The index of its lane; null when it is nobody's own, as a pass of the loop. */
  readonly lane: number | null;
  /** The lane an arrow comes from (`in`) or goes to (`out`), if there is one. */
  readonly arrow: { readonly way: "in" | "out"; readonly lane: number } | null;
  readonly kind: Observation["kind"] | "ends" | "asks";
  /** The number of the program's step, on the row that begins it. */
  readonly step: number | null;
  readonly depth: number;
  /** Whose it is, when the lane does not say it alone. */
  readonly of: string;
  readonly text: string;
}

/** A divergence as it is drawn. */
export interface Picture {
  readonly lanes: readonly Lane[];
  /** What both did. */
  readonly agreed: readonly Row[];
  readonly expected: readonly Row[];
  readonly observed: readonly Row[];
  /** How many moments come after those that are drawn. */
  readonly later: { readonly expected: number; readonly observed: number };
}

/** So many lanes of one kind; more than that share one. */
const MOST = { peer: 2, channel: 3 } as const;
/** So many moments are drawn after the first that differs. */
const AFTER = 12;

const RAW = /^(socket|file|wrapper)\./;
const ASKED = new Set(["readable", "writable"]);
/** What comes out of the kernel rather than goes into it. */
const TAKES = new Set(["recv", "accept", "peer.recv", "peer.accept"]);

type Place = { readonly kind: Lane["kind"]; readonly name: string } | null;

/** Where an observation belongs. */
function placeOf(observation: Observation): Place {
  if (observation.kind === "call") return { kind: "kernel", name: observation.of ?? "" };
  if (observation.kind === "written" || observation.kind === "exhausted") return null;
  if (observation.of === undefined) return null;
  if (observation.kind !== "action") return { kind: "channel", name: observation.of };
  if (observation.op.startsWith("peer.")) return { kind: "peer", name: observation.of };
  return { kind: RAW.test(observation.op) ? "kernel" : "channel", name: observation.of };
}

function lanesOf(traces: readonly Trace[]): readonly Lane[] {
  const places = traces.flat().map(placeOf);
  const namesOf = (kind: Lane["kind"]) => [
    ...new Set(places.flatMap((place) => (place?.kind === kind ? [place.name] : []))),
  ];
  const several = (kind: "peer" | "channel"): readonly Lane[] => {
    const names = namesOf(kind);
    return names.length > MOST[kind] ? [{ kind, names }] : names.map((name) => ({ kind, names: [name] }));
  };
  return [...several("peer"), { kind: "kernel", names: namesOf("kernel") }, ...several("channel")];
}

/** Draws moments in lanes; remembers what the states were, so that only what changed is said. */
class Drawing {
  readonly lanes: readonly Lane[];
  readonly #played: Played | null;
  readonly #states = new Map<string, readonly string[]>();

  constructor(all: readonly Lane[], played: Played | null) {
    this.lanes = all;
    this.#played = played;
  }

  /** A drawing that goes on from here by itself. */
  fork(): Drawing {
    const other = new Drawing(this.lanes, this.#played);
    for (const [name, state] of this.#states) other.#states.set(name, state);
    return other;
  }

  /** A call's end that says nothing has no row of its own, unless it is the `parting` one. */
  rows(list: readonly StepMoment[], parting = false): readonly Row[] {
    const rows: Row[] = [];
    for (let at = 0; at < list.length; at += 1) {
      const [here, next] = [list[at], list[at + 1]?.moment];
      if (here === undefined) break;
      const { moment } = here;
      if (moment.moment === "ends") {
        if (describeEnding(moment) !== "" || (parting && at === 0)) rows.push(this.#end(moment));
        continue;
      }
      const isCall = ["action", "event", "call"].includes(moment.observation.kind);
      const ended = isCall && next?.moment === "ends" ? next : null;
      if (ended !== null) at += 1;
      rows.push(this.#row(moment.observation, here.step, ended === null ? "" : describeEnding(ended)));
    }
    return rows;
  }

  #end(moment: Extract<Moment, { moment: "ends" }>): Row {
    const place = placeByName(moment.what, this.lanes);
    const lane = this.#laneOf(place);
    const text = describeMoment(moment).trim();
    const own = lane !== null && this.lanes[lane]?.names.length === 1;
    const said = own && place !== null ? text.slice(place.name.length + 1) : text;
    return { lane, arrow: null, kind: "ends", step: null, depth: moment.depth, of: "", text: said };
  }

  #laneOf(place: Place): number | null {
    if (place === null) return null;
    const { kind, name } = place;
    const at = this.lanes.findIndex((lane) => lane.kind === kind && (kind === "kernel" || lane.names.includes(name)));
    return at === -1 ? null : at;
  }

  #row(observation: Observation, step: number, ending: string): Row {
    const place = placeOf(observation);
    const lane = this.#laneOf(place);
    const begins = observation.kind === "action" && observation.depth === 0;
    const alone = lane !== null && this.lanes[lane]?.kind !== "kernel" && this.lanes[lane]?.names.length === 1;
    const asks = observation.kind === "event" && ASKED.has(observation.event);
    const words = this.#words(observation, begins ? step : null, place?.name ?? "");
    return {
      lane,
      arrow: this.#arrow(observation, lane),
      kind: asks ? "asks" : observation.kind,
      step: begins ? step + 1 : null,
      depth: observation.depth,
      of: alone || place === null || place.name === "" ? "" : place.name,
      text: [words, ending].filter((part) => part !== "").join(" "),
    };
  }

  /** What the row says, without whose it is. A step is said in the words of the program, which has the arguments. */
  #words(observation: Observation, step: number | null, name: string): string {
    if (observation.kind === "state")
      return this.#changed(observation.of, describeMoment({ moment: "begins", observation }));
    const action = step === null || this.#played === null || "source" in this.#played ? null : this.#played.steps[step];
    const said = action?.op === (observation as { op?: string }).op && action ? describeAction(action) : null;
    const text = said ?? describeMoment({ moment: "begins", observation }).trim();
    return name !== "" && text.startsWith(`${name}.`) ? text.slice(name.length + 1) : text;
  }

  /** Of a state only what is not as it was. */
  #changed(name: string, text: string): string {
    const parts = text.replace(/^state of [^:]*: /, "").split("; ");
    const before = this.#states.get(name);
    this.#states.set(name, parts);
    const changed = before === undefined ? parts : parts.filter((part, index) => part !== before[index]);
    return (changed.length === 0 ? parts : changed).join(" · ");
  }

  #arrow(observation: Observation, lane: number | null): Row["arrow"] {
    const kernel = this.lanes.findIndex(({ kind }) => kind === "kernel");
    if (lane === null || lane === kernel) return null;
    if (observation.kind === "event")
      return ASKED.has(observation.event) || !observation.event.startsWith("handle_")
        ? null
        : { way: "in", lane: kernel };
    if (observation.kind !== "action" || !reachesKernel(observation.op)) return null;
    return { way: TAKES.has(observation.op) ? "in" : "out", lane: kernel };
  }
}

const REACHING = new Set(["create_socket", "bind", "listen", "connect", "accept", "send", "recv", "close", "push"]);

function reachesKernel(op: string): boolean {
  return op.startsWith("peer.") || REACHING.has(op);
}

/** Whose call it is that ended, by what it is called. */
function placeByName(what: string, all: readonly Lane[]): Place {
  const name = what.includes(".") ? what.slice(0, what.indexOf(".")) : "";
  const lane = all.find(({ kind, names }) => kind !== "kernel" && names.includes(name));
  return lane === undefined ? null : { kind: lane.kind, name };
}

/** The picture of one divergence between two normalised traces. */
export function pictureOf(
  expected: Trace,
  observed: Trace,
  divergence: Divergence,
  profile: Profile,
  played: Played | null,
): Picture {
  const channel = divergence.channel ?? null;
  const [left = [], right = []] = [expected, observed].map(
    (trace) => lanes(trace, profile).find((lane) => lane.channel === channel)?.moments ?? [],
  );
  const { at } = divergence;
  const drawing = new Drawing(lanesOf([expected, observed]), played);
  const agreed = drawing.rows(left.slice(0, at));
  return {
    lanes: drawing.lanes,
    agreed,
    expected: drawing.fork().rows(left.slice(at, at + AFTER), true),
    observed: drawing.fork().rows(right.slice(at, at + AFTER), true),
    later: {
      expected: Math.max(0, left.length - at - AFTER),
      observed: Math.max(0, right.length - at - AFTER),
    },
  };
}
