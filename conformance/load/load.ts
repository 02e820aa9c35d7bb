// Reads scenarios and their recordings from fixtures/, and programs from files. Refuses what is malformed, by name.
// Knows what of scenarios and probes can be selected; how probes are read is in load-probes.ts.

import { existsSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import type { Probe } from "../../spec/probe.ts";
import type { Program } from "../../spec/program.ts";
import type { Recording, Scenario } from "../../spec/scenario.ts";
import { digest } from "../certificate/digest.ts";
import { programError } from "../check/program.ts";
import { packagePath } from "../package-path.ts";
import { SuiteError } from "../suite-error.ts";
import { type LoadedProbe, loadProbes } from "./load-probes.ts";
import { type Blame, jsonFilesIn, readFixture, readJson, shaped } from "./read-shaped.ts";
import { remembered } from "./remembered.ts";
import { isSealed, SEALS, type Trust } from "./sealed.ts";

/** A scenario with its id (`connect/connect-on-first-write`) and, if it has been recorded, its recording. */
export interface LoadedScenario {
  readonly id: string;
  readonly scenario: Scenario;
  readonly recording: Recording | null;
}

/** What a run consists of: scenarios and probes, each with its id. */
export type LoadedCase = LoadedScenario | LoadedProbe;

/** Where the published scenarios are. */
export const SCENARIOS_FOLDER = packagePath("fixtures/scenarios");

/** Where scenarios are that random programs have found: their ids begin with `regressions/`. */
export const REGRESSIONS_FOLDER = packagePath("fixtures/regressions");

const RECORDING_ENDING = ".trace.json";

/** The folder an id is looked up in. */
function folderOf(id: string): string {
  return id.startsWith("regressions/") ? dirname(REGRESSIONS_FOLDER) : SCENARIOS_FOLDER;
}

/** The file a scenario's recording is in. */
export function recordingFile(id: string, folder: string = folderOf(id)): string {
  return join(folder, `${id}${RECORDING_ENDING}`);
}

function checked(program: Program, file: string, blame: Blame): void {
  const wrong = programError(program);
  if (wrong !== null)
    throw new SuiteError(blame, `${file} cannot be played: ${wrong}.`, "See the rules in spec/program.ts.");
}

/** The recording of scenario `id`, or null when there is none or it was made from another program than `program`. */
export function readRecordingIfFits(
  id: string,
  program: Program,
  folder: string = folderOf(id),
  trusts: Trust = isSealed,
): Recording | null {
  const file = recordingFile(id, folder);
  if (!existsSync(file)) return null;
  const { value: recording } = readFixture<Recording>(file, "recording", trusts);
  return recording.program === digest(program) ? recording : null;
}

function readRecording(id: string, folder: string, program: Program, trusts: Trust): Recording | null {
  const recording = readRecordingIfFits(id, program, folder, trusts);
  const file = recordingFile(id, folder);
  if (recording !== null || !existsSync(file)) return recording;
  throw new SuiteError(
    "bad-fixture",
    `${file} was recorded from another program than ${id}.json holds now.`,
    `Record it again: npm run record -- ${id}`,
  );
}

/**
 * All scenarios under `folder`, in order of id. Throws SuiteError for a file that is malformed, names an unknown clause,
 * or has a recording that belongs to another program (unless `recordings` is "ignore"). `within` is a folder in it
 * that alone is looked into; `trusts` says which files need not be looked through.
 */
export function loadScenarios(
  folder: string = SCENARIOS_FOLDER,
  recordings: "read" | "ignore" = "read",
  within = "",
  trusts: Trust = isSealed,
): readonly LoadedScenario[] {
  const files = jsonFilesIn(folder, within);
  const load = () =>
    files
      .filter((file) => !file.endsWith(RECORDING_ENDING))
      .map((file) => loadScenario(file, folder, recordings, trusts));
  if (trusts !== isSealed) return load();
  const paths = files.map((file) => join(folder, file));
  return remembered(`scenarios ${recordings} ${join(folder, within)}`, [packagePath(SEALS), ...paths], load);
}

function loadScenario(file: string, folder: string, recordings: "read" | "ignore", trusts: Trust): LoadedScenario {
  const id = file.slice(0, -".json".length);
  const path = join(folder, file);
  const { value: scenario, isTrusted } = readFixture<Scenario>(path, "scenario", trusts);
  if (!isTrusted) checked(scenario.program, path, "bad-fixture");
  const recording = recordings === "read" ? readRecording(id, folder, scenario.program, trusts) : null;
  return { id, scenario, recording };
}

/** A program from a file that holds either a scenario or a bare program. Throws SuiteError when it holds neither. */
export function loadProgramFile(file: string): { title: string; program: Program; scenario: Scenario | null } {
  const value = readJson(file, "bad-program");
  const isScenario = value !== null && typeof value === "object" && "program" in value;
  const scenario = isScenario ? shaped<Scenario>(value, file, "scenario", "bad-program") : null;
  const program = scenario?.program ?? shaped<Program>(value, file, "program", "bad-program");
  checked(program, file, "bad-program");
  return { title: scenario?.title ?? file, program, scenario };
}

/** All published scenarios and probes, in order of id. Throws SuiteError as `loadScenarios` and `loadProbes` do. */
export function loadCases(recordings: "read" | "ignore" = "read", trusts: Trust = isSealed): readonly LoadedCase[] {
  const published = loadScenarios(undefined, recordings, undefined, trusts);
  const found = loadScenarios(dirname(REGRESSIONS_FOLDER), recordings, basename(REGRESSIONS_FOLDER), trusts);
  const cases = [...published, ...found, ...loadProbes(undefined, recordings, trusts)];
  return cases.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What is said of a scenario or a probe: title, clauses, why, targets. */
export function aboutOf(loaded: LoadedCase): Scenario | Probe {
  return "probe" in loaded ? loaded.probe : loaded.scenario;
}

/** The file of a case that people read, from the root of the package: a scenario, or the script of a probe. */
export function fileOf(loaded: LoadedCase): string {
  if ("probe" in loaded) return `fixtures/probes/${loaded.id}.py`;
  return relative(packagePath("."), join(folderOf(loaded.id), `${loaded.id}.json`));
}

/** What of a case is played: a program, or the script of a probe. */
export function playedOf(loaded: LoadedCase): Program | LoadedProbe {
  return "probe" in loaded ? loaded : loaded.scenario.program;
}

/**
 * The cases whose id, area or clause matches one of `selectors`; all of them when there are none. A selector is an id,
 * the beginning of an id up to a `/`, an area or a clause id, in any case. Throws SuiteError when nothing matches one.
 */
export function select<Case extends LoadedCase>(cases: readonly Case[], selectors: readonly string[]): readonly Case[] {
  if (selectors.length === 0) return cases;
  const matching = selectors.map((selector) => {
    const wanted = selector.toLowerCase().replace(/\.json$/, "");
    const found = cases.filter(
      (loaded) =>
        loaded.id === wanted ||
        loaded.id.startsWith(`${wanted}/`) ||
        loaded.id.split("/")[1] === wanted ||
        aboutOf(loaded).clauses.some((clause) => clause.toLowerCase() === wanted),
    );
    if (found.length > 0) return found;
    throw new SuiteError(
      "nothing-selected",
      `No scenario matches "${selector}".`,
      "`asyncore-conformance list` shows all ids, areas and clauses.",
    );
  });
  const chosen = new Set(matching.flat());
  return cases.filter((loaded) => chosen.has(loaded));
}
