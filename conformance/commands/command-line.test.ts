// The real command line with bad input: what it says, how it ends, and what it leaves behind.
// Knows exit codes and sentences; knows nothing of how they come about.

import { globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { packagePath } from "../package-path.ts";
import { leftovers, MARK } from "../selftest/leftovers.ts";
import { answered } from "../testing/answering.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { placeFor, REPORT, reportIn, start } from "../testing/running-command.ts";
import { commandLine } from "./command-line.ts";

const CORE = "Dispatcher, Socket, SocketMap, ExitNow, loop, poll, closeAll, compactTraceback, socketMap";
const FIRST = "loop/returns-at-once-on-an-empty-map";
const HALF_A_MODULE = `
import * as whole from ${JSON.stringify(packagePath("reference/index.ts"))};
export const { SocketMap, socketMap, ExitNow, loop, poll, closeAll, compactTraceback } = whole;
export class Dispatcher extends whole.Dispatcher {}
Dispatcher.prototype.setSocket = Dispatcher.prototype.listen = undefined;
export class Socket extends whole.Socket {}
Socket.pair = undefined;
`;
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
  {
    title: "an unknown option",
    args: ["certify", "--nope"],
    code: 2,
    says: ["option '--nope'", "goes after --", "--help"],
  },
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
    says: ["too many arguments", "LOOP-01", "certify -- ./my-adapter", "--only", "--help"],
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
    code: 2,
    says: ['"nothing-like-it"', "list --clauses"],
  },
  {
    title: "an oracle that does not exist",
    args: ["certify", "--only", FIRST, "--oracle", "no-such-python"],
    code: 4,
    says: ["oracle", "no-such-python", "ENOENT", "--oracle takes recorded, a Python"],
    begins: true,
  },
  {
    title: "a scenario that does not exist",
    args: ["run", "loop/no-such-scenario"],
    code: 2,
    says: ['"loop/no-such-scenario"', "list"],
  },
  {
    title: "a slip in the name of a scenario",
    args: ["explain", "connect/conect-on-first-write"],
    code: 2,
    says: ['"connect/conect-on-first-write"', "Did you mean connect/connect-on-first-write"],
  },
  {
    title: "a slip in the name of an area",
    args: ["list", "conect"],
    code: 2,
    says: ['"conect"', "Did you mean connect"],
  },
  {
    title: "a clause that does not exist in a selection",
    args: ["certify", "--only", "LOOP-99"],
    code: 2,
    says: ["no clause LOOP-99", "LOOP-", "list --clauses LOOP"],
  },
  {
    title: "a selection of nothing to record",
    args: ["record", "nothing-like-it"],
    code: 2,
    says: ["nothing-like-it", "list"],
  },
  {
    title: "an interpreter of no target",
    args: ["record", FIRST, "--python", "3.12=python3.12"],
    code: 2,
    says: ['"3.12" is no target', "2.7", "3.11"],
  },
  {
    title: "a program file that is missing",
    args: ["run", "./nope.json"],
    code: 2,
    says: ["no file ./nope.json", "path"],
  },
  {
    title: "an unknown variant",
    args: ["certify", "--variant", "fast"],
    code: 2,
    says: ['"fast"', "async"],
  },
  {
    title: "a selection of nothing",
    args: ["certify", "--only", FIRST, "nothing-like-it"],
    code: 2,
    says: ['"nothing-like-it"', "list"],
  },
  {
    title: "a module that does not exist",
    args: ["certify", "--module", "mine.ts"],
    code: 3,
    says: ["no module at mine.ts", "--module"],
  },
  {
    title: "a module that is no asyncore",
    args: ["doctor", "--module", "./mine.js"],
    files: { "mine.js": "export const nothing = 0;\n" },
    code: 3,
    says: ["The module ./mine.js is no asyncore: it does not export Dispatcher, Socket", "shape.ts"],
  },
  ...["certify", "doctor"].map((command) => ({
    title: `a module that lacks members, for ${command}`,
    args: [command, "--module", "./mine.js", ...(command === "certify" ? ["--only", FIRST] : [])],
    files: { "mine.js": HALF_A_MODULE },
    code: 3,
    says: ["The module ./mine.js has no Dispatcher.setSocket, Dispatcher.listen, Socket.pair.", "shape.ts"],
    ...(command === "certify" ? ({ begins: true } as const) : {}),
  })),
  {
    title: "a module without the variant that is asked for",
    args: ["certify", "--only", FIRST, "--variant", "async", "--module", "./mine.js"],
    files: { "mine.js": `export { ${CORE} } from ${JSON.stringify(packagePath("reference/index.ts"))};\n` },
    code: 3,
    says: ["The module ./mine.js cannot be used", "no loopAsync", "shape.ts"],
    begins: true,
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
    says: ['"true"', "exit code 0", '"initialize"', "ADAPTERS.md"],
  },
  {
    title: "a file where the report should go",
    args: ["certify", "--only", FIRST, "--out", "taken"],
    files: { taken: "mine\n" },
    code: 2,
    says: ["taken/report.json", "EEXIST", "--out"],
  },
];

/** Each in a process of its own when it may start others, and the rest in this one, in the same folder: to start takes longest. */
async function ended({ args, files = {}, code, begins }: BadInput) {
  if (code !== 2 || begins) {
    const { folder, temporary, mark, ended } = start(args, files);
    return { ...(await ended), folder, temporary, mark };
  }
  const { folder, temporary, mark } = placeFor(files);
  const before = process.cwd();
  vi.stubEnv("TMPDIR", temporary);
  vi.stubEnv(MARK, mark);
  process.chdir(folder);
  onTestFinished(() => process.chdir(before));
  return { ...(await answered(...args)), folder, temporary, mark };
}

it("is loaded for the command that is asked for, and whole for others", async () => {
  const namesFor = async (asked?: string) => {
    const { commands } = await commandLine(asked, [], fakeSurroundings([]), async () => {});
    return commands.flatMap((command) => [command.name(), ...command.aliases()]);
  };
  const all = await namesFor();

  expect(all.length).toBeGreaterThan(12);
  expect(await namesFor("cerfity")).toEqual(all);
  for (const name of all) {
    const loaded = await namesFor(name);
    expect([loaded.includes(name), loaded.length <= 3]).toEqual([true, true]);
  }
});

describe("bad input", () => {
  it.each(BAD_INPUT)("names $title and the remedy, exits with $code", async (row) => {
    const { code, stdout, stderr, folder, temporary, mark } = await ended(row);

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
