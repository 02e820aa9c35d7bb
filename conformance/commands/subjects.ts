// What `run` plays: scenarios and probes by name, and program files of whoever asks. Knows files from names; plays nothing.

import { statSync } from "node:fs";
import type { Program } from "../../spec/program.ts";
import type { Poller } from "../../spec/report.ts";
import { corpusFor } from "../corpus/load.ts";
import { over } from "../judge/over-poll.ts";
import { aboutOf, type LoadedCase, loadCases, loadProgramFile, playedOf } from "../load/load.ts";
import type { LoadedProbe } from "../load/load-probes.ts";
import { SuiteError } from "../suite-error.ts";
import { selectNamed } from "./selection.ts";

/** Something to be played. */
export interface Subject {
  readonly id: string;
  readonly title: string;
  readonly program: Program | LoadedProbe;
  /** Null where there are no recorded traces: then only a live oracle can say what is right. */
  readonly loaded: LoadedCase | null;
}

/** What `words` name, in their order. Throws SuiteError for a file that is missing or malformed, and for an unknown name. */
export function subjectsOf(words: readonly string[], oracle: string): readonly Subject[] {
  const cases = [...loadCases(), ...corpusFor(words)];
  return words.flatMap((word) => (isFile(word) ? [fromFile(word, oracle)] : fromName(word, cases)));
}

/** Whether there is something to read at `path`: a folder that happens to be called like an area is not. */
function isFile(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isDirectory();
}

/** A subject as a case: a bare program in the clothes of a scenario, for those who only play it. */
export function asCase({ id, title, program, loaded }: Subject): LoadedCase {
  if (loaded !== null) return loaded;
  if ("source" in program) return program;
  return { id, recording: null, scenario: { title, why: title, clauses: ["LOOP-01"], program } };
}

/** A subject over `poller`, where it names no pass itself. */
export function subjectOver(poller: Poller, subject: Subject): Subject {
  const played = over(poller, asCase(subject));
  return { ...subject, program: playedOf(played), loaded: subject.loaded === null ? null : played };
}

function fromFile(file: string, oracle: string): Subject {
  const { title, program, scenario } = loadProgramFile(file);
  const loaded = scenario === null || oracle === "recorded" ? null : { id: file, scenario, recording: null };
  return { id: file, title, program, loaded };
}

function fromName(word: string, cases: readonly LoadedCase[]): readonly Subject[] {
  return chosen(word, cases).map((loaded) => {
    return { id: loaded.id, title: aboutOf(loaded).title, program: playedOf(loaded), loaded };
  });
}

function chosen(word: string, cases: readonly LoadedCase[]): readonly LoadedCase[] {
  try {
    return selectNamed(cases, [word]);
  } catch (error) {
    if (!/^[.~]{0,2}\/|\.json$/.test(word)) throw error; // A name, and not a path.
    throw new SuiteError(
      "bad-program",
      `There is no file ${word}.`,
      "Check the path; a scenario is named without one.",
    );
  }
}
