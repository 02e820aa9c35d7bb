import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { posixHost } from "../../reference/posix/index.ts";
import type { PlayParams } from "../../spec/adapter.ts";
import type { Program } from "../../spec/program.ts";
import type { AdapterSource, PlayOutcome } from "../adapters/adapter.ts";
import { processAdapter } from "../adapters/process.ts";
import { packagePath } from "../package-path.ts";
import { leftovers, marked } from "../selftest/leftovers.ts";
import { SuiteError } from "../suite-error.ts";
import { fakeSource, identityWith } from "../testing/fake-adapter.ts";
import { DEFAULT_RUN_LIMITS, Session } from "./session.ts";

const PROGRAM: Program = { world: "loopback", channels: {}, steps: [] };
const SCRIPTED: Program = { world: "scripted", script: {}, channels: {}, steps: [] };
const PIPING: Program = { ...PROGRAM, steps: [{ op: "peer.pipe", peer: "pipe", direction: "to-program" }] };
const PLAYED: PlayOutcome = { outcome: "played", trace: [] };

describe("a session", () => {
  it("starts its adapter when it is first needed, and once", async () => {
    const source = fakeSource(() => PLAYED);
    const session = new Session(source, posixHost);
    const before = source.started();

    const identity = await session.identity();
    await session.play(PROGRAM);
    await session.identity();

    expect([before, source.started()]).toEqual([0, 1]);
    expect(identity).toEqual(identityWith());
    await session.close();
  });

  it("starts it once for all who need it at the same time", async () => {
    const source = fakeSource(() => PLAYED);
    const session = new Session(source, posixHost);

    await Promise.all([session.identity(), session.identity(), session.play(PROGRAM)]);

    expect(source.started()).toBe(1);
    await session.close();
  });

  it("does not wait for the end of a play when it is closed in the middle of one", async () => {
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const source = fakeSource(() => {
      begin();
      return new Promise(() => {});
    });
    const session = new Session(source, posixHost);
    void session.play(PROGRAM);
    await begun;

    await session.close();

    expect(source.ended).toEqual(["1 killed"]);
  });

  it.each<PlayOutcome>([
    { outcome: "timed-out", limitMs: 10 },
    { outcome: "crashed", reason: "it ended with exit code 1" },
    { outcome: "garbled", reason: "it wrote a line that is not JSON" },
  ])("gives an adapter up after a play that $outcome, and goes on with a new one", async (outcome) => {
    const source = fakeSource((_params, _peers, _limitMs, number) => (number === 1 ? outcome : PLAYED));
    const session = new Session(source, posixHost);

    const plays = [await session.play(PROGRAM), await session.play(PROGRAM)];

    expect(plays.map((each) => each.outcome)).toEqual([outcome, PLAYED]);
    expect(plays.map(({ stderr }) => stderr)).toEqual([["last words of 1"], []]);
    expect([source.started(), source.ended]).toEqual([2, ["1 killed"]]);
    await session.close();
  });

  it("gives an adapter up whose trace cannot be believed", async () => {
    const trace = [{ kind: "action", depth: 0, op: "peer.recv", of: "wire" }] as const;
    const source = fakeSource(() => ({ outcome: "played", trace }));
    const session = new Session(source, posixHost);

    const { outcome } = await session.play(PROGRAM);

    expect(outcome.outcome).toBe("garbled");
    expect(source.ended).toEqual(["1 killed"]);
    await session.close();
  });

  it.each<PlayOutcome>([PLAYED, { outcome: "refused", reason: "error -32000: no", missing: "nesting" }])(
    "keeps an adapter that $outcome",
    async (outcome) => {
      const source = fakeSource(() => outcome);
      const session = new Session(source, posixHost);

      const plays = [await session.play(PROGRAM), await session.play(PROGRAM)];

      expect(plays.map(({ stderr }) => stderr)).toEqual([[], []]);
      expect([source.started(), source.ended]).toEqual([1, []]);
      await session.close();
    },
  );

  it("gives every play an address and an empty directory, its own when it makes files, and its limit", async () => {
    const seen: (PlayParams & { limitMs: number; existed: boolean })[] = [];
    const source = fakeSource((params, _peers, limitMs) => {
      seen.push({ ...params, limitMs, existed: existsSync(params.directory) });
      return PLAYED;
    });
    const session = new Session(source, posixHost, { ...DEFAULT_RUN_LIMITS, playMs: 77 });

    for (const program of [PROGRAM, PIPING, PROGRAM, PIPING]) await session.play(program);
    await session.close();

    const [plain, piping, again, pipingAgain] = seen.map(({ directory }) => directory);
    expect(new Set(seen.map(({ address }) => address)).size).toBe(4);
    expect(plain).toBe(again);
    expect(new Set([plain, piping, pipingAgain]).size).toBe(3);
    expect(seen.map(({ limitMs, existed }) => [limitMs, existed])).toEqual(Array(4).fill([77, true]));
    expect(seen.filter(({ directory }) => existsSync(directory))).toEqual([]);
  });

  it.each([
    ["hangs", "timed-out"],
    ["crashes", "crashed"],
    ["raves", "garbled"],
  ])("goes on after every play of a process that %s, and leaves none running", async (behaviour, outcome) => {
    const mark = randomUUID();
    const argv = [process.execPath, packagePath("conformance/adapters/testing/behave.ts"), behaviour];
    const session = new Session(processAdapter(marked(argv, mark)), posixHost, { ...DEFAULT_RUN_LIMITS, playMs: 200 });

    const plays = [await session.play(PROGRAM), await session.play(PROGRAM)];
    await session.close();

    expect(plays.map((each) => each.outcome.outcome)).toEqual([outcome, outcome]);
    await expect.poll(() => leftovers(mark)).toEqual([]);
  });

  it("has played ahead what it is then asked for, once", async () => {
    const asked: Program[] = [];
    const source = fakeSource(({ program }) => {
      asked.push(program);
      return PLAYED;
    });
    const session = new Session(source, posixHost);
    const [one, other] = [SCRIPTED, { ...SCRIPTED, limits: {} }];
    session.ahead([one, other]);

    const plays = [await session.play(one), await session.play(other), await session.play(other)];

    expect(plays.map(({ outcome }) => outcome)).toEqual([PLAYED, PLAYED, PLAYED]);
    expect(asked).toEqual([one, other, other]);
    await session.close();
  });

  it("forgets what it has played ahead when it is asked for something else", async () => {
    const asked: Program[] = [];
    const source = fakeSource(({ program }) => {
      asked.push(program);
      return PLAYED;
    });
    const session = new Session(source, posixHost);
    const [one, other] = [SCRIPTED, { ...SCRIPTED, limits: {} }];
    session.ahead([one, other]);

    await session.play(PROGRAM);
    await session.play(one);

    expect(asked).toEqual([one, other, PROGRAM, one]);
    await session.close();
  });

  it("plays several at once, and looks at what was said only when asked", async () => {
    const source = fakeSource(({ program }) => ({
      outcome: "played",
      trace: program.limits === undefined ? [] : [{ kind: "action", depth: 3, op: "loop" }],
    }));
    const session = new Session(source, posixHost);

    const plays = await session.playAll([SCRIPTED, { ...SCRIPTED, limits: {} }]);

    expect(plays.map(({ said }) => said)).toEqual([{ trace: [] }, { trace: [expect.anything()] }]);
    expect((await plays[0]?.read())?.outcome).toEqual(PLAYED);
    expect((await plays[1]?.read())?.outcome).toEqual({
      outcome: "garbled",
      reason: "its trace is malformed: observation 1 has depth 3, and only 0 calls are going on",
    });
    expect(source.ended).toEqual([]);
    await session.close();
  });

  it.each([
    ["hangs", "timed-out"],
    ["crashes", "crashed"],
    ["raves", "garbled"],
  ])(
    "plays each alone that a process did not answer because it %s, and says which did that",
    async (behaviour, outcome) => {
      const argv = [process.execPath, packagePath("conformance/adapters/testing/behave.ts"), behaviour];
      const session = new Session(processAdapter(argv), posixHost, { ...DEFAULT_RUN_LIMITS, playMs: 300 });

      const plays = await session.playAll([SCRIPTED, SCRIPTED]);
      const read = [await plays[0]?.read(), await plays[1]?.read()];

      expect(plays.map(({ said }) => said)).toEqual([null, null]);
      expect(read.map((each) => each?.outcome.outcome)).toEqual([outcome, outcome]);
      await session.close();
    },
  );

  it("blames none for another's fault: who was only waiting behind it is played again", async () => {
    const source = fakeSource(({ program }) =>
      program.limits === undefined ? PLAYED : { outcome: "crashed", reason: "it ended" },
    );
    const session = new Session(source, posixHost);

    const plays = await session.playAll([SCRIPTED, { ...SCRIPTED, limits: {} }, SCRIPTED]);
    const read = await Promise.all(plays.map((play) => play.read()));

    expect(read.map(({ outcome }) => outcome.outcome)).toEqual(["played", "crashed", "played"]);
    await session.close();
  });

  it.each<[PlayOutcome, readonly string[]]>([
    [{ outcome: "crashed", reason: "it ended" }, ["played", "crashed", "played"]],
    [{ outcome: "garbled", reason: "it raved" }, ["played", "garbled", "played"]],
    [{ outcome: "timed-out", limitMs: 300 }, ["played", "played", "played"]],
  ])("does not hush up what happens once and not again: %o", async (failure, outcomes) => {
    const source = fakeSource(({ program }, _peers, _limitMs, number) =>
      number === 1 && program.limits !== undefined ? failure : PLAYED,
    );
    const session = new Session(source, posixHost);
    const lost = { ...SCRIPTED, limits: {} };

    const plays = await session.playAll([SCRIPTED, lost, { ...lost }]);
    const read = await Promise.all(plays.map((play) => play.read()));

    expect(read.map(({ outcome }) => outcome.outcome)).toEqual(outcomes);
    if (failure.outcome === "crashed")
      expect(read[1]).toMatchObject({
        outcome: { reason: "it ended (with 2 programs on the way; alone none does that)" },
        stderr: ["last words of 1"],
      });
    await session.close();
  });

  it("hands on the limit for starting, and fails as its source does", async () => {
    const limits: number[] = [];
    const source: AdapterSource = {
      words: [],
      start: async (limitMs) => {
        limits.push(limitMs);
        throw new SuiteError("adapter-missing", "There is none.", "Name another.");
      },
    };
    const session = new Session(source, posixHost, { ...DEFAULT_RUN_LIMITS, startMs: 33 });

    await expect(session.play(PROGRAM)).rejects.toMatchObject({ code: "adapter-missing" });
    await expect(session.identity()).rejects.toMatchObject({ code: "adapter-missing" });
    expect(limits).toEqual([33, 33]);
    await session.close();
  });

  it("ends in an orderly way, or at once, and may end twice", async () => {
    const [orderly, torn] = [fakeSource(() => PLAYED), fakeSource(() => PLAYED)];
    const sessions = [new Session(orderly, posixHost), new Session(torn, posixHost)];
    for (const session of sessions) await session.identity();

    await sessions[0]?.close();
    await sessions[0]?.close();
    sessions[1]?.kill();
    sessions[1]?.kill();

    expect([orderly.ended, torn.ended]).toEqual([["1 stopped"], ["1 killed"]]);
  });
});
