// Takes out of a trace what no two implementations can share, by one closed list of projections, and nothing else.
// Both sides of every comparison pass through here, and nobody else masks anything.

import { crc32 } from "node:zlib";
import type { Profile } from "../spec/clause.ts";
import type { Name, Program } from "../spec/program.ts";
import type { ActionObservation, Observation, Trace, Value } from "../spec/trace.ts";
import { bytesOf } from "./bytes.ts";

/** What normalising needs to know besides the trace. `addresses` are the names of peers' addresses, by `host:port` or path. */
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

function onText(change: (text: string, context: NormaliseContext) => string): Projection["apply"] {
  return (trace, context) =>
    trace.map((observation) => {
      if (observation.kind === "written") return { ...observation, text: change(observation.text, context) };
      if (!("returned" in observation) || typeof observation.returned !== "string") return observation;
      const isText = observation.kind === "action" && observation.op === "describe";
      return isText ? { ...observation, returned: change(observation.returned, context) } : observation;
    });
}

function nameAddresses(text: string, { addresses }: NormaliseContext): string {
  const named = [...(addresses ?? [])].reduce((partly, [address, name]) => partly.replaceAll(address, name), text);
  return named
    .replace(/\b127\.\d+\.\d+\.\d+:0\b/g, "any")
    .replace(/\b127\.\d+\.\d+\.\d+:\d+\b/g, "unknown")
    .replace(/\('127\.\d+\.\d+\.\d+', 0\)/g, "any")
    .replace(/\('127\.\d+\.\d+\.\d+', \d+\)/g, "unknown");
}

/** `(<class 'X'>:text [frames])`: the class is the language's word, and so is the text of its own errors. */
function nameException(text: string): string {
  return text.replace(
    /\(<(?:class|type) '(?:[\w.$]+\.)?(\w+)'>:(.*?)( ?\[frames\]\))/,
    (_all, type: string, value: string, end) =>
      /^(Type|Attribute|Key|Index)Error$/.test(type) ? `(<exception>${end}` : `(<exception>:${value}${end}`,
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

/** The bytes channel `of` says it sent, from each of its `send` actions in order, as far as the program tells which they were. */
function sentBytes(observation: ActionObservation, data: readonly Buffer[]): Buffer {
  const sent = typeof observation.returned === "number" ? observation.returned : 0;
  return data.find((bytes) => bytes.length === observation.asked)?.subarray(0, sent) ?? Buffer.alloc(0);
}

function dataSentBy(program: Program, channel: Name): Buffer[] {
  const found: Buffer[] = [];
  JSON.stringify(program, (_key, part: unknown) => {
    const action = part as { op?: string; channel?: string; data?: never } | null;
    if (action?.op === "send" && action.channel === channel) found.push(bytesOf(action.data ?? ""));
    return part;
  });
  return found;
}

function sumUp(bytes: Buffer): Value {
  return bytes.length > 256 ? { length: bytes.length, crc32: crc32(bytes) } : bytes.toString("latin1");
}

/** Walks the trace once and replaces what `peer.recv … from` saw by whether it is what the channel says it sent. */
function compareReceivedWithSent(trace: Trace, { program }: NormaliseContext): Trace {
  const checks = program.steps.filter((step) => step.op === "peer.recv" && step.from !== undefined);
  const owner = new Map(checks.map((step) => (step.op === "peer.recv" ? [step.peer, step.from ?? ""] : ["", ""])));
  if (owner.size === 0) return trace;
  const pending = new Map<Name, Buffer[]>();
  return trace.map((observation) => {
    if (observation.kind !== "action" || observation.of === undefined) return observation;
    if (observation.op === "send") {
      const bytes = sentBytes(observation, dataSentBy(program, observation.of));
      pending.set(observation.of, [...(pending.get(observation.of) ?? []), bytes]);
      return observation;
    }
    const channel = observation.op === "peer.recv" ? owner.get(observation.of) : undefined;
    if (channel === undefined) return observation;
    const expected = sumUp(Buffer.concat(pending.get(channel) ?? []));
    pending.delete(channel);
    const saw = observation.returned as { saw?: string; data?: Value } | undefined;
    const equal = saw?.saw === "data" && JSON.stringify(saw.data) === JSON.stringify(expected);
    return equal ? { ...observation, returned: { saw: "data", data: "all that was sent" } } : observation;
  });
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
    apply: onText((text) => text.replace(/\bat (0x)?[0-9a-f]{4,}\b/g, "at ID")),
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
    why: "Files, functions and lines belong to the player and to the language.",
    apply: onText((text) => text.replace(/\[[^[\]|]*\|[^[\]|]*\|\d+\]( \[[^[\]|]*\|[^[\]|]*\|\d+\])*/g, "[frames]")),
  },
  {
    name: "exception classes",
    profiles: BOTH,
    why: "Each language has its own classes, and its own words for its own errors.",
    apply: onText(nameException),
  },
  {
    name: "bytes received",
    profiles: BOTH,
    why: "How much the kernel takes is its own affair; that what arrives is what was sent is not.",
    apply: compareReceivedWithSent,
  },
  {
    name: "short sends",
    profiles: BOTH,
    why: "How much of a large send the kernel takes is its own affair; that it is some and not all is not.",
    apply: (trace) =>
      trace.map((observation) => (isShort(observation) ? { ...observation, returned: "some" } : observation)),
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
