// Reads probes, their scripts and their recordings from fixtures/. Refuses what is malformed, by name.

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Probe, ProbeRecording } from "../../spec/probe.ts";
import { digest } from "../certificate/digest.ts";
import { packagePath } from "../package-path.ts";
import { SuiteError } from "../suite-error.ts";
import { jsonFilesIn, readFixture, readText } from "./read-shaped.ts";
import { isSealed, type Trust } from "./sealed.ts";

/** A probe with its id (`select/signals`), the text of its script and, if it has been recorded, its recording. */
export interface LoadedProbe {
  readonly id: string;
  readonly probe: Probe;
  readonly source: string;
  readonly recording: ProbeRecording | null;
}

/** Where the published probes are. */
export const PROBES_FOLDER = packagePath("fixtures/probes");

const RECORDING_ENDING = ".lines.json";

/** The file a probe's recording is in. */
export function probeRecordingFile(id: string, folder: string = PROBES_FOLDER): string {
  return join(folder, `${id}${RECORDING_ENDING}`);
}

/** The recording of probe `id`, or null when there is none or it was made from another script than `source`. */
export function readProbeRecordingIfFits(
  id: string,
  source: string,
  folder: string = PROBES_FOLDER,
  trusts: Trust = isSealed,
): ProbeRecording | null {
  const file = probeRecordingFile(id, folder);
  if (!existsSync(file)) return null;
  const { value: recording } = readFixture<ProbeRecording>(file, "probe-recording", trusts);
  return recording.script === digest(source) ? recording : null;
}

function readRecording(id: string, source: string, folder: string, trusts: Trust): ProbeRecording | null {
  const recording = readProbeRecordingIfFits(id, source, folder, trusts);
  const file = probeRecordingFile(id, folder);
  if (recording !== null || !existsSync(file)) return recording;
  throw new SuiteError(
    "bad-fixture",
    `${file} was recorded from another script than ${id}.py holds now.`,
    `Record it again: npm run record -- ${id}`,
  );
}

/** The script in `file`. A byte that is not ASCII would be read differently by different Pythons. */
function readScript(file: string): string {
  const source = readText(file, "bad-fixture");
  const strange = [...source].find((character) => character > "\x7e");
  if (strange === undefined) return source;
  throw new SuiteError(
    "bad-fixture",
    `${file} holds ${JSON.stringify(strange)}, which is not ASCII.`,
    "Write it with an escape.",
  );
}

/**
 * All probes under `folder`, in order of id. Throws SuiteError for one that is malformed, names an unknown clause, has no
 * script, or has a recording that belongs to another script (unless `recordings` is "ignore"). `trusts` says which files
 * need not be looked through.
 */
export function loadProbes(
  folder: string = PROBES_FOLDER,
  recordings: "read" | "ignore" = "read",
  trusts: Trust = isSealed,
): readonly LoadedProbe[] {
  const files = jsonFilesIn(folder).filter((file) => !file.endsWith(RECORDING_ENDING));
  return files.map((file) => {
    const id = file.slice(0, -".json".length);
    const path = join(folder, file);
    const { value: probe } = readFixture<Probe>(path, "probe", trusts);
    const source = readScript(join(folder, `${id}.py`));
    return { id, probe, source, recording: recordings === "read" ? readRecording(id, source, folder, trusts) : null };
  });
}
