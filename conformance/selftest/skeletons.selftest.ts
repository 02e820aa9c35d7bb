// Plays doctor on what `init` writes, in each language, with its real compiler and interpreter; without one it fails.
// `npm run selftest` runs this, `npm test` does not: whoever has no Go can still test the suite.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Report } from "../../spec/report.ts";
import { findInterpreters } from "../adapters/python.ts";
import { initCommand, startOf } from "../commands/init.ts";
import { reportIn, start } from "../testing/running-command.ts";

const ROOT = mkdtempSync(join(tmpdir(), "init-"));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

/** A skeleton in a folder of its own, built, and the words that start it. */
function begun(lang: string): { folder: string; words: readonly string[] } {
  const folder = mkdtempSync(join(ROOT, `${lang}-`));
  initCommand(folder, { lang }, { say: () => {} });
  if (lang === "go") execFileSync("go", ["build", "-o", "adapter", "."], { cwd: folder });
  return { folder, words: startOf(lang, folder).words };
}

/** The verdicts that say something of the player: neither passed nor left out nor refused. */
function wrong({ cases }: Report): readonly unknown[] {
  return cases.filter(({ verdict }) => !["passed", "not-applicable", "refused"].includes(verdict.outcome));
}

describe.each(["python", "node", "go"])("the skeleton in %s", (lang) => {
  const { words } = begun(lang);

  it("passes doctor as it is: it says itself what it leaves out, and its empty implementation differs", async () => {
    const { code, stdout } = await start(["doctor", "--", ...words]).ended;

    expect(stdout).not.toContain("✘");
    expect(stdout).toContain("✔ gives the same trace twice: 74 observations");
    expect(stdout).toMatch(/○ can play what it declares: it refuses \d+ of \d+ scenarios: [a-z]/);
    expect(stdout).toContain("✔ The adapter does what an adapter must.\n○ It is not whole yet");
    expect(code).toBe(0);
  });

  it("is not conformant, and every case is judged: nothing hangs, crashes or cannot be read", async () => {
    const { ended, folder } = start(["certify", "--only", "connect", "accept", "map", "--", ...words]);
    const { code } = await ended;
    const outcomes = new Set(reportIn(folder).cases.map(({ verdict }) => verdict.outcome));

    expect(code).toBe(1);
    expect(outcomes).toEqual(new Set(["diverged", "refused", "not-applicable"]));
  });
});

describe("the sources", () => {
  it("of the skeleton in Go are formatted, and vet finds nothing", () => {
    const { folder } = begun("go");

    expect(execFileSync("gofmt", ["-l", folder], { encoding: "utf8" })).toBe("");
    expect(execFileSync("go", ["vet", "."], { cwd: folder, encoding: "utf8" })).toBe("");
  });

  it("of the skeleton in Python compile without a warning", () => {
    const { folder } = begun("python");
    const words = readdirSync(folder).map((name) => join(folder, name));

    execFileSync("python3", ["-W", "error", "-m", "py_compile", ...words]);
  });
});

describe("the skeleton in Python on a real asyncore", () => {
  const python = findInterpreters(process.env).get("3.11") ?? findInterpreters(process.env).get("3.9");

  it("passes whatever it does not refuse: what is in it plays as it should", async () => {
    const { folder, words } = begun("python");
    writeFileSync(join(folder, "implementation.py"), "from asyncore import *\n");
    const { ended, folder: out } = start(["certify", "--", python ?? "no-python", ...words.slice(1)]);
    await ended;
    const report = reportIn(out);

    expect(wrong(report)).toEqual([]);
    expect(report.counts.passed).toBeGreaterThan(150);
  });
});
