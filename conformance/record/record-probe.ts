// Records what real interpreters print when they run a probe: once where versions agree, several times where they differ.
// Knows probes; versions are told apart and put together as those of scenarios are.

import { renameSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import type { ProbeRecording, RecordedLines } from "../../spec/probe.ts";
import type { RecordedTrace } from "../../spec/scenario.ts";
import type { Trace } from "../../spec/trace.ts";
import { canonicalJson, digest } from "../certificate/digest.ts";
import { compare } from "../judge/compare.ts";
import { type LoadedProbe, PROBES_FOLDER, probeRecordingFile } from "../load/load-probes.ts";
import { packagePath } from "../package-path.ts";
import { linesOfTrace, scriptFailed, traceOfLines } from "../play/probe.ts";
import { SuiteError } from "../suite-error.ts";
import { grouped, mergeWitnesses, type Source, type Witness, witnessesOf } from "./record.ts";

async function traceOf({ id, source: script }: LoadedProbe, { name, session }: Source): Promise<Trace> {
  const { outcome } = await session.probe(script);
  if (outcome.outcome === "played" && !scriptFailed(outcome.trace)) return outcome.trace;
  throw new SuiteError(
    "oracle-unusable",
    `${name} did not run ${id} to its end: ${JSON.stringify(outcome)}.`,
    "Mend the script or the adapter.",
  );
}

/** Runs it twice: a script that prints what varies is a mistake of ours, and must not become anybody's expectation. */
async function steadyTrace(loaded: LoadedProbe, source: Source): Promise<Trace> {
  const [first, second] = [await traceOf(loaded, source), await traceOf(loaded, source)];
  const divergence = compare(first, second, "exact");
  if (divergence === null) return first;
  throw new SuiteError(
    "bad-fixture",
    `${source.name} printed two different things for ${loaded.id}: ${JSON.stringify(divergence)}.`,
    "Make the script deterministic.",
  );
}

function recordingOf(script: string, witnesses: readonly Witness[]): ProbeRecording {
  const prints = grouped(witnesses).map(({ trace, ...about }) => ({ ...about, lines: linesOfTrace(trace) }));
  return { script, prints };
}

function asTraces(prints: readonly RecordedLines[]): readonly RecordedTrace[] {
  return prints.map(({ lines, ...about }) => ({ ...about, trace: traceOfLines(lines) }));
}

/** Records one probe on every source it is for. Throws SuiteError when a script fails or is not steady. */
export async function recordProbe(
  loaded: LoadedProbe,
  sources: readonly Source[],
  kernel: string,
): Promise<ProbeRecording> {
  const witnesses: Witness[] = [];
  for (const source of sources) {
    if (!(loaded.probe.targets?.includes(source.target) ?? true)) continue;
    const trace = await steadyTrace(loaded, source);
    witnesses.push({ version: source.target, interpreter: source.name, kernel, trace });
  }
  return recordingOf(digest(loaded.source), witnesses);
}

/** `before` with what was recorded now, as recordings of scenarios are merged: versions that were not asked now are kept. */
export function mergeProbeRecordings(before: ProbeRecording | null, now: ProbeRecording): ProbeRecording {
  if (before === null || before.script !== now.script) return now;
  const [earlier, later] = [before, now].map(({ prints }) => witnessesOf(asTraces(prints)));
  return recordingOf(now.script, mergeWitnesses(earlier ?? [], later ?? []));
}

/** The text of a recording file: one printed line a line, so that a change is a small diff. */
export function printProbeRecording({ script, prints }: ProbeRecording, schema: string): string {
  const printed = prints.map(({ lines, ...about }) => {
    const shown = lines.map((line) => `   ${JSON.stringify(line)}`).join(",\n");
    return `  ${JSON.stringify(about).slice(0, -1)},"lines":[\n${shown}\n  ]}`;
  });
  return `{"$schema":${JSON.stringify(schema)},"script":"${script}","prints":[\n${printed.join(",\n")}\n]}\n`;
}

/**
 * Writes a recording beside its probe, whole or not at all, unless `checkOnly`. Says whether it differs from the one the
 * probe was loaded with. One of a probe that was for none of the interpreters is not written.
 */
export function writeProbeRecording(
  loaded: LoadedProbe,
  recording: ProbeRecording,
  checkOnly: boolean,
  folder: string = PROBES_FOLDER,
): boolean {
  const { $schema: _schema, ...before } = loaded.recording ?? { script: "", prints: [] };
  if (recording.prints.length === 0 || canonicalJson(before) === canonicalJson(recording)) return false;
  if (checkOnly) return true;
  const file = probeRecordingFile(loaded.id, folder);
  const schema = relative(dirname(file), packagePath("spec/schema/probe-recording.schema.json"));
  writeFileSync(`${file}.new`, printProbeRecording(recording, schema));
  renameSync(`${file}.new`, file);
  return true;
}
