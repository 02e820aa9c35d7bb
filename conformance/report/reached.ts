// A random program as far as two traces of it say it was reached before they part: what is told of it to people.
// Knows which answer and which reaction a call uses up; knows nothing of how they are shown.

import type { Profile } from "../../spec/clause.ts";
import type { Program, Script } from "../../spec/program.ts";
import type { Observation, Trace } from "../../spec/trace.ts";
import type { Divergence } from "../../spec/verdict.ts";
import { moments } from "../judge/compare.ts";

/** Two traces and where they part. */
export interface Parting {
  readonly expected: Trace;
  readonly observed: Trace;
  readonly divergence: Divergence;
  readonly profile: Profile;
}

/** How often each call and event was seen, by `of.name`, and how many steps began. */
interface Used {
  readonly times: ReadonlyMap<string, number>;
  readonly steps: number;
}

const keyOf = (of: string | undefined, name: string) => `${of ?? ""}.${name}`;

/** What began up to `further` moments after the place where the traces part; in all of it, where that is not one list. */
function begun(trace: Trace, { divergence, profile }: Parting, further: number): readonly Observation[] {
  const all = moments(trace);
  const some = profile === "exact" ? all.slice(0, divergence.at + 1 + further) : all;
  return some.flatMap(({ moment }) => (moment.moment === "begins" ? [moment.observation] : []));
}

function usedBy(observations: readonly Observation[]): Used {
  const times = new Map<string, number>();
  let steps = 0;
  for (const seen of observations) {
    if (seen.kind === "action" && seen.depth === 0) steps += 1;
    if (seen.kind !== "event" && seen.kind !== "call") continue;
    const key = keyOf(seen.of, seen.kind === "event" ? seen.event : seen.call);
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return { times, steps };
}

/** Every list of `holder` without what no call of it used up; lists of which nothing is left are left out. */
function cut<Holder extends object>(holder: Holder, timesOf: (name: string) => number): Holder {
  const entries = Object.entries(holder).flatMap(([name, list]) => {
    if (!Array.isArray(list)) return [[name, list]];
    const left = list.slice(0, timesOf(name));
    return left.length === 0 ? [] : [[name, left]];
  });
  return Object.fromEntries(entries) as Holder;
}

/**
 * `program` without the steps that never began, the answers of its script that nobody asked for and the reactions that were
 * never used, on either side, up to `further` moments after the place where the two part.
 */
export function reached(program: Program, parting: Parting, further: number): Program {
  const [left, right] = [parting.expected, parting.observed].map((trace) => usedBy(begun(trace, parting, further)));
  const timesOf = (of: string | undefined, name: string) =>
    Math.max(left?.times.get(keyOf(of, name)) ?? 0, right?.times.get(keyOf(of, name)) ?? 0);
  const each = <Entry extends object>(
    group: Readonly<Record<string, Entry>>,
    change: (of: string, entry: Entry) => Entry,
  ) => Object.fromEntries(Object.entries(group).map(([of, entry]) => [of, change(of, entry)]));
  const reacting = <Entry extends { on?: object }>(of: string, entry: Entry): Entry =>
    entry.on === undefined ? entry : { ...entry, on: cut(entry.on, (event) => timesOf(of, event)) };
  const answering = <Entry extends object>(of: string, entry: Entry): Entry => cut(entry, (call) => timesOf(of, call));
  const script = ({ sockets = {}, files = {}, ...whole }: Script): Script => ({
    ...cut(whole, (call) => timesOf(undefined, call)),
    sockets: each(sockets, answering),
    files: each(files, answering),
  });
  return {
    ...program,
    channels: each(program.channels, reacting),
    ...(program.objects === undefined ? {} : { objects: each(program.objects, reacting) }),
    ...(program.producers === undefined ? {} : { producers: each(program.producers, reacting) }),
    ...(program.script === undefined ? {} : { script: script(program.script) }),
    steps: program.steps.slice(0, Math.max(left?.steps ?? 0, right?.steps ?? 0)),
  };
}
