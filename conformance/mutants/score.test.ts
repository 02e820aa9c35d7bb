import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { TrialName } from "../../spec/kill-score.ts";
import { readProofs } from "../judge/prove.ts";
import { paintWith } from "../report/paint.ts";
import type { Fate } from "./campaign.ts";
import { type Equivalent, readEquivalents } from "./equivalents.ts";
import { percentOf } from "./kill-score.ts";
import type { Mutant } from "./mutant.ts";
import { killsOf, type Score, scoreOf } from "./score.ts";
import { describeScore } from "./text.ts";

const MUTANT: Mutant = {
  module: "asyncore",
  operator: "delete a statement",
  function: "dispatcher.close",
  line: 395,
  source: "",
  start: 10,
  end: 20,
  before: "self.connected = False",
  after: "pass",
};
const KILLED = killedBy("scenarios");
const SURVIVED: Fate = { fate: "survived", tookMs: 900 };

function killedBy(trial: TrialName): Fate {
  return { fate: "killed", caught: { trial, by: "close/a", clauses: ["CLOSE-01"] }, tookMs: 300 };
}

function described(score: Score): readonly string[] {
  return describeScore(score, readProofs(), paintWith(false));
}

function equivalent(mutant: Mutant): Equivalent {
  const { module, function: place, operator, before, after } = mutant;
  return { module, function: place, operator, before, after, reason: "Nobody reads it." };
}

describe("the score of a campaign", () => {
  const later: Mutant = { ...MUTANT, function: "loop", start: 500, line: 600 };
  const chat: Mutant = { ...MUTANT, module: "asynchat", start: 1 };

  it("counts who was caught of those who can be", () => {
    const { total } = scoreOf(
      [
        { mutant: MUTANT, fate: KILLED },
        { mutant: later, fate: SURVIVED },
        { mutant: chat, fate: SURVIVED },
        { mutant: { ...MUTANT, start: 11 }, fate: { fate: "not-loadable", reason: "SyntaxError" } },
      ],
      [equivalent(chat)],
    );

    expect(total).toEqual({
      ...{ made: 4, notLoadable: 1, equivalent: 1, survived: 1, killingMs: 300 },
      killedBy: { scenarios: 1, corpus: 0, properties: 0, fuzz: 0 },
    });
    expect(killsOf(total)).toEqual({ killed: 1, killable: 2 });
  });

  it("counts what only random programs beside the original caught as not caught by certify", () => {
    const outcomes = [KILLED, killedBy("corpus"), killedBy("properties"), killedBy("fuzz")].map((fate, start) => ({
      mutant: { ...MUTANT, start },
      fate,
    }));
    const score = scoreOf(outcomes, []);

    expect(killsOf(score.total)).toEqual({ killed: 3, killable: 4 });
    expect(score.lateKills.map(({ mutant }) => mutant.start)).toEqual([1, 2, 3]);
    expect(described(score)).toContain(
      "  asyncore.dispatcher.close, asyncore.py line 395: delete a statement; caught by fuzz, close/a, in 0.3 s",
    );
  });

  it("says which clauses the cases show that caught somebody", () => {
    const score = scoreOf([{ mutant: MUTANT, fate: KILLED }], []);

    expect(score.caughtOn).toEqual(["CLOSE-01"]);
    expect(described(score).join("\n")).toContain("caught somebody show 1 clause of");
  });

  it("is full marks when there was nobody to catch", () => {
    expect(percentOf(killsOf(scoreOf([], []).total))).toBe(100);
  });

  it("has a row for each function, in order of place, and every survivor", () => {
    const score = scoreOf(
      [
        { mutant: later, fate: SURVIVED },
        { mutant: chat, fate: KILLED },
        { mutant: MUTANT, fate: KILLED },
      ],
      [],
    );

    expect(score.byFunction.map(([name]) => name)).toEqual([
      "asynchat.dispatcher.close",
      "asyncore.dispatcher.close",
      "asyncore.loop",
    ]);
    expect(score.survivors).toEqual([later]);
  });

  it("does not forgive a survivor for an entry about another change", () => {
    const { total } = scoreOf([{ mutant: MUTANT, fate: SURVIVED }], [{ ...equivalent(MUTANT), after: "self.x = 1" }]);

    expect(total).toMatchObject({ equivalent: 0, survived: 1 });
  });

  it("refutes an entry about a mutant that was caught", () => {
    const score = scoreOf([{ mutant: MUTANT, fate: KILLED }], [equivalent(MUTANT)]);

    expect(score.refuted).toEqual([equivalent(MUTANT)]);
    expect(described(score).at(-1)).toBe(
      "  asyncore.dispatcher.close: self.connected = False → pass is listed as equivalent and was caught",
    );
  });

  it("does not refute an entry about two places of which one was caught", () => {
    const elsewhere = { ...MUTANT, start: 300, line: 410 };
    const score = scoreOf(
      [
        { mutant: MUTANT, fate: KILLED },
        { mutant: elsewhere, fate: SURVIVED },
      ],
      [equivalent(MUTANT)],
    );

    expect([score.refuted, score.survivors, score.total.equivalent]).toEqual([[], [], 1]);
  });

  it("does not refute an entry of which a sample has one place only", () => {
    const elsewhere = { ...MUTANT, start: 300, line: 410 };
    const score = scoreOf([{ mutant: MUTANT, fate: KILLED }], [equivalent(MUTANT)], [MUTANT, elsewhere]);

    expect(score.refuted).toEqual([]);
  });

  it("shows a survivor as the change it is", () => {
    const lines = described(scoreOf([{ mutant: MUTANT, fate: SURVIVED }], []));

    expect(lines.slice(-4)).toEqual([
      "Not caught",
      "  asyncore.dispatcher.close, asyncore.py line 395: delete a statement",
      "    - self.connected = False",
      "    + pass",
    ]);
    expect(lines[2]).toMatch(/^ {2}all +1( +·){6} +1 +0\.0% +·$/);
  });
});

describe("the equivalents", () => {
  it("that are published are one mutant each, with a reason", () => {
    const keys = readEquivalents().map(({ reason: _reason, ...key }) => JSON.stringify(key));

    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    ["no JSON", "{", "cannot be read"],
    ["no list", "{}", "has an entry that is no equivalent mutant"],
    ["an entry without a reason", JSON.stringify([{ ...equivalent(MUTANT), reason: " " }]), "has an entry"],
  ])("are refused when the file holds %s", (_what, text, sentence) => {
    const folder = mkdtempSync(join(tmpdir(), "equivalents-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, "e.json"), text);

    expect(() => readEquivalents(join(folder, "e.json"))).toThrow(sentence);
  });
});
