// The fuzz command as it is typed: what it takes, what it says, what it keeps and how it ends.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findInterpreters, PYTHON_ADAPTER } from "../adapters/python.ts";
import { EDITED_SCRIPT } from "../selftest/python/edits.ts";
import { answered } from "../testing/answering.ts";
import { start } from "../testing/running-command.ts";

const PYTHON = findInterpreters(process.env).get("3.11");
const OUT = mkdtempSync(join(tmpdir(), "fuzz-command-"));
afterAll(() => rmSync(OUT, { recursive: true, force: true }));

async function run(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const running = start(["fuzz", ...words], {}, env);
  return { ...(await running.ended), folder: running.folder };
}

/** The folders of the divergences that were found. */
function foldersIn(out: string): readonly string[] {
  return readdirSync(out).filter((name) => !name.startsWith("fuzz.json")); // Nor the one that is being written.
}

describe("fuzz refuses in a sentence", () => {
  it.each<[readonly string[], number, string]>([
    [["--world", "mars"], 2, '"mars" is no world.'],
    [["--world", "toString"], 2, '"toString" is no world.'],
    [["--shard", "3/2"], 2, '"3/2" is no shard.'],
    [["--shard", "0/2"], 2, '"0/2" is no shard.'],
    [["--shard", "index:2/2"], 2, '"index:2/2" is no shard.'],
    [["--shard", "next/0"], 2, '"next/0" is no shard.'],
    [["--runs", "0"], 2, '"0" is no count.'],
    [["--budget", "soon"], 2, '"soon" is no time.'],
    [["--budget", "0s"], 2, '"0s" is no time.'],
    [["--seed", "-1"], 2, '"-1" is no seed.'],
    [["--seed", "4294967296"], 2, '"4294967296" is no seed.'],
    [["--oracle", "/no/such/python"], 4, "it could not be started (ENOENT)"],
  ])("%j with exit code %i", async (words, code, sentence) => {
    const { code: ended, stderr, stdout } = await answered("fuzz", ...words);

    expect(ended).toBe(code);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(2);
    expect(stdout).toBe("");
  });

  it("that nobody is here to say what is right", async () => {
    const { code, stderr } = await run(["--runs", "1"], { PATH: "/nowhere", PYENV_ROOT: "/nowhere" });

    expect(code).toBe(4);
    expect(stderr).toContain("There is no CPython 3.11 here to be asked what is right");
  });
});

describe.runIf(PYTHON)("fuzz", () => {
  it("says what it played, and ends with 0 when both sides agree", async () => {
    const words = [
      "--world",
      "scripted",
      "--runs",
      "20",
      "--seed",
      "5",
      "--oracle",
      PYTHON ?? "",
      "--out",
      join(OUT, "same"),
    ];
    const { code, stdout, stderr } = await run([...words, "--", PYTHON ?? "", PYTHON_ADAPTER]);

    expect(stderr).toBe("");
    expect(stdout).toMatch(
      /^✔ 20 programs \(20 scripted\), 0 void: 0 divergences in 0 groups\. [\d.]+ s, \d+ a second \(\d+ scripted a second\)\.\n$/,
    );
    expect(code).toBe(0);
    expect(readdirSync(join(OUT, "same"))).toEqual(["fuzz.json"]);
  });

  it("keeps a folder for what it found, and a line that shows it again", async () => {
    const out = join(OUT, "found");
    const oracle = ["--oracle", PYTHON ?? "", "--out", out];
    const words = [
      "--world",
      "scripted",
      "--runs",
      "12",
      ...oracle,
      "--",
      PYTHON ?? "",
      EDITED_SCRIPT,
      "ignores-count",
    ];
    const { code, stdout } = await run(words);

    const [folder = ""] = foldersIn(out);
    const page = readFileSync(join(out, folder, "README.md"), "utf8");
    const [, again = ""] = page.match(/Play it again: `npx asyncore-conformance (.*)`/) ?? [];
    const [replayed, alias] = await Promise.all(
      [again, again.replace(/^run /, "replay ")].map((line) => start(line.split(" ")).ended),
    );

    expect(code).toBe(1);
    expect(stdout).toContain(`: ${join(out, folder)}\n`);
    expect(page).toContain("**LOOP-07**");
    expect(replayed?.code).toBe(1);
    expect(replayed?.stdout).toContain("Where the original has: ");
    expect(alias).toEqual(replayed);
  });

  it("keeps what it found when it is interrupted, and says how far it came", async () => {
    const out = join(OUT, "interrupted");
    const words = [
      "--world",
      "scripted",
      "--oracle",
      PYTHON ?? "",
      "--out",
      out,
      "--",
      PYTHON ?? "",
      EDITED_SCRIPT,
      "ignores-count",
    ];
    const running = start(["fuzz", ...words]);
    await expect.poll(() => existsSync(out) && foldersIn(out).length > 0, { timeout: 30_000 }).toBe(true);
    running.child.kill("SIGINT");
    const { code, stdout, stderr } = await running.ended;

    expect(code).toBe(130);
    expect(stderr).toBe("asyncore-conformance: interrupted.\n");
    expect(stdout).toMatch(/✘ .*; interrupted\.\n$/);
    const [folder = ""] = foldersIn(out);
    expect(readdirSync(join(out, folder))).toContain("repro.py");
  });
});
