// Which clauses are proven: some implementation that breaks one on purpose is caught by a scenario that shows it.
// Reads what the selftest has seen, from fixtures/proofs.json; knows nothing of how things are broken.

import { readFileSync } from "node:fs";
import { CLAUSE_IDS, type ClauseId } from "../../spec/clauses/index.ts";
import { packagePath } from "../package-path.ts";
import { SuiteError } from "../suite-error.ts";

/** The broken implementations that are caught, by the clause each is caught on: `modules/NAME`, `edits/NAME`. */
export type Proofs = Readonly<Partial<Record<ClauseId, readonly string[]>>>;

/** Something that is broken on purpose, and the clause it is caught on. */
export interface Broken {
  readonly name: string;
  readonly clause: ClauseId;
}

/** Where the proofs are. Written by the selftest, never by hand. */
export const PROOFS_FILE = packagePath("fixtures/proofs.json");

const REMEDY = "Restore it from the repository; `vitest run conformance/selftest/proofs --update` keeps it up to date.";

function isProofs(value: unknown): value is Proofs {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([id, names]) =>
      (CLAUSE_IDS as readonly string[]).includes(id) &&
      Array.isArray(names) &&
      names.every((name) => typeof name === "string"),
  );
}

/** The proofs in `file`. Throws SuiteError when it cannot be read or names a clause that does not exist. */
export function readProofs(file: string = PROOFS_FILE): Proofs {
  try {
    const proofs: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isProofs(proofs)) return proofs;
  } catch (error) {
    throw new SuiteError("bad-fixture", `${file} cannot be read: ${(error as Error).message}.`, REMEDY);
  }
  throw new SuiteError("bad-fixture", `${file} does not name broken implementations by existing clauses.`, REMEDY);
}

/** The text of the proofs' file: a line for each clause, in the order of the specification. */
export function printProofs(broken: readonly Broken[]): string {
  const lines = CLAUSE_IDS.flatMap((id) => {
    const names = broken.filter(({ clause }) => clause === id).map(({ name }) => name);
    return names.length === 0 ? [] : [` ${JSON.stringify(id)}: ${JSON.stringify([...new Set(names)].sort())}`];
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}

/** The broken implementations of `proofs`, one for each clause it is caught on. */
export function brokenOf(proofs: Proofs): readonly Broken[] {
  return CLAUSE_IDS.flatMap((clause) => (proofs[clause] ?? []).map((name) => ({ name, clause })));
}
