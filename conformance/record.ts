// Records what real interpreters do: one trace where versions agree, several where they differ. Goldens are never typed.

import { renameSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { TARGETS, type Target } from "../spec/clause.ts";
import type { RecordedTrace, Recording } from "../spec/scenario.ts";
import type { Observation, Trace } from "../spec/trace.ts";
import { compare } from "./compare.ts";
import { canonicalJson, digest } from "./digest.ts";
import { type LoadedScenario, recordingFile, SCENARIOS_FOLDER } from "./load.ts";
import { normalise } from "./normalise.ts";
import { packagePath } from "./package-path.ts";
import { missingFor } from "./qualify.ts";
import type { Session } from "./session.ts";
import { SuiteError } from "./suite-error.ts";

/** A running interpreter to record from. */
export interface Source {
  readonly target: Target;
  /** For example "CPython 3.11.7". */
  readonly name: string;
  readonly session: Session;
}

async function traceOf({ id, scenario }: LoadedScenario, { name, session }: Source): Promise<Trace> {
  const { outcome, addresses } = await session.play(scenario.program);
  if (outcome.outcome !== "played")
    throw new SuiteError(
      "oracle-unusable",
      `${name} did not play ${id}: ${JSON.stringify(outcome)}.`,
      "Mend the scenario or the adapter.",
    );
  return normalise(outcome.trace, { program: scenario.program, profile: "exact", addresses });
}

/** Plays twice: a trace that varies is a mistake of ours, and must not become anybody's expectation. */
async function steadyTrace(loaded: LoadedScenario, source: Source): Promise<Trace> {
  const [first, second] = [await traceOf(loaded, source), await traceOf(loaded, source)];
  const divergence = compare(first, second, "exact");
  if (divergence === null) return first;
  throw new SuiteError(
    "bad-fixture",
    `${source.name} left two different traces of ${loaded.id}: ${JSON.stringify(divergence)}.`,
    "Make the scenario deterministic.",
  );
}

/** A recording waits for nothing it claims to have waited for: a `timed` call that returned early would expect nothing. */
function tooEarly(trace: Trace): boolean {
  return trace.some((observation) => observation.kind === "action" && observation.waitedAtLeastTimeout === false);
}

/** Records one scenario on every source it can be played on. Throws SuiteError when a source fails or is not steady. */
export async function recordScenario(
  loaded: LoadedScenario,
  sources: readonly Source[],
  kernel: string,
): Promise<Recording> {
  const groups: { versions: Target[]; interpreters: string[]; trace: Trace }[] = [];
  for (const source of sources) {
    if (!(loaded.scenario.targets?.includes(source.target) ?? true)) continue;
    const { capabilities } = await source.session.identity();
    if (missingFor(loaded.scenario.program, capabilities) !== null) continue;
    const trace = await steadyTrace(loaded, source);
    if (tooEarly(trace))
      throw new SuiteError(
        "bad-fixture",
        `A timed call of ${loaded.id} did not wait on ${source.name}.`,
        "Time only calls that wait.",
      );
    const same = groups.find((group) => compare(group.trace, trace, "exact") === null);
    if (same === undefined) groups.push({ versions: [source.target], interpreters: [source.name], trace });
    else {
      same.versions.push(source.target);
      same.interpreters.push(source.name);
    }
  }
  return {
    program: digest(loaded.scenario.program),
    traces: groups.map((group): RecordedTrace => ({ ...group, kernel })),
  };
}

/**
 * `before` with what was recorded now: versions that were recorded now replace what was known of them, others are kept
 * (a machine may have only some of the interpreters), unless the program has changed.
 */
export function mergeRecordings(before: Recording | null, now: Recording): Recording {
  if (before === null || before.program !== now.program) return now;
  const renewed = new Set(now.traces.flatMap(({ versions }) => versions));
  const merged = now.traces.map((entry) => ({ ...entry }));
  for (const old of before.traces) {
    const versions = old.versions.filter((version) => !renewed.has(version));
    if (versions.length === 0) continue;
    const interpreters = old.interpreters.filter((name) => versions.some((version) => name.includes(` ${version}.`)));
    const same = merged.find((entry) => compare(entry.trace, old.trace, "exact") === null);
    if (same === undefined) merged.push({ ...old, versions, interpreters });
    else {
      same.versions = [...same.versions, ...versions];
      same.interpreters = [...same.interpreters, ...interpreters];
    }
  }
  const order = (versions: readonly Target[]) => [...versions].sort((a, b) => TARGETS.indexOf(a) - TARGETS.indexOf(b));
  return { program: now.program, traces: merged.map((entry) => ({ ...entry, versions: order(entry.versions) })) };
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

/** The text of a recording file: one observation a line, so that a change is a small diff. */
export function printRecording(recording: Recording, schema: string): string {
  const traces = recording.traces.map(({ trace, ...about }) => {
    const observations = trace.map((observation) => `   ${JSON.stringify(inReadingOrder(observation))}`).join(",\n");
    return `  ${JSON.stringify(about).slice(0, -1)},"trace":[\n${observations}\n  ]}`;
  });
  return `{"$schema":${JSON.stringify(schema)},"program":"${recording.program}","traces":[\n${traces.join(",\n")}\n]}\n`;
}

/**
 * Writes a recording beside its scenario, whole or not at all, unless `checkOnly`. Says whether it differs from the one
 * the scenario was loaded with.
 */
export function writeRecording(
  loaded: LoadedScenario,
  recording: Recording,
  checkOnly: boolean,
  folder: string = SCENARIOS_FOLDER,
): boolean {
  const file = recordingFile(loaded.id, folder);
  const schema = relative(dirname(file), packagePath("spec/schema/recording.schema.json"));
  const { $schema: _schema, ...before } = loaded.recording ?? { program: "", traces: [] };
  if (canonicalJson(before) === canonicalJson(recording)) return false;
  if (checkOnly) return true;
  writeFileSync(`${file}.new`, printRecording(recording, schema));
  renameSync(`${file}.new`, file);
  return true;
}
