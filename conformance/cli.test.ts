// The real command line with bad input and interruptions: what it says, how it ends, and what it leaves behind.
// Knows exit codes and sentences; knows nothing of how they come about.

import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Report } from "../spec/report.ts";
import { referenceAdapter } from "./adapters/module.ts";
import { packagePath } from "./package-path.ts";
import { leftovers, MARK } from "./selftest/leftovers.ts";

const BIN = packagePath("conformance/bin.js");
const ROOT = mkdtempSync(join(tmpdir(), "cli-test-"));
const REPORT = "conformance-report/report.json";
const FIRST = "loop/returns-at-once-on-an-empty-map";
const PATIENCE = { timeout: 50_000 };

afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

/** A command of the suite that runs in a folder and with a folder for temporary files of its own. */
interface Running {
  readonly child: ChildProcess;
  readonly folder: string;
  readonly temporary: string;
  /** Found in the environment of every process it started, whoever started it. */
  readonly mark: string;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

function start(args: readonly string[], files: Readonly<Record<string, string>> = {}): Running {
  const folder = mkdtempSync(join(ROOT, "folder-"));
  const temporary = mkdtempSync(join(ROOT, "tmp-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const mark = randomUUID();
  const env = { ...process.env, TMPDIR: temporary, NODE_COMPILE_CACHE: join(ROOT, "compiled"), [MARK]: mark };
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
  return { child, folder, temporary, mark, ended };
}

function reportIn(folder: string): Report {
  return JSON.parse(readFileSync(join(folder, REPORT), "utf8"));
}

const MISSPELT = { world: "loopback", channels: {}, steps: [{ op: "sned" }] };
const MISFIT = '{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":99}}';

/** `says`: what is wrong, where, and what to do. `begins`: the run had begun, so that an incomplete report is there. */
interface BadInput {
  readonly title: string;
  readonly args: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly code: number;
  readonly says: readonly string[];
  readonly begins?: true;
}

const BAD_INPUT: readonly BadInput[] = [
  { title: "an unknown option", args: ["certify", "--nope"], code: 2, says: ["option '--nope'", "--help"] },
  { title: "an unknown command", args: ["judge"], code: 2, says: ["command 'judge'", "--help"] },
  {
    title: "a misspelt option",
    args: ["certify", "--tagret", "2.7"],
    code: 2,
    says: ["option '--tagret'", "Did you mean --target?", "--help"],
  },
  {
    title: "a misspelt command",
    args: ["cerfity"],
    code: 2,
    says: ["command 'cerfity'", "Did you mean certify?", "--help"],
  },
  {
    title: "an argument too many",
    args: ["certify", "LOOP-01"],
    code: 2,
    says: ["too many arguments", "LOOP-01", "--help"],
  },
  { title: "an option without its value", args: ["certify", "--only"], code: 2, says: ["--only", "missing", "--help"] },
  { title: "run without a scenario", args: ["run"], code: 2, says: ["scenario", "--help"] },
  { title: "nothing after --", args: ["certify", "--"], code: 2, says: ["nothing after --", "program"] },
  {
    title: "a module and an adapter at once",
    args: ["certify", "--module", "mine.ts", "--", "mine"],
    code: 2,
    says: ["--module", "after --", "one of them"],
  },
  { title: "an unknown target", args: ["certify", "--target", "3.12"], code: 2, says: ['"3.12"', "2.7", "3.11"] },
  {
    title: "an unknown profile",
    args: ["certify", "--profile", "lax"],
    code: 2,
    says: ['"lax"', "exact and documented"],
  },
  {
    title: "a limit that is no number",
    args: ["certify", "--play-limit", "soon"],
    code: 2,
    says: ['"soon"', "milliseconds", "whole number"],
  },
  { title: "an unknown clause", args: ["explain", "LOOP-99"], code: 2, says: ["LOOP-99", "list --clauses"] },
  {
    title: "a program file with an unknown action",
    args: ["run", "mine.json"],
    files: { "mine.json": JSON.stringify(MISSPELT) },
    code: 2,
    says: ["mine.json", 'steps[0] has an unknown op "sned"', "program.schema.json"],
  },
  {
    title: "a program file that is not JSON",
    args: ["run", "mine.json"],
    files: { "mine.json": '{"world":' },
    code: 2,
    says: ["mine.json", "not JSON", "Correct it"],
  },
  {
    title: "a program that names what it does not declare",
    args: ["run", "mine.json"],
    files: { "mine.json": JSON.stringify({ ...MISSPELT, steps: [{ op: "new", channel: "client" }] }) },
    code: 2,
    says: ["mine.json", 'steps[0] names the channel "client", which is not declared', "spec/program.ts"],
  },
  {
    title: "a scenario file that names an unknown clause",
    args: ["run", "mine.json"],
    files: {
      "mine.json": JSON.stringify({
        title: "Nothing is shown at all",
        clauses: ["LOOP-99"],
        why: "Nobody knows why.",
        program: MISSPELT,
      }),
    },
    code: 2,
    says: ["mine.json", "clauses[0]", "LOOP-99", "scenario.schema.json"],
  },
  {
    title: "a listing of nothing",
    args: ["list", "--clauses", "nothing-like-it"],
    code: 5,
    says: ['"nothing-like-it"', "list --clauses"],
  },
  {
    title: "an oracle that does not exist",
    args: ["certify", "--only", FIRST, "--oracle", "no-such-python"],
    code: 4,
    says: ["oracle", "no-such-python", "ENOENT", "--oracle"],
    begins: true,
  },
  {
    title: "a scenario that does not exist",
    args: ["run", "loop/no-such-scenario"],
    code: 5,
    says: ['"loop/no-such-scenario"', "list"],
  },
  {
    title: "a selection of nothing",
    args: ["certify", "--only", FIRST, "nothing-like-it"],
    code: 5,
    says: ['"nothing-like-it"', "list"],
  },
  {
    title: "a module that does not exist",
    args: ["certify", "--module", "mine.ts"],
    code: 3,
    says: ["no module at mine.ts", "--module"],
  },
  {
    title: "an adapter that does not exist",
    args: ["certify", "--only", FIRST, "--", "no-such-adapter"],
    code: 3,
    says: ["no-such-adapter", "ENOENT", "PATH"],
    begins: true,
  },
  {
    title: "an adapter that may not be executed",
    args: ["certify", "--only", FIRST, "--", "./adapter"],
    files: { adapter: "#!/bin/sh\n" },
    code: 3,
    says: ["./adapter", "EACCES", "executed"],
    begins: true,
  },
  {
    title: "an adapter of another protocol version",
    args: ["certify", "--only", FIRST, "--", "sh", "-c", `read request; echo '${MISFIT}'; read shutdown`],
    code: 3,
    says: ["version 99", "this suite speaks 1", "same protocol version"],
    begins: true,
  },
  {
    title: "an adapter that is none",
    args: ["doctor", "--", "true"],
    code: 3,
    says: ['"true"', "exit code 0", "doctor"],
  },
  {
    title: "a file where the report should go",
    args: ["certify", "--only", FIRST, "--out", "taken"],
    files: { taken: "mine\n" },
    code: 2,
    says: ["taken/report.json", "ENOTDIR", "--out"],
  },
];

describe("bad input", () => {
  it.concurrent.each(BAD_INPUT)("names $title and the remedy, exits with $code", async (row) => {
    const { folder, temporary, mark, ended } = start(row.args, row.files);

    const { code, stdout, stderr } = await ended;

    expect({ code, stdout }).toEqual({ code: row.code, stdout: "" });
    const [sentence, remedy, ...rest] = stderr.split("\n");
    expect(sentence).toMatch(/^asyncore-conformance: .*[^.]\.$/);
    expect(remedy).toMatch(/\S/);
    expect(rest).toEqual([""]);
    for (const words of row.says) expect(`${sentence}\n${remedy}`).toContain(words);
    const began = row.begins ? ["conformance-report", REPORT] : [];
    expect(globSync("**/*", { cwd: folder }).sort()).toEqual([...Object.keys(row.files ?? {}), ...began].sort());
    if (row.begins) expect(reportIn(folder)).toMatchObject({ status: "incomplete", verdict: null, seal: null });
    for (const [name, text] of Object.entries(row.files ?? {}))
      expect(readFileSync(join(folder, name), "utf8")).toBe(text);
    expect(readdirSync(temporary)).toEqual([]);
    expect(leftovers(mark)).toEqual([]);
  });
});

describe("an interruption in the middle of a run", () => {
  const adapter = (name: string) => [
    process.execPath,
    packagePath(`conformance/selftest/adapters/${name}.ts`),
    ...referenceAdapter(process.execPath).words,
  ];

  it.concurrent.for(["SIGINT", "SIGTERM"] as const)(
    "by %s exits with 130 and leaves an incomplete report and nothing else",
    async (signal, { expect }) => {
      const { child, folder, temporary, mark, ended } = start([
        "certify",
        "--only",
        "loop",
        "--",
        ...adapter("hangs-in-a-play"),
      ]);
      await expect.poll(() => existsSync(join(folder, REPORT)), PATIENCE).toBe(true);
      const before = reportIn(folder);
      await expect.poll(() => globSync("asyncore-conformance-*/1", { cwd: temporary }).length, PATIENCE).toBe(1);

      process.kill(-(child.pid ?? 0), signal);
      const { code, stdout, stderr } = await ended;

      expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
      expect(stderr).toBe("asyncore-conformance: interrupted.\n");
      expect(before).toMatchObject({ status: "incomplete", verdict: null, seal: null, cases: [] });
      const after = reportIn(folder);
      expect(after).toMatchObject({ status: "incomplete", verdict: null, seal: null });
      expect(after.reason).toContain("interrupted");
      expect(after.cases.map(({ verdict }) => verdict.outcome)).toEqual(["passed"]);
      expect(readdirSync(join(folder, "conformance-report"))).toEqual(["report.json"]);
      expect(readdirSync(temporary)).toEqual([]);
      await expect.poll(() => leftovers(mark), PATIENCE).toEqual([]);
    },
  );
});

describe("an interruption while the adapter starts", () => {
  it.concurrent.for(["certify --only loop", "run loop", "doctor"])(
    "leaves nothing of it running: %s",
    async (command, { expect }) => {
      const adapter = ["--", process.execPath, packagePath("conformance/selftest/adapters/hangs-at-start.ts")];
      const { child, temporary, mark, ended } = start([...command.split(" "), ...adapter]);
      await expect
        .poll(() => leftovers(mark).some((found) => found.endsWith("hangs-at-start.ts")), PATIENCE)
        .toBe(true);
      await expect.poll(() => leftovers(mark).length, PATIENCE).toBe(2);

      process.kill(-(child.pid ?? 0), "SIGINT");
      const { code, stderr } = await ended;

      expect({ code, stderr }).toEqual({ code: 130, stderr: "asyncore-conformance: interrupted.\n" });
      await expect.poll(() => leftovers(mark), PATIENCE).toEqual([]);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );
});

describe("a reader that goes away", () => {
  it.concurrent("is no mistake of the suite's", async () => {
    const { child, ended } = start(["list"]);
    child.stdout?.destroy();

    const { code, stderr } = await ended;

    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});

describe("a failure", () => {
  it.concurrent("ends with a line to copy that replays just that case", async () => {
    const module = packagePath("conformance/selftest/modules/calls-handle-connect-twice.ts");
    const certified = await start(["certify", "--only", "CONNECT-24", "--module", module]).ended;
    const explanation = certified.stdout.split("\n\n✘ ").find((text) => text.includes("CONNECT-24 (")) ?? "";
    const [, line] = explanation.match(/^Play it again: npx asyncore-conformance (.*)$/m) ?? [];

    const replayed = await start((line ?? "").split(" ")).ended;

    expect([certified.code, replayed.code]).toEqual([1, 1]);
    expect(line).toMatch(/^run connect\/[a-z-]+ --module /);
    const difference = explanation.match(/^ {2}Where the original has: .*$/m)?.[0] ?? "none";
    expect(replayed.stdout).toContain(difference);
    expect(replayed.stdout.match(/Play it again/g)).toHaveLength(1);
  });
});
