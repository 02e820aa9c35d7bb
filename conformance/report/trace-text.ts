// Shows traces to people, one line a moment, and two of them side by side around the place where they part.

import type { Profile } from "../../spec/clause.ts";
import type { Observation, PeerSaw, Trace, Value } from "../../spec/trace.ts";
import type { Divergence, Moment } from "../../spec/verdict.ts";
import { lanes, nameOfCall, type StepMoment } from "../judge/compare.ts";
import type { Paint } from "./paint.ts";
import { clip, printable } from "./printable.ts";
import { describeValue } from "./value-text.ts";

const AGREEING_LINES = 14;
/** How many moments are shown after the one in which two traces part. */
export const PARTING_LINES = 8;

/** How a call ended, in words; empty for one that simply returned. */
export function describeEnding(ending: {
  returned?: Value | PeerSaw;
  raised?: { kind: string; errno?: string; text?: string };
  waitedAtLeastTimeout?: boolean;
}): string {
  const parts: string[] = [];
  if (ending.returned !== undefined) parts.push(`→ ${describeValue(ending.returned)}`);
  if (ending.raised !== undefined)
    parts.push(
      `raises ${ending.raised.errno ?? ending.raised.kind}${ending.raised.text === undefined ? "" : ` ${JSON.stringify(ending.raised.text)}`}`,
    );
  if (ending.waitedAtLeastTimeout !== undefined)
    parts.push(ending.waitedAtLeastTimeout ? "after waiting its timeout" : "before its timeout was over");
  return parts.join(" ");
}

function beginningOf(observation: Observation): string {
  switch (observation.kind) {
    case "written":
      return `prints on ${observation.stream}: ${JSON.stringify(observation.text)}`;
    case "exhausted":
      return `exhausted: the limit of ${observation.by} is reached`;
    case "state": {
      const flags = (["connected", "accepting", "connecting", "closing"] as const).filter(
        (flag) => observation[flag] === true,
      );
      const where = observation.maps.length === 0 ? "in no map" : `in map ${observation.maps.join(", ")}`;
      return `state of ${observation.of}: ${flags.join(", ") || "no flag set"}; ${where}; addr ${describeValue(observation.addr)}; socket ${observation.socket}`;
    }
    default: {
      const details =
        "args" in observation && observation.args !== undefined
          ? `(${observation.args.map(describeValue).join(", ")})`
          : "";
      const asked = "asked" in observation && observation.asked !== undefined ? ` of ${observation.asked} bytes` : "";
      return `${nameOfCall(observation)}${details}${asked}`;
    }
  }
}

function depthOf(moment: Moment): number {
  return moment.moment === "begins" ? moment.observation.depth : moment.depth;
}

/** One moment as a line, indented by how deep it is nested. */
export function describeMoment(moment: Moment): string {
  const indent = "  ".repeat(depthOf(moment));
  if (moment.moment === "begins") return printable(`${indent}${beginningOf(moment.observation)}`);
  return printable(`${indent}${moment.what} ${describeEnding(moment) || "returns nothing"}`);
}

/** Moments as lines; a call that ended before anything else happened takes one line. */
function linesOf(list: readonly StepMoment[]): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < list.length; at += 1) {
    const [moment, next] = [list[at]?.moment, list[at + 1]?.moment];
    if (moment === undefined) break;
    if (moment.moment === "ends") {
      const ending = describeEnding(moment);
      if (ending !== "") lines.push(describeMoment(moment));
      continue;
    }
    const isCall = ["action", "event", "call"].includes(moment.observation.kind);
    if (isCall && next?.moment === "ends") {
      lines.push(`${describeMoment(moment)} ${printable(describeEnding(next))}`.trimEnd());
      at += 1;
    } else lines.push(describeMoment(moment));
  }
  return lines;
}

/** A whole trace as lines. */
export function describeTrace(trace: Trace): readonly string[] {
  return linesOf(lanes(trace, "exact")[0]?.moments ?? []);
}

function laneOf(trace: Trace, profile: Profile, channel: string | null): readonly StepMoment[] {
  return lanes(trace, profile).find((lane) => lane.channel === channel)?.moments ?? [];
}

/** The moments from `at` on, as far as they belong to the story of the divergence. */
function parting(list: readonly StepMoment[], at: number): readonly string[] {
  const [first, ...rest] = [
    list.slice(at, at + 1).map(({ moment }) => describeMoment(moment)),
    ...[linesOf(list.slice(at + 1, at + 1 + PARTING_LINES))],
  ];
  return [...(first ?? []), ...rest.flat()];
}

/** `text` in pieces of at most `width` characters, parted at blanks where there are any; later pieces are indented alike. */
function wrapped(text: string, width: number): readonly string[] {
  const indent = `${text.match(/^ */)?.[0] ?? ""}  `.slice(0, Math.floor(width / 2));
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const blank = rest.lastIndexOf(" ", width);
    const end = blank > indent.length ? blank : width;
    pieces.push(rest.slice(0, end));
    rest = `${indent}${rest.slice(end).trimStart()}`;
  }
  return [...pieces, rest];
}

/** The rows that are not alike: the first of them in full and marked, because there is what matters, the rest clipped. */
function partingRows(
  wanted: readonly string[],
  got: readonly string[],
  column: number,
  paint: Paint,
): readonly string[] {
  const [first = [], ...later] = Array.from({ length: Math.max(wanted.length, got.length) }, (_, index) =>
    [wanted, got].map((side) => side[index] ?? (index === 0 ? "(nothing more)" : "")),
  );
  const [left = [], right = []] = first.map((text) => wrapped(text, column));
  const whole = Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
    paint.bad(row(index === 0 ? "▶" : " ", left[index] ?? "", right[index] ?? "", column)),
  );
  return [...whole, ...later.map(([a = "", b = ""]) => paint.faint(row(" ", a, b, column)))];
}

function row(mark: string, left: string, right: string, column: number): string {
  return `${mark} ${clip(left, column).padEnd(column)} │ ${clip(right, column)}`.trimEnd();
}

/**
 * Expected and observed side by side, `width` characters in all: the last moments that agree, then, marked, those that do not.
 */
export function describeDivergence(
  expected: Trace,
  observed: Trace,
  divergence: Divergence,
  profile: Profile,
  width: number,
  paint: Paint,
): readonly string[] {
  const channel = divergence.channel ?? null;
  const [left, right] = [laneOf(expected, profile, channel), laneOf(observed, profile, channel)];
  const column = Math.max(30, Math.floor((width - 7) / 2));
  const agreed = linesOf(left.slice(0, divergence.at));
  const hidden = Math.max(0, agreed.length - AGREEING_LINES);
  const [wanted, got] = [parting(left, divergence.at), parting(right, divergence.at)];
  return [
    paint.strong(row(" ", "expected (the original)", "observed", column)),
    ...(hidden > 0 ? [paint.faint(`  … ${hidden} earlier lines agree`)] : []),
    ...agreed.slice(hidden).map((line) => row(" ", line, line, column)),
    ...partingRows(wanted, got, column, paint),
  ];
}
