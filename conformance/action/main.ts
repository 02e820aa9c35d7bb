// The GitHub Action: installs the suite, has it certify, and shows what came of it on the page of the run. Reads its inputs and
// the runner's files from the environment; starts programs by lists of words. Runs before anything is installed beside it.

import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../spec/report.ts";
import { packagePath } from "../package-path.ts";
import { EXIT_CODES, SuiteError } from "../suite-error.ts";
import { annotationsOf, errorLine } from "./annotations.ts";
import { badgeFolder, certifyWords, suiteVersion } from "./inputs.ts";

const { env } = process;

function runnerFile(name: "GITHUB_STEP_SUMMARY" | "GITHUB_OUTPUT", text: string): void {
  const file = env[name];
  if (file !== undefined && file !== "") appendFileSync(file, text);
}

/** Runs Node on a program. What it prints cannot command the runner: that is told not to listen until it is over. */
function runNode(words: readonly string[]): SpawnSyncReturns<string> {
  const token = randomUUID();
  process.stdout.write(`::stop-commands::${token}\n`);
  const run = spawnSync(process.execPath, words, { encoding: "utf8", stdio: ["ignore", "inherit", "inherit"] });
  process.stdout.write(`\n::${token}::\n`);
  return run;
}

/** The program of the suite that judges: the one beside the action, or a version that is installed to `folder` first. */
function suiteIn(folder: string): string {
  const { version } = JSON.parse(readFileSync(packagePath("package.json"), "utf8")) as { version: string };
  const asked = suiteVersion(env, version);
  if (asked === "installed") return packagePath("conformance/bin.js");
  mkdirSync(folder, { recursive: true });
  const words = ["install", "--no-audit", "--no-fund", "--prefix", folder, `asyncore-conformance@${asked}`];
  const { status } = spawnSync("npm", words, { stdio: ["ignore", "inherit", "inherit"] });
  if (status === 0) return join(folder, "node_modules/asyncore-conformance/conformance/bin.js");
  throw new SuiteError(
    "oracle-unusable",
    `asyncore-conformance@${asked} could not be installed.`,
    "The lines of npm above say why; is there such a version?",
  );
}

/** Tells the report to the page of the run: the summary, the annotations, and the badge. Without a report there is none of it. */
function show(bin: string, out: string): void {
  const file = join(out, "report.json");
  if (!existsSync(file)) return;
  const words = [bin, "report", "--format", "markdown", out];
  const summary = spawnSync(process.execPath, words, { encoding: "utf8" });
  runnerFile("GITHUB_STEP_SUMMARY", `${summary.stdout}\n`);
  for (const line of annotationsOf(JSON.parse(readFileSync(file, "utf8")) as Report)) console.log(line);
  const badge = badgeFolder(env);
  if (badge !== null) runNode([bin, "badge", out, `--out=${badge}`]);
}

function certify(): number {
  const place = join(env.RUNNER_TEMP ?? ".", `asyncore-${randomUUID()}`);
  const out = join(place, "certificate");
  const words = certifyWords(env, out);
  const bin = suiteIn(join(place, "suite"));
  mkdirSync(out, { recursive: true });
  runnerFile("GITHUB_OUTPUT", `certificate=${out}\n`);
  const { status } = runNode([bin, ...words]);
  show(bin, out);
  return status ?? EXIT_CODES.suiteFault;
}

try {
  process.exitCode = certify();
} catch (error) {
  if (!(error instanceof SuiteError)) throw error;
  console.log(errorLine("asyncore-conformance", `${error.message} ${error.remedy}`));
  process.exitCode = error.exitCode;
}
