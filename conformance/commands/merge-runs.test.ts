// Whether a run in parts comes to the same certificate as at once, and which parts are none of it.

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OracleIdentity, Report } from "../../spec/report.ts";
import { sealOf } from "../certificate/certify.ts";
import { TRANSCRIPT } from "../certificate/transcript.ts";
import { applicableClauses, count, judgeClauses } from "../judge/judge.ts";
import { packagePath } from "../package-path.ts";
import { reportFile } from "../report/json.ts";
import { answered } from "../testing/answering.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { start } from "../testing/running-command.ts";
import { mergeCommand } from "./merge.ts";

const OUT = mkdtempSync(join(tmpdir(), "merge-runs-"));
afterAll(() => rmSync(OUT, { recursive: true, force: true }));

const MODULE = packagePath("conformance/selftest/modules/calls-handle-connect-twice.ts");
const [WHOLE, ONE, TWO] = ["whole", "parts/1", "parts/2"].map((name) => join(OUT, name)) as [string, string, string];

function reportIn(folder: string): Report {
  return JSON.parse(readFileSync(reportFile(folder), "utf8"));
}

/** What does not tell when something happened. */
function timeless(report: Report): unknown {
  const { startedAt, finishedAt, expiresAt, seal, cases, ...rest } = report;
  return { ...rest, cases: cases.map((result) => ({ ...result, durationMs: 0 })) };
}

/** A copy of the second part with these members, sealed again. */
function altered(members: Partial<Report>): string {
  const folder = mkdtempSync(join(OUT, "altered-"));
  cpSync(TWO, folder, { recursive: true });
  const report = { ...reportIn(TWO), ...members };
  writeFileSync(reportFile(folder), JSON.stringify({ ...report, seal: sealOf(report) }));
  return folder;
}

function merging(...folders: readonly string[]): Promise<number> {
  return mergeCommand(folders, { out: join(OUT, "refused") }, fakeSurroundings([]));
}

function judging(...words: readonly string[]) {
  return start(["certify", "--profile", "documented", "--module", MODULE, ...words]).ended;
}

describe("a run in parts", () => {
  beforeAll(async () => {
    await Promise.all([judging("--shard", "1/2", "--out", ONE), judging("--shard", "index:1/2", "--out", TWO)]);
    await judging("--out", WHOLE);
  }, 120_000);

  it("comes to the same verdict, counts, clauses, cases and transcript as at once, and is verified like it", async () => {
    const merged = join(OUT, "merged");
    const { code, stdout } = await answered("merge", join(OUT, "parts"), "--out", merged);

    expect(timeless(reportIn(merged))).toEqual(timeless(reportIn(WHOLE)));
    expect(readFileSync(join(merged, TRANSCRIPT))).toEqual(readFileSync(join(WHOLE, TRANSCRIPT)));
    expect([code, reportIn(merged).verdict]).toEqual([1, "not-conformant"]);
    expect(stdout).toContain("✘ not conformant to CPython 3.11 (documented profile)");
    expect((await answered("verify", merged)).stdout).toContain("came out the same");
  });

  it("certifies nothing in one part alone", () => {
    const parts = [ONE, TWO].map(reportIn);

    expect(parts.map(({ shard }) => shard)).toEqual([
      { turn: 1, of: 2 },
      { turn: 2, of: 2 },
    ]);
    expect(parts.map(({ verdict }) => verdict)).not.toContain("conformant");
    expect(parts.reduce((sum, { counts }) => sum + counts.selected, 0)).toBe(reportIn(WHOLE).counts.selected);
  });

  it.each<[string, () => readonly string[], number, RegExp]>([
    ["a part is missing", () => [TWO], 5, /^Of 2 parts one is missing: 1\/2\.$/],
    [
      "there are more parts than anybody can have played",
      () => [altered({ shard: { turn: 2, of: 1e9 } })],
      5,
      /^Of 1000000000 parts 999999999 are missing: 1\/1000000000, 3\/1000000000, .* …\.$/,
    ],
    ["a part is none", () => [altered({ shard: { turn: 5, of: 2 } })], 2, /report\.json is part 5 of 2\.$/],
    ["a part says nobody was judged", () => [altered({ capabilities: null })], 2, /does not say who was judged, /],
    ["a part is of no day", () => [altered({ startedAt: "soon" })], 2, /does not say when the run began and ended, /],
    ["a part is there twice", () => [ONE, TWO, altered({})], 2, /^The part 2\/2 is there twice: /],
    [
      "a part was not finished",
      () => [ONE, altered({ status: "incomplete", reason: "the run was interrupted", seal: null })],
      5,
      /^The part 2\/2 in .* is incomplete: the run was interrupted\.$/,
    ],
    ["a part has another seed", () => [ONE, altered({ seed: 7 })], 2, /: the seed is 1 in the one, 7 in the other\.$/],
    [
      "a part has another target",
      () => [ONE, altered({ target: "3.9", oracle: { ...(reportIn(TWO).oracle as OracleIdentity), target: "3.9" } })],
      2,
      /: the target is 3\.11 in the one, 3\.9 in/,
    ],
    [
      "a part judged somebody else",
      () => [ONE, altered({ implementation: { name: "x", version: "1", language: "C" } })],
      2,
      /: the implementation is /,
    ],
    [
      "a part asked another oracle",
      () => [ONE, altered({ oracle: { kind: "live", target: "3.11", interpreters: [], digest: "0" } })],
      2,
      /: the oracle is /,
    ],
    [
      "a part was made by another suite",
      () => [ONE, altered({ suite: { name: "asyncore-conformance", version: "0.0.9" } })],
      2,
      /was written by version 0\.0\.9 of the suite/,
    ],
    [
      "parts are of a selection",
      () => {
        const { cases: all, target, profile } = reportIn(TWO);
        const cases = all.slice(1);
        const clauses = judgeClauses(applicableClauses(target, profile), cases);
        return [ONE, altered({ cases, clauses, counts: count(cases, cases.length) })];
      },
      2,
      /^The parts have \d+ cases together, \d+ of the \d+ that a whole run has\.$/,
    ],
  ])("is refused when %s", async (_, folders, exit, sentence) => {
    await expect(merging(...folders())).rejects.toMatchObject({
      exitCode: exit,
      message: expect.stringMatching(sentence),
    });
    expect(existsSync(join(OUT, "refused"))).toBe(false);
  });

  it("is refused when a report or a transcript was changed by hand", async () => {
    const [report, transcript] = [altered({}), altered({})];
    const bytes = readFileSync(join(transcript, TRANSCRIPT));
    writeFileSync(join(transcript, TRANSCRIPT), bytes.fill(0, 100, 108));
    writeFileSync(reportFile(report), JSON.stringify({ ...reportIn(report), seed: 9 }));

    await expect(merging(ONE, transcript)).rejects.toThrow("is not the file the report was sealed with");
    await expect(merging(ONE, report)).rejects.toThrow("is not as it was sealed");
  });

  it("is refused when there are more parts than scenarios", async () => {
    const { code, stderr } = await judging("--shard", "1/5000");

    expect(code).toBe(2);
    expect(stderr).toMatch(/There are \d+ scenarios to be played, and --shard asks for 5000 parts of them\./);
  });
});
