// Records what real interpreters do: one trace where versions agree, several where they differ. Goldens are never typed.

import { renameSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { TARGETS, type Target } from "../../spec/clause.ts";
import type { Program } from "../../spec/program.ts";
import type { RecordedTrace, Recording, Scenario } from "../../spec/scenario.ts";
import type { Observation, Trace } from "../../spec/trace.ts";
import { canonicalJson, digest } from "../certificate/digest.ts";
import { compare } from "../judge/compare.ts";
import { normalise } from "../judge/normalise.ts";
import { overPoll } from "../judge/over-poll.ts";
import { missingFor } from "../judge/qualify.ts";
import { type LoadedScenario, recordingFile } from "../load/load.ts";
import { packagePath } from "../package-path.ts";
import type { Session } from "../play/session.ts";
import { SuiteError } from "../suite-error.ts";

/** A running interpreter to record from. */
export interface Source {
  readonly target: Target;
  /** For example "CPython 3.11.7". */
  readonly name: string;
  readonly session: Session;
}

async function traceOf(id: string, program: Program, { name, session }: Source): Promise<Trace> {
  const { outcome, addresses } = await session.play(program);
  if (outcome.outcome !== "played")
    throw new SuiteError(
      "oracle-unusable",
      `${name} did not play ${id}: ${JSON.stringify(outcome)}.`,
      "Mend the scenario or the adapter.",
    );
  return normalise(outcome.trace, { program, profile: "exact", addresses });
}

/** Plays twice: a trace that varies is a mistake of ours, and must not become anybody's expectation. */
async function steadyTrace(id: string, program: Program, source: Source): Promise<Trace> {
  const [first, second] = [await traceOf(id, program, source), await traceOf(id, program, source)];
  const divergence = compare(first, second, "exact");
  if (divergence !== null)
    throw new SuiteError(
      "bad-fixture",
      `${source.name} left two different traces of ${id}: ${JSON.stringify(divergence)}.`,
      "Make the scenario deterministic.",
    );
  if (!tooEarly(first)) return first;
  throw new SuiteError(
    "bad-fixture",
    `A timed call of ${id} did not wait on ${source.name}.`,
    "Time only calls that wait.",
  );
}

/** A recording waits for nothing it claims to have waited for: a `timed` call that returned early would expect nothing. */
function tooEarly(trace: Trace): boolean {
  return trace.some((observation) => observation.kind === "action" && observation.waitedAtLeastTimeout === false);
}

/** What one version did, and who it was that did it, where. */
export interface Witness {
  readonly version: Target;
  readonly interpreter: string;
  readonly kernel: string;
  readonly trace: Trace;
}

/** One entry for each group of versions that left the same trace, in order of version. */
export function grouped(witnesses: readonly Witness[]): readonly RecordedTrace[] {
  const groups: { versions: Target[]; interpreters: string[]; kernel: string; trace: Trace }[] = [];
  for (const target of TARGETS) {
    const witness = witnesses.find(({ version }) => version === target);
    if (witness === undefined) continue;
    const { version, interpreter, kernel, trace } = witness;
    const same = groups.find((group) => compare(group.trace, trace, "exact") === null);
    if (same === undefined) groups.push({ versions: [version], interpreters: [interpreter], kernel, trace });
    else {
      same.versions.push(version);
      same.interpreters.push(interpreter);
    }
  }
  return groups;
}

/** The witnesses that such entries were grouped from. */
export function witnessesOf(traces: readonly RecordedTrace[]): readonly Witness[] {
  return traces.flatMap(({ versions, interpreters, kernel, trace }) =>
    versions.map((version) => {
      const interpreter = interpreters.find((name) => name.includes(` ${version}.`)) ?? `CPython ${version}`;
      return { version, interpreter, kernel, trace };
    }),
  );
}

/** A recording of these witnesses. Of those over poll only the ones who did something else than over select are kept. */
function recordingOf(program: string, witnesses: readonly Witness[], overPoll: readonly Witness[]): Recording {
  const differing = overPoll.filter(({ version, trace }) => {
    const overSelect = witnesses.find((witness) => witness.version === version);
    return overSelect === undefined || compare(overSelect.trace, trace, "exact") !== null;
  });
  const others = differing.length === 0 ? {} : { overPoll: grouped(differing) };
  return { program, traces: grouped(witnesses), ...others };
}

/** Records one scenario on every source it can be played on. Throws SuiteError when a source fails or is not steady. */
export async function recordScenario(
  { id, scenario }: LoadedScenario,
  sources: readonly Source[],
  kernel: string,
): Promise<Recording> {
  const witnesses: Witness[] = [];
  const witnessesOverPoll: Witness[] = [];
  const other = overPoll(scenario);
  for (const source of sources) {
    if (!(scenario.targets?.includes(source.target) ?? true)) continue;
    const { capabilities } = await source.session.identity();
    if (missingFor(scenario.program, capabilities) !== null) continue;
    const witness = async ({ program }: Scenario): Promise<Witness> => {
      const trace = await steadyTrace(id, program, source);
      return { version: source.target, interpreter: source.name, kernel, trace };
    };
    witnesses.push(await witness(scenario));
    if (other !== null) witnessesOverPoll.push(await witness(other));
  }
  return recordingOf(digest(scenario.program), witnesses, witnessesOverPoll);
}

/**
 * `before` with what was recorded now. Versions that were not recorded now are kept (a machine may have only some of the
 * interpreters), and so are the witnesses of versions that did the same as before (it may have another kernel). Nothing is
 * kept when the program has changed.
 */
export function mergeRecordings(before: Recording | null, now: Recording): Recording {
  if (before === null || before.program !== now.program) return now;
  const merged = mergeWitnesses(witnessesOf(before.traces), witnessesOf(now.traces));
  const recordedNow = new Set(now.traces.flatMap(({ versions }) => versions));
  const earlierOverPoll = witnessesOf(before.overPoll ?? []);
  const laterOverPoll = witnessesOf(now.overPoll ?? []);
  const kept = earlierOverPoll.filter(
    ({ version }) => !recordedNow.has(version) || laterOverPoll.some((witness) => witness.version === version),
  );
  return recordingOf(now.program, merged, mergeWitnesses(kept, laterOverPoll));
}

/** The witnesses of now, but where a version did the same as before, the earlier one. */
export function mergeWitnesses(earlier: readonly Witness[], later: readonly Witness[]): readonly Witness[] {
  const changed = later.filter(({ version, trace }) => {
    const known = earlier.find((witness) => witness.version === version);
    return known === undefined || compare(known.trace, trace, "exact") !== null;
  });
  return [...changed, ...earlier];
}

/** The members of an observation in the order in which people read them. */
const MEMBERS = [
  ...["kind", "depth", "of", "op", "event", "call", "args", "asked", "stream", "text", "returned", "raised"],
  ...["connected", "accepting", "connecting", "closing", "maps", "addr", "socket"],
];

function inReadingOrder(observation: Observation): Observation {
  const rank = (member: string) => (MEMBERS.includes(member) ? MEMBERS.indexOf(member) : MEMBERS.length);
  return Object.fromEntries(
    Object.entries(observation).sort(([a], [b]) => rank(a) - rank(b)),
  ) as unknown as Observation;
}

function printTraces(traces: readonly RecordedTrace[]): string {
  const printed = traces.map(({ trace, ...about }) => {
    const observations = trace.map((observation) => `   ${JSON.stringify(inReadingOrder(observation))}`).join(",\n");
    return `  ${JSON.stringify(about).slice(0, -1)},"trace":[\n${observations}\n  ]}`;
  });
  return `[\n${printed.join(",\n")}\n]`;
}

/** The text of a recording file: one observation a line, so that a change is a small diff. */
export function printRecording({ program, traces, overPoll: others }: Recording, schema: string): string {
  const beside = others === undefined ? "" : `,"overPoll":${printTraces(others)}`;
  return `{"$schema":${JSON.stringify(schema)},"program":"${program}","traces":${printTraces(traces)}${beside}}\n`;
}

/**
 * Writes a recording beside its scenario, whole or not at all, unless `checkOnly`. Says whether it differs from the one
 * the scenario was loaded with. One without any trace, of a scenario that none of the interpreters could play, is not written.
 */
export function writeRecording(
  loaded: LoadedScenario,
  recording: Recording,
  checkOnly: boolean,
  folder?: string,
): boolean {
  const file = recordingFile(loaded.id, folder);
  const schema = relative(dirname(file), packagePath("spec/schema/recording.schema.json"));
  const { $schema: _schema, ...before } = loaded.recording ?? { program: "", traces: [] };
  if (recording.traces.length === 0 || canonicalJson(before) === canonicalJson(recording)) return false;
  if (checkOnly) return true;
  writeFileSync(`${file}.new`, printRecording(recording, schema));
  renameSync(`${file}.new`, file);
  return true;
}
