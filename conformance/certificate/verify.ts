// Judges a run again from what was written down of it, by the same judge, and says what comes out otherwise than the report
// has it. Nobody plays, and nothing is read here: report, plays and oracle are handed in.

import type { CaseResult, Report } from "../../spec/report.ts";
import type { TranscriptPlay, Went } from "../../spec/transcript.ts";
import type { Oracle } from "../oracle.ts";
import type { Player, Stage } from "../play/player.ts";
import type { SessionPlay } from "../play/session.ts";
import { SuiteError } from "../suite-error.ts";
import { certify, type RunPlan } from "./certify.ts";
import { canonicalJson, digest, sha256 } from "./digest.ts";
import type { Plays } from "./transcript-read.ts";

function refuse(sentence: string): never {
  throw new SuiteError("bad-report", sentence, "Certify again: nobody can tell from this what was observed.");
}

/** A play as a session would give it. */
function replayed(went: Went): SessionPlay {
  const { stderr = [], ...outcome } = went as Went & { stderr?: readonly string[] };
  return { outcome, addresses: new Map(), stderr };
}

/** Gives out what was written down of one case, in order, to whoever asks for the same. */
function playerOf(of: string | null, left: TranscriptPlay[], identity: Player["identity"]): Player {
  const next = (isSame: (play: TranscriptPlay) => boolean): SessionPlay => {
    const play = left.shift();
    if (play === undefined) refuse(`The transcript lacks a play of ${of ?? "a program on the way to a smaller one"}.`);
    if (!isSame(play)) refuse(`The transcript has another program for ${of} than this suite.`);
    return replayed(play.went);
  };
  return {
    identity,
    play: async (program) => {
      const wanted = digest(program);
      return next((play) => play.program !== undefined && digest(play.program) === wanted);
    },
    probe: async (source) => {
      const wanted = sha256(source);
      return next(({ probe }) => probe === wanted);
    },
  };
}

/** What was written down, as somebody who plays; `left` are the plays nobody has asked for. */
function stageOf(report: Report, plays: Plays): { stage: Stage; left: ReadonlyMap<string, TranscriptPlay[]> } {
  const { implementation, capabilities, protocolVersion } = report;
  if (implementation === null || capabilities === null) refuse("The report does not say who was judged.");
  const identity = async () => ({ protocolVersion, implementation, capabilities, adapter: { version: "" } });
  const left = new Map([...plays].map(([of, list]) => [of, [...list]]));
  const player = (of: string | null) => playerOf(of, left.get(of ?? "") ?? [], identity);
  return { stage: { players: [player], end: async () => report.transcript }, left };
}

/** What of a report does not follow from what was observed: when it happened, and where. */
const NOT_JUDGED = new Set<keyof Report>([
  "$schema",
  "startedAt",
  "finishedAt",
  "expiresAt",
  "cases",
  "oracle",
  "seal",
]);

function timeless(result: CaseResult | undefined): string {
  return canonicalJson(result === undefined ? null : { ...result, durationMs: 0 });
}

/** The first thing that `report` says otherwise than `again`, as a sentence, or null. */
function difference(report: Report, again: Report): string | null {
  const missing = again.cases.find(({ scenario }) => !report.cases.some((result) => result.scenario === scenario));
  if (missing !== undefined) return `The report lacks the case ${missing.scenario}.`;
  for (const [index, result] of report.cases.entries()) {
    const now = again.cases[index];
    if (timeless(result) === timeless(now)) continue;
    if (now?.scenario !== result.scenario) return `The report has a case ${result.scenario} where this suite has none.`;
    const [then, seen] = [result.verdict.outcome, now.verdict.outcome];
    return then === seen
      ? `The report tells of ${result.scenario} otherwise than its transcript.`
      : `The report says that ${result.scenario} ${spoken(then)}, and by its transcript it ${spoken(seen)}.`;
  }
  const members = (Object.keys({ ...report, ...again }) as (keyof Report)[]).filter((name) => !NOT_JUDGED.has(name));
  const other = members.find((name) => canonicalJson(report[name]) !== canonicalJson(again[name]));
  return other === undefined
    ? null
    : `The report says something else as "${other}" than what follows from its transcript.`;
}

function spoken(outcome: CaseResult["verdict"]["outcome"]): string {
  return outcome === "not-applicable" || outcome === "timed-out" ? `was ${outcome}` : outcome;
}

/**
 * Judges the run of `report` again from `plays`, by `oracle`, and gives what comes out otherwise as a sentence, or null.
 * `plan` is the whole of what this suite would play for such a report. Throws SuiteError `bad-report` when plays are
 * missing, left over, or of other programs; SuiteError of the oracle's.
 */
export async function regrade(report: Report, plays: Plays, plan: RunPlan, oracle: Oracle): Promise<string | null> {
  const { stage, left } = stageOf(report, plays);
  const begun = Date.parse(report.startedAt);
  if (Number.isNaN(begun)) refuse("The report does not say when the run began.");
  const shrunk = (id: string) => plays.get(id)?.[0]?.program ?? null;
  const properties = plan.properties === undefined ? {} : { properties: { ...plan.properties, shrunk } };
  const again = await certify(
    { ...plan, ...properties },
    oracle,
    stage,
    () => begun,
    () => {},
  );
  const unasked = [...left].find(([, list]) => list.length > 0);
  if (unasked !== undefined) refuse(`The transcript has plays of ${unasked[0]} that nothing in this suite asks for.`);
  return difference(report, again);
}
