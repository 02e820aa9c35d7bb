// What selftest says of a few mutants, and what it leaves behind when it is interrupted.

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { findInterpreters } from "../adapters/python.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { type SelftestOptions, selftestCommand } from "./selftest.ts";

const python = findInterpreters(process.env).get("3.11");
if (python === undefined) console.warn("selftest was NOT tried: no CPython 3.11 was found.");

const OPTIONS: SelftestOptions = {
  ...{ mutants: true, coverage: false, python: python ?? "", target: "3.11", only: "asynchat", sample: 2, seed: 1 },
  ...{ workers: 1, fuzz: 10, save: false, atLeast: 90 },
};

describe.runIf(python !== undefined)("selftest", () => {
  it("says of which interpreter the mutants are, what caught them, and how far the kills reach", async () => {
    const lines: string[] = [];

    const code = await selftestCommand(OPTIONS, fakeSurroundings(lines, []));

    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^2 of \d+ mutants of asynchat of CPython asyncore 3\.11\.\d+$/);
    expect(lines.find((line) => line.startsWith("  all "))).toMatch(/^ {2}all +2 .* 100\.0% /);
    expect(lines.at(-1)).toContain("The first cases that caught somebody show ");
  });

  it("leaves nothing behind when it is interrupted, and tells of those that were played until then", async () => {
    const folder = mkdtempSync(join(tmpdir(), "selftest-test-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    vi.stubEnv("TMPDIR", folder);
    const lines: string[] = [];
    const left: string[][] = [];
    const interrupt = (text: string | null) => {
      if (text === null) return;
      surroundings.onInterrupt?.();
      left.push(readdirSync(folder).filter((name) => name.startsWith("mutants-")));
    };
    const surroundings = { ...fakeSurroundings(lines, []), progress: interrupt };

    await selftestCommand({ ...OPTIONS, sample: 1 }, surroundings);

    expect(lines.filter((line) => line.startsWith("Interrupted"))).toEqual(["Interrupted: this is of the first 1."]);
    expect(left).toEqual([[]]);
  });
});

describe("the interpreter of selftest", () => {
  const none: SelftestOptions = { ...OPTIONS, target: "2.7" };

  it("must be one whose parser tells places, for mutants", async () => {
    await expect(selftestCommand(none, fakeSurroundings([], []))).rejects.toMatchObject({
      code: "usage",
      message: "Mutants cannot be made of CPython 2.7: its parser does not tell where everything ends.",
    });
  });

  it("is the one of the target that is named, and no other", async () => {
    const { python: _, ...unnamed } = none;
    const nowhere = { ...fakeSurroundings([], []), env: { PATH: "/nowhere", PYENV_ROOT: "/nowhere" } };

    await expect(selftestCommand({ ...unnamed, mutants: false, coverage: true }, nowhere)).rejects.toMatchObject({
      code: "oracle-unusable",
      message: "No CPython 2.7 with asyncore was found here.",
    });
  });
});
