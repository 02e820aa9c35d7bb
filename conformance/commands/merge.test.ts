// Whether work that was done in parts comes to the same as when it is done at once, and what cannot be joined.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CampaignReport } from "../../spec/campaign.ts";
import { findInterpreters } from "../adapters/python.ts";
import { campaignFile, campaignSealOf } from "../fuzz/campaign-report.ts";
import { EDITED_SCRIPT } from "../selftest/python/edits.ts";
import { answered } from "../testing/answering.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { start } from "../testing/running-command.ts";
import { mergeCommand } from "./merge.ts";

const PYTHON = findInterpreters(process.env).get("3.11");
const OUT = mkdtempSync(join(tmpdir(), "merge-command-"));
afterAll(() => rmSync(OUT, { recursive: true, force: true }));

function at(...names: readonly string[]): string {
  return join(OUT, ...names);
}

function campaignIn(folder: string): CampaignReport {
  return JSON.parse(readFileSync(campaignFile(folder), "utf8"));
}

/** A copy of a campaign's report in a folder of its own, with these members, sealed again unless it is said not to be. */
function altered(from: string, name: string, members: Partial<CampaignReport>, sealed = true): string {
  const report = { ...campaignIn(from), ...members };
  const folder = mkdtempSync(at(`${name}-`));
  writeFileSync(campaignFile(folder), JSON.stringify(sealed ? { ...report, seal: campaignSealOf(report) } : report));
  return folder;
}

describe("merge refuses in a sentence", () => {
  it("a folder without a report", async () => {
    const { code, stderr } = await answered("merge", OUT);

    expect(code).toBe(2);
    expect(stderr).toContain(`There is no report in ${OUT}, nor in a folder in it.`);
    expect(stderr.trim().split("\n")).toHaveLength(2);
  });
});

describe.runIf(PYTHON)("a campaign in parts", () => {
  const python = PYTHON ?? "";
  const words = ["--world", "scripted", "--runs", "40", "--seed", "4", "--oracle", python];
  const judged = ["--", python, EDITED_SCRIPT, "ignores-count"];
  const fuzz = (...more: readonly string[]) => start(["fuzz", ...words, ...more, ...judged]).ended;
  const parts = () => [at("parts", "shard-1-of-2"), at("parts", "shard-2-of-2")] as const;

  beforeAll(async () => {
    await Promise.all([
      fuzz("--shard", "next/2", "--out", at("parts")),
      fuzz("--shard", "next/2", "--out", at("parts")),
    ]);
    await fuzz("--out", at("whole"));
  }, 60_000);

  it("comes to the same verdict, counts, programs and divergences as at once", async () => {
    const { code, stdout } = await answered("merge", at("parts"), "--out", at("merged"));

    const { startedAt, finishedAt, seal, ...whole } = campaignIn(at("whole"));
    expect(code).toBe(1);
    expect(stdout).toContain("40 programs (40 scripted), 0 void");
    expect(whole.groups.length).toBeGreaterThan(1);
    expect(campaignIn(at("merged"))).toMatchObject(whole);
    expect(readdirSync(at("merged"))).toHaveLength(whole.groups.length + 1);
  });

  it("is taken by whoever comes first, each part once", async () => {
    const { code, stderr } = await fuzz("--shard", "next/2", "--out", at("parts"));

    expect(readdirSync(at("parts"))).toEqual(["shard-1-of-2", "shard-2-of-2"]);
    expect(parts().map((folder) => campaignIn(folder).shard)).toEqual([
      { turn: 1, of: 2 },
      { turn: 2, of: 2 },
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain(`All 2 parts in ${at("parts")} are taken.`);
  });

  it.each<[string, (one: string, other: string) => readonly string[], number, RegExp]>([
    ["a part is missing", (one) => [one], 5, /Of 2 parts one is missing: 2\/2\./],
    [
      "a part was changed after it was sealed",
      (one, other) => [one, altered(other, "changed", { divergences: 0 }, false)],
      2,
      /is not what was sealed: it was changed afterwards\./,
    ],
    [
      "a part has another seed",
      (one, other) => [one, altered(other, "seed", { seed: 5 })],
      2,
      /do not belong together: the seed is 4 in the one, 5 in the other\./,
    ],
    [
      "a part was made by another suite",
      (one, other) => [one, altered(other, "suite", { suite: { name: "asyncore-conformance", version: "0.0.9" } })],
      2,
      /do not belong together: the suite's version is \S+ in the one, 0\.0\.9 in the other\./,
    ],
    [
      "a part judged somebody else",
      (one, other) => [one, altered(other, "judged", { implementation: { name: "x", version: "1", language: "C" } })],
      2,
      /do not belong together: the implementation is /,
    ],
    [
      "a part asked another oracle",
      (one, other) => [one, altered(other, "oracle", { oracle: { ...campaignIn(other).oracle, digest: "0" } })],
      2,
      /do not belong together: the oracle is /,
    ],
    [
      "a part is for another target",
      (one, other) => [one, altered(other, "target", { target: "3.9" })],
      2,
      /do not belong together: the target is 3\.11 in the one, 3\.9 in the other\./,
    ],
  ])("is refused when %s", async (_, folders, exit, sentence) => {
    const merging = mergeCommand(folders(...parts()), { out: at("refused") }, fakeSurroundings([]));

    await expect(merging).rejects.toMatchObject({ exitCode: exit, message: expect.stringMatching(sentence) });
    expect(existsSync(at("refused"))).toBe(false);
  });

  it("says of a part whose budget ended too early that it is incomplete", async () => {
    await fuzz("--runs", "100000", "--budget", "1ms", "--shard", "1/2", "--out", at("short"));

    const merging = mergeCommand([at("short")], { out: at("refused") }, fakeSurroundings([]));

    const sentence = /^The part 1\/2 in .* is incomplete: its budget of 1 ms was spent after \d+ of 50000 programs\.$/;
    await expect(merging).rejects.toMatchObject({ exitCode: 5, message: expect.stringMatching(sentence) });
  });
});
