// Finds processes that were left running, by a mark in their environment, which whoever they start inherits.
// Only looks; ends nobody.

import { readdirSync, readFileSync } from "node:fs";

/** The name of the environment variable that carries a mark. */
export const MARK = "ASYNCORE_SELFTEST_MARK";

/** `argv` with `mark` in its environment. */
export function marked(argv: readonly string[], mark: string): readonly string[] {
  return ["env", `${MARK}=${mark}`, ...argv];
}

/** The processes that carry `mark`, each as its number and its command line. */
export function leftovers(mark: string): readonly string[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry) && carries(entry, mark))
    .map((entry) => `${entry} ${read(entry, "cmdline").replaceAll("\0", " ")}`.trim());
}

function carries(process: string, mark: string): boolean {
  return read(process, "environ").split("\0").includes(`${MARK}=${mark}`);
}

/** A process that ended while we looked, or that belongs to somebody else, has nothing to read. */
function read(process: string, file: "environ" | "cmdline"): string {
  try {
    return readFileSync(`/proc/${process}/${file}`, "utf8");
  } catch {
    return "";
  }
}
