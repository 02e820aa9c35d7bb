// Makes a volume of the corpus: chooses programs, and records what every interpreter does with them. Checks one, too.
// Starts nothing and writes nothing itself: the interpreters are handed in.

import { TARGETS, type Target } from "../../spec/clause.ts";
import type { Program } from "../../spec/program.ts";
import type { Trace } from "../../spec/trace.ts";
import { programOf } from "../generate/index.ts";
import { compare } from "../judge/compare.ts";
import { normalise } from "../judge/normalise.ts";
import type { Session, SessionPlay } from "../play/session.ts";
import type { Reaching, Watched, Source as WatchedSource } from "../reach/reaching.ts";
import { grouped, type Source, type Witness } from "../record/record.ts";
import { type Chosen, choose } from "./choose.ts";
import { explore, type Range } from "./explore.ts";
import { beginningOf } from "./features.ts";
import type { Kept, Volume } from "./volume.ts";

/** What is to be recorded: at most `most` programs of a range. */
export interface CorpusPlan extends Range {
  readonly most: number;
}

/** Told how far it is: a few words. */
export type OnProgress = (words: string) => void;

/** So many scripted programs are played in one go. */
const BATCH = 100;

/** The traces of `programs`, all of one world; null where one was not played to its end. */
async function tracesOf(programs: readonly Program[], session: Session): Promise<readonly (Trace | null)[]> {
  const traceOf = (program: Program, { outcome, addresses }: SessionPlay) =>
    outcome.outcome === "played" ? normalise(outcome.trace, { program, profile: "exact", addresses }) : null;
  const traces: (Trace | null)[] = [];
  if (programs[0]?.world !== "scripted") {
    for (const program of programs) traces.push(traceOf(program, await session.play(program)));
    return traces;
  }
  for (let first = 0; first < programs.length; first += BATCH) {
    const batch = programs.slice(first, first + BATCH);
    for (const [at, play] of (await session.playAll(batch)).entries())
      traces.push(traceOf(batch[at] as Program, await play.read()));
  }
  return traces;
}

/** The traces that two plays of each program agree on; null where they do not. */
async function steadyTraces(programs: readonly Program[], session: Session): Promise<readonly (Trace | null)[]> {
  const [first, second] = [await tracesOf(programs, session), await tracesOf(programs, session)];
  return first.map((trace, at) => {
    const again = second[at] ?? null;
    return trace !== null && again !== null && compare(trace, again, "exact") === null ? trace : null;
  });
}

/** At most so many functions are named. */
const NAMED = 3;

/** The functions through which the ways lead that are new. */
function waysIn({ fresh }: Chosen, source: Partial<Record<Watched, WatchedSource>>): readonly string[] {
  const functions = fresh.flatMap((feature) => {
    const begins = beginningOf(feature);
    if (begins === null) return [];
    return source[begins.module]?.lines.find(({ line }) => line === begins.line)?.function ?? [];
  });
  return [...new Set(functions)].slice(0, NAMED);
}

/** What was chosen, with a witness of each interpreter; whatever one of them does not play alike twice is left out. */
function witnessed(
  chosen: readonly Omit<Kept, "traces">[],
  traces: ReadonlyMap<Source, readonly (Trace | null)[]>,
  kernel: string,
): readonly Kept[] {
  return chosen.flatMap((about, at) => {
    const witnesses = [...traces].flatMap(([{ target, name }, all]): Witness[] => {
      const trace = all[at] ?? null;
      return trace === null ? [] : [{ version: target, interpreter: name, kernel, trace }];
    });
    if (witnesses.length < traces.size) return [];
    return [{ ...about, traces: grouped(witnesses).map(({ versions, trace }) => ({ versions, trace })) }];
  });
}

/**
 * Chooses programs by what they show on `reaching`, and records them on all `sources`. The same plan gives the same volume on
 * the same interpreters. Throws SuiteError when one of them fails.
 */
export async function recordVolume(
  { most, ...range }: CorpusPlan,
  reaching: Reaching,
  sources: readonly Source[],
  kernel: string,
  onProgress: OnProgress,
): Promise<Volume> {
  const { world, seed, candidates } = range;
  const found = await explore(range, reaching, (done) => onProgress(`${world}: looked at ${done} of ${candidates}`));
  const source = await reaching.source();
  const chosen = choose(found, most).map((one) => {
    const { index } = one.candidate;
    return { index, ways: waysIn(one, source), program: programOf(world, seed, index) };
  });
  const traces = new Map<Source, readonly (Trace | null)[]>();
  for (const each of sources) {
    onProgress(`${world}: ${chosen.length} programs on ${each.name}`);
    traces.set(
      each,
      await steadyTraces(
        chosen.map(({ program }) => program),
        each.session,
      ),
    );
  }
  const interpreters = Object.fromEntries(sources.map(({ target, name }) => [target, name]));
  return { head: { format: 1, ...range, interpreters, kernel }, kept: witnessed(chosen, traces, kernel) };
}

/** One program that an interpreter no longer plays as it was recorded. */
export interface Changed {
  /** The number of the program in its volume, from 1. */
  readonly number: number;
  readonly interpreter: string;
}

/** What the interpreters do otherwise than `volume` says. Throws SuiteError when one of them fails. */
export async function changedIn(
  volume: Volume,
  sources: readonly Source[],
  onProgress: OnProgress,
): Promise<readonly Changed[]> {
  const programs = volume.kept.map(({ program }) => program);
  const all: Changed[] = [];
  for (const { target, name, session } of sources) {
    onProgress(`corpus, ${volume.head.world}: ${name}`);
    for (const [at, trace] of (await tracesOf(programs, session)).entries()) {
      const recorded = volume.kept[at]?.traces.find(({ versions }) => versions.includes(target))?.trace;
      const same = trace !== null && recorded !== undefined && compare(recorded, trace, "exact") === null;
      if (!same) all.push({ number: at + 1, interpreter: name });
    }
  }
  return all;
}

/** The versions a corpus must be recorded from: all there are. */
export function versionsLacking(sources: readonly Source[]): readonly Target[] {
  return TARGETS.filter((version) => !sources.some(({ target }) => target === version));
}
