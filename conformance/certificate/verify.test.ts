// Whether a run that is judged again comes out as it was, and whatever was changed of it does not.

import { describe, expect, it } from "vitest";
import type { Report } from "../../spec/report.ts";
import type { TranscriptPlay } from "../../spec/transcript.ts";
import type { PlayOutcome } from "../adapters/adapter.ts";
import { recordedOracle } from "../oracle.ts";
import type { Stage } from "../play/player.ts";
import { PROPERTIES } from "../properties/index.ts";
import { EVERYTHING_SHOWN, planOf, RIGHT, run, scenario, WRONG } from "../testing/certifying.ts";
import { wentOf } from "./transcript.ts";
import { regrade } from "./verify.ts";

const CASES = [EVERYTHING_SHOWN, scenario("loop/b", ["LOOP-02"]), scenario("loop/c", ["LOOP-03"])];
const PLAN = planOf(CASES, { properties: { properties: PROPERTIES.slice(0, 2), seed: 7, runs: 5 } });
const ORACLE = recordedOracle(CASES, "3.11");

/** A run and what was observed in it. */
interface Observed {
  readonly report: Report;
  readonly plays: Map<string, TranscriptPlay[]>;
}

async function observed(outcomes: Readonly<Record<number, PlayOutcome>> = {}, plan = PLAN): Promise<Observed> {
  const plays = new Map<string, TranscriptPlay[]>();
  const stage = (bare: Stage): Stage => ({
    ...bare,
    players: [
      (of) => {
        const player = bare.players[0](of);
        if (of === null) return player;
        const play: typeof player.play = async (program) => {
          const played = await player.play(program);
          plays.set(of, [...(plays.get(of) ?? []), { of, program, went: wentOf(played, program) }]);
          return played;
        };
        return { ...player, identity: () => player.identity(), play };
      },
    ],
  });
  const report = await run(plan, {
    stage,
    plays: (number) => outcomes[number] ?? { outcome: "played", trace: RIGHT },
  });
  return { report, plays };
}

describe("a run that is judged again", () => {
  it.each([
    ["everything passed", {}],
    [
      "something diverged, crashed, or was never answered",
      {
        1: { outcome: "played", trace: WRONG },
        2: { outcome: "crashed", reason: "it ended" },
        3: { outcome: "timed-out", limitMs: 5 },
      },
    ],
    ["a program of a property was refused", { 5: { outcome: "refused", reason: "no", missing: "passes" } }],
    [
      "a program of a property left a trace that cannot be",
      { 4: { outcome: "played", trace: [{ kind: "exhausted", depth: 0, by: "depth" }] } },
    ],
  ] as const)("comes out as it was when %s", async (_what, outcomes) => {
    const { report, plays } = await observed(outcomes);

    expect(await regrade(report, plays, PLAN, ORACLE)).toBeNull();
  });

  it.each([
    ["passed when it was played again", [2]],
    ["did not", [2, 4]],
  ])("comes out as it was when a random program differed once and %s", async (_what, wrong) => {
    const random = { ...scenario("corpus/loopback-0001", []), volume: "0" };
    const plan = planOf([EVERYTHING_SHOWN, random]);
    const oracle = recordedOracle(plan.scenarios, "3.11");
    const outcomes = Object.fromEntries(wrong.map((number) => [number, { outcome: "played", trace: WRONG } as const]));
    const { report, plays } = await observed(outcomes, plan);
    const [, result] = report.cases;
    const [first, ...others] = plays.get(random.id) as TranscriptPlay[];

    expect([others.length, result?.verdict.outcome === "passed", result?.unsteady !== undefined]).toEqual([
      2,
      wrong.length === 1,
      wrong.length === 1,
    ]);
    expect(await regrade(report, plays, plan, oracle)).toBeNull();
    plays.set(random.id, [first as TranscriptPlay]);
    await expect(regrade(report, plays, plan, oracle)).rejects.toMatchObject({
      message: "The transcript lacks a play of corpus/loopback-0001.",
    });
  });

  it("comes out as it was with known failures", async () => {
    const entry = { id: "loop/b", reason: "r", link: "https://example.org/1", expires: "2026-02-01" };
    const plan = { ...PLAN, knownFailures: [entry] };
    const { report, plays } = await observed({ 2: { outcome: "played", trace: WRONG } }, plan);

    expect(report.verdict).toBe("conformant-with-known-failures");
    expect(await regrade(report, plays, plan, ORACLE)).toBeNull();
    expect(await regrade(report, plays, PLAN, ORACLE)).toBe(
      "The report tells of loop/b otherwise than its transcript.",
    );
  });

  it("does not when a play was another one", async () => {
    const { report, plays } = await observed();
    const [play] = plays.get("loop/b") as [TranscriptPlay];
    plays.set("loop/b", [{ ...play, went: { outcome: "played", trace: WRONG } }]);

    expect(await regrade(report, plays, PLAN, ORACLE)).toBe(
      "The report says that loop/b passed, and by its transcript it diverged.",
    );
  });

  it("does not when the report was written as one would like it", async () => {
    const { report, plays } = await observed({ 2: { outcome: "played", trace: WRONG } });
    const cases = report.cases.filter(({ scenario: id }) => id !== "loop/b");
    const counts = { ...report.counts, failed: 0 };

    expect(await regrade({ ...report, cases }, plays, PLAN, ORACLE)).toBe("The report lacks the case loop/b.");
    expect(await regrade({ ...report, counts }, plays, PLAN, ORACLE)).toBe(
      'The report says something else as "counts" than what follows from its transcript.',
    );
    expect(await regrade({ ...report, verdict: "conformant" }, plays, PLAN, ORACLE)).toContain('as "verdict"');
  });

  it("does not when the oracle says something else", async () => {
    const { report, plays } = await observed();
    const other = { ...ORACLE, expect: async () => WRONG };

    expect(await regrade(report, plays, PLAN, other)).toBe(
      "The report says that loop/all passed, and by its transcript it diverged.",
    );
  });
});

describe("a report is refused", () => {
  it("that does not say when, or who", async () => {
    const { report, plays } = await observed();

    await expect(regrade({ ...report, startedAt: "soon" }, plays, PLAN, ORACLE)).rejects.toMatchObject({
      code: "bad-report",
      message: "The report does not say when the run began.",
    });
    await expect(regrade({ ...report, implementation: null }, plays, PLAN, ORACLE)).rejects.toMatchObject({
      code: "bad-report",
      message: "The report does not say who was judged.",
    });
  });
});

describe("a transcript is refused", () => {
  it("that lacks a case, of a scenario or of a property", async () => {
    const { report, plays } = await observed();
    const without = (of: string) => new Map([...plays].filter(([key]) => key !== of));
    const random = [...plays.keys()].find((key) => key.startsWith("programs/")) as string;

    await expect(regrade(report, without("loop/c"), PLAN, ORACLE)).rejects.toMatchObject({
      code: "bad-report",
      message: "The transcript lacks a play of loop/c.",
    });
    await expect(regrade(report, without(random), PLAN, ORACLE)).rejects.toMatchObject({
      message: `The transcript lacks a play of ${random}.`,
    });
  });

  it("that has plays nobody asks for, or of another program", async () => {
    const { report, plays } = await observed();
    const [play] = plays.get("loop/b") as [TranscriptPlay];
    const more = new Map(plays).set("loop/d", [play]);
    const other = new Map(plays).set("loop/b", [{ ...play, program: { world: "scripted", channels: {}, steps: [] } }]);

    await expect(regrade(report, more, PLAN, ORACLE)).rejects.toMatchObject({
      code: "bad-report",
      message: "The transcript has plays of loop/d that nothing in this suite asks for.",
    });
    await expect(regrade(report, other, PLAN, ORACLE)).rejects.toMatchObject({
      message: "The transcript has another program for loop/b than this suite.",
    });
  });
});
