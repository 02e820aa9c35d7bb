// The command that records what the interpreters of this machine do, beside the scenarios and probes.

import { release, type } from "node:os";
import type { Target } from "../../spec/clause.ts";
import { findInterpreters, pythonAdapter } from "../adapters/python.ts";
import { type LoadedCase, type LoadedScenario, loadCases, readRecordingIfFits, recordingFile } from "../load/load.ts";
import { type LoadedProbe, probeRecordingFile, readProbeRecordingIfFits } from "../load/load-probes.ts";
import { DEFAULT_RUN_LIMITS, Session } from "../play/session.ts";
import { mergeRecordings, recordScenario, type Source, writeRecording } from "../record/record.ts";
import { mergeProbeRecordings, recordProbe, writeProbeRecording } from "../record/record-probe.ts";
import { plural } from "../report/plural.ts";
import { EXIT_CODES, SuiteError } from "../suite-error.ts";
import { checkCorpus, recordCorpus } from "./record-corpus.ts";
import { selectNamed } from "./selection.ts";
import { parseTarget } from "./session-options.ts";
import type { Surroundings } from "./surroundings.ts";

/** Options of `record`. */
export interface RecordOptions {
  /** Only say what would change: exit 1 when something would. */
  readonly check: boolean;
  /** Interpreters by target, beside those found on this machine: "3.11=/usr/bin/python3". */
  readonly python: readonly string[];
  /** Choose and record the corpus, and nothing else. */
  readonly corpus: boolean;
}

function interpretersOf(options: RecordOptions, env: NodeJS.ProcessEnv): ReadonlyMap<Target, string> {
  const named = options.python.map((pair) => {
    const [target, path] = pair.split("=", 2);
    if (path === undefined)
      throw new SuiteError("usage", `"${pair}" names no interpreter.`, "Write it as 3.11=/path/to/python.");
    return [parseTarget(target ?? ""), path] as const;
  });
  return new Map([...findInterpreters(env), ...named]);
}

/** The kernel recordings are made on, for example "Linux 6.18". */
function kernel(): string {
  return `${type()} ${release().split(".").slice(0, 2).join(".")}`;
}

async function openSources(options: RecordOptions, surroundings: Surroundings): Promise<Source[]> {
  const sources: Source[] = [];
  for (const [target, python] of interpretersOf(options, surroundings.env)) {
    const session = new Session(pythonAdapter(python), surroundings.host, DEFAULT_RUN_LIMITS);
    surroundings.sessions.add(session);
    const { implementation } = await session.identity();
    sources.push({ target, name: `CPython ${implementation.version}`, session });
  }
  if (sources.length > 0) return sources;
  throw new SuiteError(
    "oracle-unusable",
    "No CPython with asyncore was found on this machine.",
    "Install one, or name it: --python 3.11=/path/to/python.",
  );
}

/** Records one scenario, unless `checkOnly`. Gives the file that differs from what was recorded before, or null. */
async function recordedScenario(
  loaded: LoadedScenario,
  sources: readonly Source[],
  checkOnly: boolean,
): Promise<string | null> {
  const before = readRecordingIfFits(loaded.id, loaded.scenario.program);
  const now = mergeRecordings(before, await recordScenario(loaded, sources, kernel()));
  return writeRecording({ ...loaded, recording: before }, now, checkOnly) ? recordingFile(loaded.id) : null;
}

/** The same of one probe. */
async function recordedProbe(
  loaded: LoadedProbe,
  sources: readonly Source[],
  checkOnly: boolean,
): Promise<string | null> {
  const before = readProbeRecordingIfFits(loaded.id, loaded.source);
  const now = mergeProbeRecordings(before, await recordProbe(loaded, sources, kernel()));
  return writeProbeRecording({ ...loaded, recording: before }, now, checkOnly) ? probeRecordingFile(loaded.id) : null;
}

function recorded(loaded: LoadedCase, sources: readonly Source[], checkOnly: boolean): Promise<string | null> {
  return "probe" in loaded ? recordedProbe(loaded, sources, checkOnly) : recordedScenario(loaded, sources, checkOnly);
}

/** Records each of `chosen`, unless `checkOnly`. Gives how many differ from what was recorded before. */
async function recordEach(
  chosen: readonly LoadedCase[],
  sources: readonly Source[],
  checkOnly: boolean,
  { say, progress }: Surroundings,
): Promise<number> {
  let changed = 0;
  for (const [index, loaded] of chosen.entries()) {
    progress(`${index + 1} of ${chosen.length}: ${loaded.id}`);
    const differing = await recorded(loaded, sources, checkOnly);
    if (differing === null) continue;
    changed += 1;
    say(`${checkOnly ? "differs" : "recorded"}: ${differing}`);
  }
  return changed;
}

/** Says which recordings of scenarios and probes, and of the whole corpus when all are asked for, differ. Gives how many. */
async function checkAll(
  chosen: readonly LoadedCase[],
  isWhole: boolean,
  sources: readonly Source[],
  surroundings: Surroundings,
): Promise<number> {
  const changed = await recordEach(chosen, sources, true, surroundings);
  const corpus = isWhole ? await checkCorpus(sources, surroundings) : { programs: 0, differing: 0 };
  const random = isWhole ? ` and ${plural(corpus.programs, "random program")}` : "";
  const differing = changed + corpus.differing;
  surroundings.say(`${plural(chosen.length, "scenario")}${random}, ${differing} differ from what is recorded`);
  return differing;
}

/**
 * Records the selected scenarios and probes, or the corpus, on every interpreter found, or checks what is recorded. Gives the
 * exit code.
 */
export async function recordCommand(
  selectors: readonly string[],
  options: RecordOptions,
  surroundings: Surroundings,
): Promise<number> {
  const chosen = options.corpus ? [] : selectNamed(loadCases("ignore"), selectors);
  const sources = await openSources(options, surroundings);
  surroundings.say(`recording from ${sources.map(({ name }) => name).join(", ")}`);
  try {
    if (options.check) {
      const differing = await checkAll(chosen, selectors.length === 0, sources, surroundings);
      return differing > 0 ? EXIT_CODES.notConformant : EXIT_CODES.met;
    }
    if (options.corpus) await recordCorpus(sources, kernel(), surroundings);
    else {
      const changed = await recordEach(chosen, sources, false, surroundings);
      surroundings.say(`${plural(chosen.length, "scenario")}, ${changed} written`);
    }
    return EXIT_CODES.met;
  } finally {
    surroundings.progress(null);
    await Promise.all(sources.map(({ session }) => session.close()));
  }
}
