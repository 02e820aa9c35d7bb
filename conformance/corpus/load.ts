// Reads the corpus from fixtures/: each of its programs becomes a case like a scenario, with what was recorded of it.
// Knows where it lies and how its cases are called; knows nothing of how they were chosen or are played.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Target } from "../../spec/clause.ts";
import type { World } from "../../spec/program.ts";
import type { RecordedTrace } from "../../spec/scenario.ts";
import type { LoadedScenario } from "../load/load.ts";
import { remembered } from "../load/remembered.ts";
import { packagePath } from "../package-path.ts";
import { SuiteError } from "../suite-error.ts";
import { isSealed, SEALS } from "./seal.ts";
import { type Kept, readVolume, type Volume } from "./volume.ts";

/** Where the published corpus is. */
export const CORPUS_FOLDER = packagePath("fixtures/corpus");

/** The worlds it has programs of: each is a file. */
export const CORPUS_WORLDS = ["scripted", "loopback"] as const satisfies readonly World[];

const PREFIX = "corpus/";

/** A program of the corpus as a case. */
export interface CorpusCase extends LoadedScenario {
  /** SHA-256 of the text of the file it lies in: it stands for what was recorded wherever that is digested. */
  readonly volume: string;
}

/** Whether a case is of the corpus: random, and so about nothing in particular. */
export function isOfCorpus(loaded: object): loaded is CorpusCase {
  return "volume" in loaded;
}

/** The file of the programs of `world`. */
export function volumeFile(world: World, folder: string = CORPUS_FOLDER): string {
  return join(folder, `${world}.ndjson.gz`);
}

/** A volume as it lies there. `digest` is the SHA-256 of its text. */
export interface OpenVolume extends Volume {
  readonly digest: string;
}

/**
 * What the volume of `world` holds, or null when there is none; with a `target` only its traces. Throws SuiteError when it
 * cannot be read, or is not what was recorded.
 */
export function loadVolume(world: World, target?: Target, folder: string = CORPUS_FOLDER): OpenVolume | null {
  const file = volumeFile(world, folder);
  if (!existsSync(file)) return null;
  return remembered(`volume ${file} ${target}`, [file, join(folder, SEALS)], () => readFrom(file, folder, target));
}

function readFrom(file: string, folder: string, target: Target | undefined): OpenVolume {
  const refused = (why: string) =>
    new SuiteError(
      "bad-fixture",
      `${file} ${why}.`,
      "Install the package again, or record it: npm run record -- --corpus",
    );
  const bytes = readFileSync(file);
  let read: OpenVolume;
  try {
    const text = gunzipSync(bytes).toString("utf8");
    read = { ...readVolume(text, target), digest: createHash("sha256").update(text).digest("hex") };
  } catch (error) {
    throw refused(`cannot be read: ${(error as Error).message}`);
  }
  if (!isSealed(folder, basename(file), bytes))
    throw refused(`was changed after it was recorded: ${SEALS} beside it says so`);
  return read;
}

/** The name of the `number`-th program of a world, counted from 1: `corpus/scripted-0001`. */
export function idOf(world: World, number: number): string {
  return `${PREFIX}${world}-${String(number).padStart(4, "0")}`;
}

function titleOf({ index, ways }: Kept, head: Volume["head"]): string {
  const through = ways.length === 0 ? "" : `, by a way of its own through ${ways.join(", ")}`;
  return `Random program ${index} of seed ${head.seed} goes as it goes in the original${through}`;
}

const WHY = "Nobody thought of it: it was kept because it does what no other program of the corpus does.";

function caseOf(kept: Kept, number: number, volume: OpenVolume): CorpusCase {
  const { head, digest } = volume;
  const recorded = ({ versions, trace }: Kept["traces"][number]): RecordedTrace => {
    const interpreters = versions.map((version) => head.interpreters[version] ?? `CPython ${version}`);
    return { versions, interpreters, kernel: head.kernel, trace };
  };
  const scenario = { title: titleOf(kept, head), clauses: [], why: WHY, program: kept.program };
  const recording = { program: digest, traces: kept.traces.map(recorded) };
  return { id: idOf(head.world, number), scenario, recording, volume: digest };
}

/**
 * All programs of the corpus as cases, in order of id; with a `target` only its traces. None where there is no corpus.
 * Throws SuiteError when a file cannot be read.
 */
export function loadCorpus(target?: Target, folder: string = CORPUS_FOLDER): readonly CorpusCase[] {
  return [...CORPUS_WORLDS].sort().flatMap((world) => {
    const volume = loadVolume(world, target, folder);
    return volume === null ? [] : volume.kept.map((kept, at) => caseOf(kept, at + 1, volume));
  });
}

/** The programs of the corpus when one of `words` names some of them; none otherwise, for reading them takes a moment. */
export function corpusFor(words: readonly string[], target?: Target): readonly CorpusCase[] {
  return words.some((word) => /^(corpus(\/|$)|(scripted|loopback)-\d+$)/i.test(word)) ? loadCorpus(target) : [];
}
