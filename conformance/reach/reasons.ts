// Why some lines of the original are reached by nothing; kept in unreached.json. Keyed by function and text, never by number.

import { readFileSync } from "node:fs";
import type { Target } from "../../spec/clause.ts";
import { packagePath } from "../package-path.ts";
import { SuiteError } from "../suite-error.ts";
import type { Coverage, SourceLine } from "./coverage.ts";

/** Why nothing reaches a line. */
export interface Reason extends Pick<SourceLine, "module" | "function" | "text"> {
  /** The versions it is about; all of them when absent. */
  readonly versions?: readonly Target[];
  readonly reason: string;
}

/** Where they are. */
export const REASONS_FILE = packagePath("conformance/reach/unreached.json");

const MEMBERS = ["module", "function", "text", "reason"] as const;

function isReason(value: unknown): value is Reason {
  if (typeof value !== "object" || value === null) return false;
  const members = value as Record<string, unknown>;
  const { versions = [] } = members;
  return (
    MEMBERS.every((member) => typeof members[member] === "string" && members[member] !== "") && Array.isArray(versions)
  );
}

/** The known reasons. Throws SuiteError when the file cannot be read or an entry lacks something. */
export function readReasons(file: string = REASONS_FILE): readonly Reason[] {
  const remedy = `Each entry needs ${MEMBERS.join(", ")}; none may be empty.`;
  let entries: unknown;
  try {
    entries = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new SuiteError("bad-fixture", `${file} cannot be read: ${(error as Error).message}.`, remedy);
  }
  if (Array.isArray(entries) && entries.every(isReason)) return entries;
  throw new SuiteError("bad-fixture", `${file} has an entry that is no reason.`, remedy);
}

/** What the reasons say of what was reached. */
export interface Explained {
  readonly unreached: readonly { readonly line: SourceLine; readonly reason: string | null }[];
  /** Reasons for what was reached all the same. */
  readonly refuted: readonly Reason[];
}

function isAbout({ module, function: place, text }: Reason, line: SourceLine): boolean {
  return module === line.module && place === line.function && text === line.text;
}

/** Holds `reasons` against what was reached in a version. A reason for a text that the version has not is no mistake. */
export function explain(coverages: readonly Coverage[], reasons: readonly Reason[], target: Target): Explained {
  const ours = reasons.filter(({ versions }) => versions === undefined || versions.includes(target));
  const lines = coverages.flatMap(({ unreached }) => unreached);
  const reached = coverages.flatMap((coverage) => coverage.reached);
  const speaksOf = (all: readonly SourceLine[], reason: Reason) => all.some((line) => isAbout(reason, line));
  return {
    unreached: lines.map((line) => ({ line, reason: ours.find((reason) => isAbout(reason, line))?.reason ?? null })),
    refuted: ours.filter((reason) => speaksOf(reached, reason) && !speaksOf(lines, reason)),
  };
}
