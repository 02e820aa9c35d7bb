// The command that records what the interpreters of this machine do, beside the scenarios.

import { release, type } from "node:os";
import type { Target } from "../../spec/clause.ts";
import { findInterpreters, pythonAdapter } from "../adapters/python.ts";
import { loadScenarios, readRecordingIfFits, recordingFile } from "../load.ts";
import { mergeRecordings, recordScenario, type Source, writeRecording } from "../record.ts";
import { plural } from "../report/plural.ts";
import { DEFAULT_RUN_LIMITS, Session } from "../session.ts";
import { EXIT_CODES, SuiteError } from "../suite-error.ts";
import { selectNamed } from "./selection.ts";
import { parseTarget } from "./session-options.ts";
import type { Surroundings } from "./surroundings.ts";

/** Options of `record`. */
export interface RecordOptions {
  /** Only say what would change: exit 1 when something would. */
  readonly check: boolean;
  /** Interpreters by target, beside those found on this machine: "3.11=/usr/bin/python3". */
  readonly python: readonly string[];
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

/** Records the selected scenarios on every interpreter found. Gives the exit code. */
export async function recordCommand(
  selectors: readonly string[],
  options: RecordOptions,
  surroundings: Surroundings,
): Promise<number> {
  const chosen = selectNamed(loadScenarios(undefined, "ignore"), selectors);
  const sources = await openSources(options, surroundings);
  surroundings.say(`recording from ${sources.map(({ name }) => name).join(", ")}`);
  let changed = 0;
  try {
    for (const [index, scenario] of chosen.entries()) {
      surroundings.progress(`${index + 1} of ${chosen.length}: ${scenario.id}`);
      const before = readRecordingIfFits(scenario.id, scenario.scenario.program);
      const recording = mergeRecordings(before, await recordScenario(scenario, sources, kernel()));
      const loaded = { ...scenario, recording: before };
      if (!writeRecording(loaded, recording, options.check)) continue;
      changed += 1;
      surroundings.say(`${options.check ? "differs" : "recorded"}: ${recordingFile(scenario.id)}`);
    }
  } finally {
    surroundings.progress(null);
    await Promise.all(sources.map(({ session }) => session.close()));
  }
  surroundings.say(
    `${plural(chosen.length, "scenario")}, ${changed} ${options.check ? "differ from what is recorded" : "written"}`,
  );
  return options.check && changed > 0 ? EXIT_CODES.notConformant : EXIT_CODES.met;
}
