// Records the corpus anew, or says where the interpreters do otherwise than it says.
// Knows files and what is said meanwhile; how programs are chosen and recorded is in ../corpus.

import { renameSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { gzipSync } from "node:zlib";
import type { World } from "../../spec/program.ts";
import { findInterpreters } from "../adapters/python.ts";
import { CORPUS_FOLDER, CORPUS_WORLDS, idOf, loadVolume, volumeFile } from "../corpus/load.ts";
import { type CorpusPlan, changedIn, recordVolume, versionsLacking } from "../corpus/record.ts";
import { seal } from "../corpus/seal.ts";
import { printVolume, type Volume } from "../corpus/volume.ts";
import { Reaching } from "../reach/reaching.ts";
import type { Source } from "../record/record.ts";
import { makeFolder } from "../report/json.ts";
import { plural } from "../report/plural.ts";
import { SuiteError } from "../suite-error.ts";
import type { Surroundings } from "./surroundings.ts";

/** What the corpus is chosen from, and how much of it: this many play in a second on both sides of a wire. */
const PLANS = [
  { world: "scripted", seed: 1, candidates: 8000, most: 1000 },
  { world: "loopback", seed: 1, candidates: 3000, most: 400 },
] as const satisfies readonly CorpusPlan[];

/** The version whose source the programs are chosen by. */
const CHOSEN_BY = "3.11";

function write(world: World, volume: Volume, folder: string): string {
  const file = volumeFile(world, folder);
  makeFolder(dirname(file));
  writeFileSync(`${file}.new`, gzipSync(printVolume(volume), { level: 9 }));
  renameSync(`${file}.new`, file);
  seal(folder, basename(file));
  return file;
}

/** Chooses and records the corpus. Throws SuiteError when an interpreter is missing or fails. */
export async function recordCorpus(
  sources: readonly Source[],
  kernel: string,
  { say, progress, host, env, sessions }: Surroundings,
  folder: string = CORPUS_FOLDER,
  plans: readonly CorpusPlan[] = PLANS,
): Promise<void> {
  const lacking = versionsLacking(sources);
  const python = findInterpreters(env).get(CHOSEN_BY);
  if (lacking.length > 0 || python === undefined)
    throw new SuiteError(
      "oracle-unusable",
      `The corpus has the traces of every version, and there is no CPython ${lacking.join(", ") || CHOSEN_BY} here.`,
      "Install what is missing, or name it: --python 3.11=/path/to/python.",
    );
  for (const plan of plans) {
    const reaching = new Reaching(python, host);
    sessions.add(reaching.session);
    try {
      const volume = await recordVolume(plan, reaching, sources, kernel, progress);
      say(`recorded: ${write(plan.world, volume, folder)}, ${plural(volume.kept.length, "program")}`);
    } finally {
      await reaching.session.close();
    }
  }
}

/** Says which programs of the corpus are no longer played as recorded. Gives how many there are and how many differ. */
export async function checkCorpus(
  sources: readonly Source[],
  { say, progress }: Surroundings,
  folder: string = CORPUS_FOLDER,
): Promise<{ readonly programs: number; readonly differing: number }> {
  const found = { programs: 0, differing: 0 };
  for (const world of CORPUS_WORLDS) {
    const volume = loadVolume(world, undefined, folder);
    if (volume === null) continue;
    const changed = await changedIn(volume, sources, progress);
    for (const { number, interpreter } of changed) say(`differs: ${idOf(world, number)} on ${interpreter}`);
    found.programs += volume.kept.length;
    found.differing += new Set(changed.map(({ number }) => number)).size;
  }
  return found;
}
