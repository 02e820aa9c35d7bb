// Runs the real command line in a process of its own, for tests: in an empty folder, with a folder for temporary files.
// Knows how it is started and what it left behind; knows no command.

import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../../spec/report.ts";
import { packagePath } from "../package-path.ts";
import { MARK } from "../selftest/leftovers.ts";

const BIN = packagePath("conformance/bin.js");
/** Short names: a socket of the local domain in a play's folder has 107 characters in all. */
const ROOT = mkdtempSync(join(tmpdir(), "r-"));

/** Where `certify` writes its report. */
export const REPORT = "conformance-report/report.json";

/** A command of the suite that runs. */
export interface Running {
  readonly child: ChildProcess;
  readonly folder: string;
  readonly temporary: string;
  /** Found in the environment of every process it started, whoever started it. */
  readonly mark: string;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** Where a command runs: an empty folder but for these files, a folder for what is temporary, and a mark of its processes. */
export function placeFor(files: Readonly<Record<string, string>>, folder = mkdtempSync(join(ROOT, "f-"))) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { folder, temporary: mkdtempSync(join(ROOT, "t-")), mark: randomUUID() };
}

/** Starts the command line with `args`, in a folder that holds these files, with more environment variables. */
export function start(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
  more: Readonly<Record<string, string>> = {},
): Running {
  return startAt(placeFor(files), args, more);
}

/** Starts the command line with `args` in a folder that is there, with more environment variables. */
export function startIn(folder: string, args: readonly string[], more: Readonly<Record<string, string>> = {}): Running {
  return startAt(placeFor({}, folder), args, more);
}

function startAt(
  place: Pick<Running, "folder" | "temporary" | "mark">,
  args: readonly string[],
  more: Readonly<Record<string, string>>,
): Running {
  const { folder, temporary, mark } = place;
  const env = { ...process.env, TMPDIR: temporary, [MARK]: mark, ...more };
  const child = spawn(process.execPath, [BIN, ...args], { cwd: folder, env, detached: true });
  const heard = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    heard.stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    heard.stderr += chunk;
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, ...heard }));
  });
  return { child, ...place, ended };
}

/** The report `certify` wrote in `folder`. */
export function reportIn(folder: string): Report {
  return JSON.parse(readFileSync(join(folder, REPORT), "utf8"));
}
