// Mutants that nobody can tell from the original, each with the reason; kept in equivalents.json.
// Knows how they are found again; knows nothing of how mutants are made or played.

import { readFileSync } from "node:fs";
import { packagePath } from "../package-path.ts";
import { SuiteError } from "../suite-error.ts";
import type { Mutant } from "./mutant.ts";

/** A mutant that behaves as the original does, and why. Keyed by what it changes and where, never by line. */
export interface Equivalent extends Pick<Mutant, "module" | "function" | "operator" | "before" | "after"> {
  readonly reason: string;
}

/** Where they are. */
export const EQUIVALENTS_FILE = packagePath("conformance/mutants/equivalents.json");

const MEMBERS = ["module", "function", "operator", "before", "after", "reason"] as const;

function isEquivalent(value: unknown): value is Equivalent {
  return (
    typeof value === "object" &&
    value !== null &&
    MEMBERS.every((member) => typeof (value as Record<string, unknown>)[member] === "string") &&
    (value as Equivalent).reason.trim() !== ""
  );
}

/** The known equivalents. Throws SuiteError when the file cannot be read or an entry has no reason. */
export function readEquivalents(file: string = EQUIVALENTS_FILE): readonly Equivalent[] {
  const remedy = `Each entry needs ${MEMBERS.join(", ")}; none may be empty.`;
  let entries: unknown;
  try {
    entries = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new SuiteError("bad-fixture", `${file} cannot be read: ${(error as Error).message}.`, remedy);
  }
  if (Array.isArray(entries) && entries.every(isEquivalent)) return entries;
  throw new SuiteError("bad-fixture", `${file} has an entry that is no equivalent mutant.`, remedy);
}

/** The entry that speaks of `mutant`, if there is one. */
export function equivalentTo(mutant: Mutant, equivalents: readonly Equivalent[]): Equivalent | undefined {
  return equivalents.find(
    (entry) =>
      entry.module === mutant.module &&
      entry.function === mutant.function &&
      entry.operator === mutant.operator &&
      entry.before === mutant.before &&
      entry.after === mutant.after,
  );
}
