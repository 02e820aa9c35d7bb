// Whether the oracles of a machine are told, and whether one that no longer does what was recorded is an error that says where.

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, it, onTestFinished, vi } from "vitest";
import { TARGETS } from "../../spec/clause.ts";
import { onEachPython } from "../testing/each-python.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { oracleCheckCommand, oracleListCommand } from "./oracle.ts";

beforeEach(() => void vi.stubEnv("DOCKER_HOST", "unix:///nowhere/docker.sock"));

const SCENARIO = "connect/connect-on-first-write";

/** A machine on which `name` is a program that runs `python`, and finds these modules before its own. */
function machineWith(name: string, python: string, modules: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "asyncore-conformance-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [file, text] of Object.entries(modules)) writeFileSync(join(folder, file), text);
  const program = join(folder, name);
  writeFileSync(program, `#!/bin/sh\nPYTHONPATH=${folder} exec ${python} "$@"\n`);
  chmodSync(program, 0o755);
  const lines: string[] = [];
  return { program, lines, surroundings: { ...fakeSurroundings(lines), env: { PATH: folder, PYENV_ROOT: folder } } };
}

it("the recordings of every version are listed where there is nothing else, and why there are no containers", async () => {
  const lines: string[] = [];

  const code = await oracleListCommand(
    { json: false },
    { ...fakeSurroundings(lines), env: { PYENV_ROOT: "/nowhere" } },
  );

  expect(code).toBe(0);
  expect(lines.map((line) => line.split(/ +/).slice(0, 4).join(" "))).toEqual([
    ...TARGETS.map((target) => `${target} recorded recorded CPython`),
    "no containers: Docker does",
  ]);
});

it("where no oracle can be checked, that is said, and is no success", async () => {
  const surroundings = { ...fakeSurroundings([]), env: { PYENV_ROOT: "/nowhere" } };

  await expect(oracleCheckCommand([SCENARIO], { on: [] }, surroundings)).rejects.toMatchObject({
    code: "oracle-unusable",
  });
  await expect(oracleCheckCommand([SCENARIO], { on: ["python3.11"] }, surroundings)).rejects.toMatchObject({
    code: "usage",
    message: "There is no oracle python3.11 here that could be checked.",
  });
});

onEachPython("checking an oracle", (python, target) => {
  it("finds it as recorded", async () => {
    const { program, lines, surroundings } = machineWith(`python${target}`, python);

    expect(await oracleCheckCommand([SCENARIO], { on: [] }, surroundings)).toBe(0);
    expect(lines.at(-1)).toMatch(new RegExp(`^${program} \\(CPython asyncore ${target}\\S+\\): 1 scenario, 0 not as`));
  });

  it("names the scenario and the first difference when it drifts", async () => {
    const shouting =
      "from os import path; import os\nexec(open(path.join(path.dirname(os.__file__), 'asyncore.py')).read())\n";
    const modules = { "asyncore.py": `${shouting}dispatcher.handle_connect_event = dispatcher.handle_read_event\n` };
    const { lines, surroundings } = machineWith(`python${target}`, python, modules);

    expect(await oracleCheckCommand([SCENARIO], { on: [] }, surroundings)).toBe(4);
    expect(lines.at(-2)).toMatch(
      /^drift: connect\/connect-on-first-write on .+: Where the original has: .+ there was: /,
    );
    expect(lines.at(-1)).toMatch(/1 scenario, 1 not as recorded$/);
  });

  it("refuses one that is not the version it is called after", async () => {
    const other = target === "3.11" ? "3.10" : "3.11";
    const { surroundings } = machineWith(`python${other}`, python);

    await expect(oracleCheckCommand([SCENARIO], { on: [] }, surroundings)).rejects.toMatchObject({
      code: "oracle-unusable",
      message: expect.stringContaining(`and the target is ${other}`),
    });
  });
});
