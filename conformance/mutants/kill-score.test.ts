import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { KillScore } from "../../spec/kill-score.ts";
import { KILL_SCORE_FILE, percentOf, printKillScore, readKillScore } from "./kill-score.ts";

const SCORE: KillScore = {
  format: 1,
  suiteVersion: "0.1.0",
  target: "3.11",
  interpreter: "CPython 3.11.7",
  measuredOn: "2026-11-22",
  modules: ["asyncore", "asynchat"],
  sample: null,
  made: 12,
  notLoadable: 1,
  equivalent: 1,
  killable: 10,
  killed: 8,
  killedBy: { scenarios: 7, corpus: null, properties: 1, fuzz: 1 },
};

function fileWith(score: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), "kill-score-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "kill-score.json"), JSON.stringify(score));
  return join(folder, "kill-score.json");
}

describe("the kill score", () => {
  it("is what certify catches of what can be caught", () => {
    expect(readKillScore(fileWith(SCORE))).toEqual(SCORE);
    expect(percentOf(SCORE)).toBe(80);
  });

  it.each([
    ["more killed than its trials add up to", { ...SCORE, killed: 9 }, "do not add up"],
    ["fewer mutants than it tells the end of", { ...SCORE, made: 11 }, "do not add up"],
    ["more killed than can be", { ...SCORE, killedBy: { ...SCORE.killedBy, fuzz: 3 } }, "do not add up"],
    ["no target", { ...SCORE, target: undefined }, 'lacks the member "target"'],
  ])("is refused as a fault of the suite when it has %s", (_what, score, says) => {
    expect(() => readKillScore(fileWith(score))).toThrow(
      expect.objectContaining({ code: "bad-fixture", message: expect.stringContaining(says) }),
    );
  });

  it("that is kept is in the form in which it is written, and good enough", async () => {
    const kept = readKillScore();

    await expect(printKillScore(kept)).toMatchFileSnapshot(KILL_SCORE_FILE);
    expect(percentOf(kept)).toBeGreaterThanOrEqual(97);
    expect(kept.killedBy.scenarios ?? 0).toBeGreaterThanOrEqual(0.9 * kept.killable);
    expect(kept.equivalent).toBeLessThanOrEqual(0.05 * kept.made);
  });
});
