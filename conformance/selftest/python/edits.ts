// The edits of the original, each with the interpreter it is tried on: the newest here that its clause is about.
// Knows what edited.py lists; knows nothing of how an edit is made or judged.

import { execFileSync } from "node:child_process";
import { TARGETS, type Target } from "../../../spec/clause.ts";
import { type ClauseId, clauseOf } from "../../../spec/clauses/index.ts";
import { findInterpreters } from "../../adapters/python.ts";
import { packagePath } from "../../package-path.ts";

/** The script that plays on an edited original: `python EDITED_SCRIPT EDIT-NAME`. */
export const EDITED_SCRIPT = packagePath("conformance/selftest/python/edited.py");

/** A fault that can be put into the original. */
export interface Edit {
  readonly name: string;
  /** The clause it breaks and must be caught on. */
  readonly clause: ClauseId;
  /** How, in a few words. */
  readonly breaks: string;
}

/** An edit and where it is tried. */
export interface TriedEdit extends Edit {
  readonly target: Target;
  readonly python: string;
}

/** Every edit there is, as any of the interpreters lists them; none when there is no interpreter to ask. */
export function allEdits(interpreters: ReadonlyMap<Target, string> = findInterpreters(process.env)): readonly Edit[] {
  const [python] = [...interpreters.values()].slice(-1);
  if (python === undefined) return [];
  const listed = execFileSync(python, [EDITED_SCRIPT, "--list"], { encoding: "utf8" });
  const edits = JSON.parse(listed) as Record<string, Omit<Edit, "name">>;
  return Object.entries(edits).map(([name, edit]) => ({ name, ...edit }));
}

/** Every edit that can be tried on the interpreters of this machine. */
export function triedEdits(
  interpreters: ReadonlyMap<Target, string> = findInterpreters(process.env),
): readonly TriedEdit[] {
  const newestFirst = TARGETS.filter((target) => interpreters.has(target)).reverse();
  return allEdits(interpreters).flatMap((edit) => {
    const versions: readonly Target[] = clauseOf(edit.clause).versions ?? TARGETS;
    const target = newestFirst.find((candidate) => versions.includes(candidate));
    const python = target === undefined ? undefined : interpreters.get(target);
    return target === undefined || python === undefined ? [] : [{ ...edit, target, python }];
  });
}
