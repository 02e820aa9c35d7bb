// Which programs a campaign plays, and what it makes of how they went: with adapters that do as the test says.

import { describe, expect, it } from "vitest";
import { posixHost } from "../../reference/posix/index.ts";
import type { Program } from "../../spec/program.ts";
import type { Trace } from "../../spec/trace.ts";
import type { PlayOutcome } from "../adapters/adapter.ts";
import { programOf } from "../generate/index.ts";
import { Session } from "../play/session.ts";
import { fakeSource } from "../testing/fake-adapter.ts";
import { batches, type CampaignPlan, campaign, emptyTally, type Tally } from "./campaign.ts";
import { Duel } from "./duel.ts";
import { NO_PROGRAMS, withProgram } from "./program-digest.ts";

const PLAN: CampaignPlan = {
  worlds: ["scripted"],
  seed: 3,
  runs: 20,
  shard: { turn: 1, of: 1 },
  applies: () => true,
};

const EMPTY: Trace = [];
const CLOSED: Trace = [{ kind: "event", depth: 0, event: "handle_close", of: "c0" }];

function played(trace: Trace): PlayOutcome {
  return { outcome: "played", trace };
}

type Plays = (program: Program, times: number) => PlayOutcome;

/** An adapter that plays as told; `times` is how often it was asked for that program, from 1. */
function sessionThat(plays: Plays): Session {
  const asked = new Map<string, number>();
  const source = fakeSource(({ program }) => {
    const key = JSON.stringify(program);
    asked.set(key, (asked.get(key) ?? 0) + 1);
    return plays(program, asked.get(key) ?? 1);
  });
  return new Session(source, posixHost);
}

async function tallyOf(judged: Plays, oracle: Plays, plan: CampaignPlan = PLAN): Promise<Tally> {
  const sessions = [sessionThat(judged), sessionThat(oracle)] as const;
  const tally = emptyTally();
  await campaign(
    plan,
    [new Duel(...sessions, "exact")],
    tally,
    () => false,
    () => {},
  );
  await Promise.all(sessions.map((session) => session.close()));
  return tally;
}

describe("the programs of a campaign", () => {
  function indexes(plan: Partial<CampaignPlan>): readonly number[] {
    return [...batches({ ...PLAN, ...plan })].flatMap((batch) => batch.map(({ origin }) => origin.index));
  }

  it("are those of its seed, by number", () => {
    const made = [...batches(PLAN)].flat();

    expect(made.map(({ origin }) => origin)).toEqual(
      Array.from({ length: 20 }, (_, index) => ({ world: "scripted", seed: 3, index })),
    );
    expect(made.map(({ program }) => program)).toEqual(
      Array.from({ length: 20 }, (_, index) => programOf("scripted", 3, index)),
    );
  });

  it("are parted among shards: each is played in one", () => {
    const shards = [1, 2, 3].map((turn) => indexes({ runs: 1000, shard: { turn, of: 3 } }));

    expect(shards[1]?.slice(0, 3)).toEqual([1, 4, 7]);
    expect(shards.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, index) => index));
  });

  it("are as many of each world as were asked for", () => {
    const worlds = [...batches({ ...PLAN, worlds: ["scripted", "loopback"], runs: 30 })]
      .flat()
      .map(({ origin }) => origin.world);

    expect(worlds.filter((world) => world === "scripted")).toHaveLength(30);
    expect(worlds.filter((world) => world === "loopback")).toHaveLength(30);
  });

  it("have no end without a number, until it is too late", async () => {
    const sessions = [sessionThat(() => played(EMPTY)), sessionThat(() => played(EMPTY))] as const;
    const tally = emptyTally();
    let batchesLeft = 2;

    await campaign(
      { ...PLAN, runs: null },
      [new Duel(...sessions, "exact")],
      tally,
      () => batchesLeft <= 0,
      () => {
        batchesLeft -= 1;
      },
    );

    expect(tally.programs.scripted).toBe(200);
  });
});

describe.each(["scripted", "loopback"] as const)("a campaign of the %s world", (world) => {
  const plan: CampaignPlan = { ...PLAN, worlds: [world] };

  it("finds nothing where both sides leave the same traces", async () => {
    const tally = await tallyOf(
      () => played(CLOSED),
      () => played(CLOSED),
      plan,
    );

    const programs = [...batches(plan)].flat().map(({ program }) => JSON.stringify(program));
    const digests = { ...emptyTally().digests, [world]: programs.reduce(withProgram, NO_PROGRAMS) };
    expect(tally).toEqual({ ...emptyTally(), programs: { ...emptyTally().programs, [world]: 20 }, digests });
  });

  it("finds who leaves another trace, once for all that look alike, and keeps the shortest program", async () => {
    const tally = await tallyOf(
      () => played(EMPTY),
      () => played(CLOSED),
      plan,
    );

    const shortest = Math.min(...[...batches(plan)].flat().map(({ program }) => JSON.stringify(program).length));
    const [group, ...others] = tally.groups.values();
    expect([tally.divergences, others.length]).toEqual([20, 0]);
    expect(group).toMatchObject({ signature: `${world}: nothing more for event handle_close of a channel`, count: 20 });
    expect(JSON.stringify(group?.disagreement.program)).toHaveLength(shortest);
    expect(group?.disagreement).toMatchObject({ expected: CLOSED, observed: EMPTY });
  });

  it.each<[sort: string, PlayOutcome]>([
    ["crashed", { outcome: "crashed", reason: "it ended" }],
    ["garbled", { outcome: "garbled", reason: "it raved" }],
    ["timed-out", { outcome: "timed-out", limitMs: 1 }],
    ["refused: cannot play describe", { outcome: "refused", reason: "error -32000: cannot play describe" }],
  ])("takes who %s for one that parts", async (sort, outcome) => {
    const tally = await tallyOf(
      () => outcome,
      () => played(CLOSED),
      { ...plan, runs: 3 },
    );

    expect([...tally.groups.keys()]).toEqual([`${world}: ${sort}`]);
    expect([tally.divergences, tally.voids]).toEqual([3, []]);
  });

  it("blames nobody for what the original does one time and not the other", async () => {
    const tally = await tallyOf(
      () => played(EMPTY),
      (_program, times) => played(times === 1 ? CLOSED : EMPTY),
      plan,
    );

    expect(tally.divergences).toBe(0);
    expect(tally.voids).toHaveLength(20);
    expect(tally.voids[0]).toEqual({
      world,
      seed: 3,
      index: 0,
      reason: "the original left two different traces: first c0.handle_close, then nothing more",
    });
  });

  it("asks the original twice now and then, even if both agree", async () => {
    const tally = await tallyOf(
      () => played(CLOSED),
      (_program, times) => played(times === 1 ? CLOSED : EMPTY),
      { ...plan, runs: 101 },
    );

    expect(tally.voids.map(({ index }) => index)).toEqual([0, 50, 100]);
  });

  it("says of a program the original does not play that it is void", async () => {
    const tally = await tallyOf(
      () => played(EMPTY),
      () => ({ outcome: "crashed", reason: "it ended" }),
      { ...plan, runs: 2 },
    );

    expect(tally.voids.map(({ reason }) => reason)).toEqual(
      Array(2).fill("the original did not play it: crashed, it ended"),
    );
  });

  it("plays nobody what a side does not declare", async () => {
    const tally = await tallyOf(
      () => played(EMPTY),
      () => played(CLOSED),
      { ...plan, applies: () => false },
    );

    expect(tally).toEqual({ ...emptyTally(), notApplicable: 20 });
  });
});

describe("a campaign that several play at once", () => {
  it.each(["scripted", "loopback"] as const)("comes to the same as one alone: %s", async (world) => {
    const plan: CampaignPlan = { ...PLAN, worlds: [world], runs: 350 };
    const isOdd = (program: Program) => JSON.stringify(program).length % 7 === 0;
    const judged: Plays = (program) => played(isOdd(program) ? CLOSED : EMPTY);
    const oracle: Plays = (program, times) => played(times > 1 && !isOdd(program) ? CLOSED : EMPTY);
    const tallies: Tally[] = [];
    const told: string[][] = [];
    for (const count of [1, 3]) {
      const tally = emptyTally();
      const signatures: string[] = [];
      const sessions = Array.from({ length: count }, () => [sessionThat(judged), sessionThat(oracle)] as const);
      await campaign(
        plan,
        sessions.map((pair) => new Duel(...pair, "exact")),
        tally,
        () => false,
        (fresh) => signatures.push(...fresh.map(({ signature }) => signature)),
      );
      tallies.push(tally);
      told.push(signatures);
      await Promise.all(sessions.flat().map((session) => session.close()));
    }

    expect(tallies[0]?.programs[world]).toBe(350);
    expect(tallies[0]?.divergences).toBeGreaterThan(0);
    expect(tallies[0]?.voids.length).toBeGreaterThan(0);
    expect(tallies[1]).toEqual(tallies[0]);
    expect(told[1]).toEqual(told[0]);
  });

  it("ends when one of them cannot go on", async () => {
    const broken = fakeSource(() => ({ outcome: "crashed", reason: "it ended" }));
    const start: typeof broken.start = async (...args) => {
      if (broken.started() > 0) throw new Error("it cannot be started again");
      return broken.start(...args);
    };
    const oracle = new Session({ ...broken, start }, posixHost);
    const well = () => sessionThat(() => played(EMPTY));
    const duels = [new Duel(well(), well(), "exact"), new Duel(well(), oracle, "exact")];

    const playing = campaign(
      { ...PLAN, runs: null },
      duels,
      emptyTally(),
      () => false,
      () => {},
    );

    await expect(playing).rejects.toThrow("it cannot be started again");
  });
});
