// What a program shows, as a set of words: the ways it takes through the original, and what follows what in its trace.
// Two programs with the same words are as good as one. Data in, data out.

import type { Program } from "../../spec/program.ts";
import type { Observation, Trace } from "../../spec/trace.ts";
import type { Walk, Watched } from "../reach/reaching.ts";

/** The word for a way through a function of the original: all lines it went over, from where to where, and who called. */
function wayOf({ module, caller, arcs }: Walk): string {
  return `${module}:${arcs.map((arc) => arc.join("-")).join(" ")} from ${caller}`;
}

/** The module and the first line of the way that `feature` is, or null when it is something else. */
export function beginningOf(feature: string): { readonly module: Watched; readonly line: number } | null {
  const [, module, line] = /^(asyncore|asynchat):0-(\d+)/.exec(feature) ?? [];
  return line === undefined ? null : { module: module as Watched, line: Number(line) };
}

function kindOf(program: Program, name: string | undefined): string {
  if (name === undefined) return "";
  return program.channels[name]?.base ?? (name in (program.objects ?? {}) ? "object" : "");
}

/** How a call ended, without what varies: which bytes, how many, whose name. */
function endingOf(observation: Observation): string {
  if ("raised" in observation && observation.raised !== undefined)
    return `!${observation.raised.kind}${observation.raised.errno ?? ""}`;
  const returned = "returned" in observation ? observation.returned : undefined;
  if (typeof returned === "boolean" || returned === null) return String(returned);
  return returned === 0 || returned === "" ? "0" : returned === undefined ? "" : typeof returned;
}

function flagsOf(observation: Extract<Observation, { kind: "state" }>): string {
  const { connected, accepting, connecting, closing, maps, socket } = observation;
  return [connected, accepting, connecting, closing].map(Number).join("") + maps.length + socket;
}

/** What an observation says in a word. */
function wordOf(program: Program, observation: Observation): string {
  switch (observation.kind) {
    case "action":
      return `${observation.op} ${kindOf(program, observation.of)} ${endingOf(observation)}`;
    case "event":
      return `${observation.event} ${kindOf(program, observation.of)} ${endingOf(observation)}`;
    case "call":
      return `${observation.call} ${endingOf(observation)}`;
    case "state":
      return `state ${kindOf(program, observation.of)} ${flagsOf(observation)}`;
    case "written":
      return `written ${observation.text.split(" ")[0]}`;
    case "exhausted":
      return `exhausted ${observation.by}`;
  }
}

/** Everything a program shows: its ways, and each word of its trace with the one before it and the one it happened in. */
export function featuresOf(program: Program, walks: readonly Walk[], trace: Trace): ReadonlySet<string> {
  const found = new Set(walks.map(wayOf));
  const open: string[] = [];
  let before = "";
  for (const observation of trace) {
    const word = wordOf(program, observation);
    open.length = Math.min(open.length, observation.depth);
    found.add(`${before} > ${word}`);
    found.add(`${open.at(-1) ?? ""} ( ${word}`);
    open.push(word);
    before = word;
  }
  return found;
}
