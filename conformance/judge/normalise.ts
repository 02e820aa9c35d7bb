// Takes out of a trace what no two implementations can share, by one closed list of projections, and nothing else.
// Both sides of every comparison pass through here, and nobody else masks anything.

import type { Profile } from "../../spec/clause.ts";
import type { Name, Program } from "../../spec/program.ts";
import type { ActionObservation, EventObservation, Observation, Trace } from "../../spec/trace.ts";
import { accountForBytes } from "./account.ts";

/**
 * What normalising needs to know besides the trace. `addresses` are the names of peers' addresses, by `host:port` or path;
 * the play's own directory, with a `/` at its end, is among them and has the name "".
 */
export interface NormaliseContext {
  readonly program: Program;
  readonly profile: Profile;
  readonly addresses?: ReadonlyMap<string, Name>;
}

/** One thing that is taken out, and why it may be. */
export interface Projection {
  readonly name: string;
  readonly profiles: readonly Profile[];
  readonly why: string;
  readonly apply: (trace: Trace, context: NormaliseContext) => Trace;
}

const BOTH: readonly Profile[] = ["documented", "exact"];

type Rewrite = (text: string, context: NormaliseContext) => string;

/** The text of a log message that a channel overriding `log` or `log_info` is handed. */
function rewriteMessage(observation: EventObservation, rewrite: (text: string) => string): EventObservation {
  const [message, ...rest] = observation.args ?? [];
  return typeof message === "string" ? { ...observation, args: [rewrite(message), ...rest] } : observation;
}

/** Changes text wherever the implementation composed it: printed lines, log messages, and channels as text. */
function onText(rewrite: Rewrite): Projection["apply"] {
  return (trace, context) =>
    trace.map((observation) => {
      if (observation.kind === "written") return { ...observation, text: rewrite(observation.text, context) };
      if (observation.kind === "event" && (observation.event === "log" || observation.event === "log_info"))
        return rewriteMessage(observation, (text) => rewrite(text, context));
      const isText =
        (observation.kind === "action" && observation.op === "describe") ||
        (observation.kind === "event" && observation.event === "repr");
      if (!isText || typeof observation.returned !== "string") return observation;
      return { ...observation, returned: rewrite(observation.returned, context) };
    });
}

/** A loopback address as text shows it: `127.1.2.3:80`, `('127.1.2.3', 80)`, `::1:80`, `('::1', 80, 0, 0)`. */
const ADDRESS = /(?<![\w.:])(?:(127(?:\.\d+){3}|::1):(\d+)|\('(127(?:\.\d+){3}|::1)', (\d+)(?:, \d+, \d+)?\))/g;

function nameAddresses(text: string, { addresses = new Map() }: NormaliseContext): string {
  const paths = [...addresses].filter(([address]) => address.startsWith("/"));
  const longestFirst = paths.sort(([a], [b]) => b.length - a.length);
  const named = longestFirst.reduce((partly, [path, name]) => partly.replaceAll(path, name), text);
  return named.replace(ADDRESS, (_all, host = "", port = "", tupleHost = "", tuplePort = "") => {
    const place = `${host}${tupleHost}:${port}${tuplePort}`;
    return addresses.get(place) ?? (place.endsWith(":0") ? "any" : "unknown");
  });
}

/**
 * How many calls lie between the guard and what raised is the player's and the language's affair. That both are shown is
 * not: whoever keeps the innermost frame alone has lost the way there.
 */
function nameFrames(frames: string): string {
  return frames.split("] [").length > 1 ? " [frames]" : " [frame]";
}

/** `(<class 'X'>:text [frames])`: the class is the language's word, and so is the text of its own errors. */
function nameException(text: string): string {
  if (text.includes("(<exception>")) return text;
  return text.replace(
    /\(<(?:class|type) '(?:[\w.$]+\.)?(\w+)'>:(.*?)( \[frames?\]\))?$/s,
    (_all, type: string, said: string, end = "") =>
      /^(Type|Attribute|Key|Index)Error$/.test(type) ? `(<exception>${end}` : `(<exception>:${said}${end}`,
  );
}

function isShort(observation: Observation): observation is ActionObservation & { returned: number; asked: number } {
  return (
    observation.kind === "action" &&
    observation.asked !== undefined &&
    typeof observation.returned === "number" &&
    observation.returned > 0 &&
    observation.returned < observation.asked
  );
}

/** "global" first, then as the program declares them, then what it does not. */
function inOrderOfMaps(maps: readonly Name[], program: Program): readonly Name[] {
  const declared = ["global", ...Object.keys(program.maps ?? {})];
  const place = (map: Name) => (declared.includes(map) ? declared.indexOf(map) : declared.length);
  return [...maps].sort((one, other) => place(one) - place(other));
}

/** The closed list. A test holds that a real difference survives each of them. */
export const PROJECTIONS: readonly Projection[] = [
  {
    name: "addresses",
    profiles: BOTH,
    why: "Ports are the kernel's choice: text shows the name a program gave an address.",
    apply: onText(nameAddresses),
  },
  {
    name: "object ids",
    profiles: BOTH,
    why: "Where an object lives in memory means nothing.",
    apply: onText((text) => text.replace(/\bat (0x)?[0-9a-f]+(?=>)/g, "at ID")),
  },
  {
    name: "class paths",
    profiles: BOTH,
    why: "The recording subclass is the player's own; its module and name are not the implementation's.",
    apply: onText((text) => text.replace(/<[\w.$<>]+(?=( (listening|connected))?( [^<>]*)? at ID>)/g, "<CHANNEL")),
  },
  {
    name: "traceback frames",
    profiles: BOTH,
    why: "Files, functions and lines belong to the player and to the language; that there is more than one frame does not.",
    apply: onText((text) => text.replace(/(?: \[[^[\]|]*\|[^[\]|]*\|\d+\])+(?=\)$)/, nameFrames)),
  },
  {
    name: "exception classes",
    profiles: BOTH,
    why: "Each language has its own classes, and its own words for its own errors.",
    apply: onText(nameException),
  },
  {
    name: "order of maps",
    profiles: BOTH,
    why: "Members of a JSON object have no order, and many languages keep none: which maps hold a channel counts alone.",
    apply: (trace, { program }) =>
      trace.map((observation) =>
        observation.kind === "state" && observation.maps.length > 1
          ? { ...observation, maps: inOrderOfMaps(observation.maps, program) }
          : observation,
      ),
  },
  {
    name: "bytes received",
    profiles: BOTH,
    why: "How much the kernel takes is its own affair; that what arrives is what was sent is not.",
    apply: (trace, { program }) => accountForBytes(trace, program),
  },
  {
    name: "short sends",
    profiles: BOTH,
    why: "How much of a large send the kernel takes is its own affair, unless a script says how much; that it is some and not all is not.",
    apply: (trace, { program }) =>
      program.world === "scripted"
        ? trace
        : trace.map((observation) => (isShort(observation) ? { ...observation, returned: "some" } : observation)),
  },
  {
    name: "log text",
    profiles: ["documented"],
    why: "The documentation promises that something is printed, and not what.",
    apply: onText(() => "…"),
  },
  {
    name: "error text",
    profiles: ["documented"],
    why: "The documentation promises which error is raised, and not its wording.",
    apply: (trace) =>
      trace.map((observation) => {
        if (!("raised" in observation) || observation.raised === undefined) return observation;
        const { text: _dropped, ...raised } = observation.raised;
        return { ...observation, raised };
      }),
  },
  {
    name: "system calls",
    profiles: ["documented"],
    why: "Which system calls an implementation makes is its own affair.",
    apply: (trace) => trace.filter((observation) => observation.kind !== "call"),
  },
];

/** `trace` as far as it can be compared under the context's profile. */
export function normalise(trace: Trace, context: NormaliseContext): Trace {
  return PROJECTIONS.filter((projection) => projection.profiles.includes(context.profile)).reduce<Trace>(
    (partly, projection) => projection.apply(partly, context),
    trace,
  );
}
