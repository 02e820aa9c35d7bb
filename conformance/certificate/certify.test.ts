// Whether a run plays what it should, stops when it must, and says of itself what is true.

import { describe, expect, it } from "vitest";
import { CLAUSE_IDS, type ClauseId, clauseOf } from "../../spec/clauses/index.ts";
import type { PlayOutcome } from "../adapters/adapter.ts";
import { senderDraft } from "../generate/streams.ts";
import { applicableClauses } from "../judge/judge.ts";
import { shapeError } from "../load/validate.ts";
import { DEFAULT_RUN_LIMITS } from "../play/session.ts";
import type { Property } from "../properties/property.ts";
import { paintWith } from "../report/paint.ts";
import { verdictLine } from "../report/text.ts";
import { EVERYTHING_SHOWN, planOf, RIGHT, type Run, run, scenario, WRONG } from "../testing/certifying.ts";
import { isGraded, openReport, sealOf } from "./certify.ts";

describe("a report that was opened", () => {
  it("is incomplete, whatever happens next, and has the shape of a report", () => {
    const opened = openReport(planOf([EVERYTHING_SHOWN]), Date.UTC(2026, 0, 1));

    expect(opened).toMatchObject({
      status: "incomplete",
      verdict: null,
      reason: "the run was not finished",
      startedAt: "2026-01-01T00:00:00.000Z",
      finishedAt: null,
      counts: { selected: 1, passed: 0, failed: 0, known: 0, notApplicable: 0 },
      seal: null,
    });
    expect(shapeError("report", opened)).toBeNull();
    expect(verdictLine(opened, paintWith(false))).toMatch(/^○ incomplete: /);
  });
});

describe("a run", () => {
  it("of a right implementation is conformant, sealed, and says who was judged by what", async () => {
    const report = await run(planOf([EVERYTHING_SHOWN]));

    expect(report).toMatchObject({
      status: "sealed",
      verdict: "conformant",
      implementation: { name: "CPython asyncore", version: "3.11.7" },
      oracle: { kind: "recorded", interpreters: ["CPython 3.11.7"] },
      scope: "full",
      adapter: ["fake"],
      counts: { selected: 1, passed: 1, failed: 0, known: 0, notApplicable: 0 },
    });
    expect(report).not.toHaveProperty("reason");
    expect(report.seal).toBe(sealOf(report));
    expect(report.clauses.map(({ clause }) => clause)).toEqual(applicableClauses("3.11", "exact"));
    expect(shapeError("report", JSON.parse(JSON.stringify(report)))).toBeNull();
  });

  it("of a wrong one is not conformant, and keeps both traces of what diverged", async () => {
    const plan = planOf([EVERYTHING_SHOWN, scenario("loop/b", ["LOOP-02"])]);

    const report = await run(plan, { plays: (number) => ({ outcome: "played", trace: number === 2 ? WRONG : RIGHT }) });

    expect(report).toMatchObject({
      status: "sealed",
      verdict: "not-conformant",
      counts: { selected: 2, passed: 1, failed: 1, known: 0, notApplicable: 0 },
      cases: [
        { scenario: "loop/all", verdict: { outcome: "passed" } },
        { scenario: "loop/b", verdict: { outcome: "diverged" }, expected: RIGHT, observed: WRONG },
      ],
    });
    expect(report.clauses.find(({ clause }) => clause === "LOOP-02")?.outcome).toBe("broken");
    expect(report.clauses.find(({ clause }) => clause === "LOOP-01")?.outcome).toBe("kept");
  });

  it("goes on after a hang and a crash, each of which costs one scenario", async () => {
    const plan = planOf(["a", "b", "c", "d"].map((name) => scenario(`loop/${name}`, ["LOOP-01"])));
    const outcomes: Record<number, PlayOutcome> = {
      1: { outcome: "timed-out", limitMs: 10 },
      3: { outcome: "crashed", reason: "it ended with exit code 1" },
    };

    const report = await run(plan, { plays: (number) => outcomes[number] ?? { outcome: "played", trace: RIGHT } });

    expect(report.cases.map(({ verdict }) => verdict.outcome)).toEqual(["timed-out", "passed", "crashed", "passed"]);
    expect(report.cases[0]?.verdict).toMatchObject({ stderr: ["last words of 1"] });
    expect(report.verdict).toBe("not-conformant");
  });

  it("does not ask for what is not declared, and does not count it", async () => {
    const asked: number[] = [];
    const plan = planOf([EVERYTHING_SHOWN]);

    const report = await run(plan, {
      capabilities: { passes: false },
      plays: (number) => {
        asked.push(number);
        return { outcome: "played", trace: RIGHT };
      },
    });

    expect(asked).toEqual([]);
    expect(report.cases[0]?.verdict).toEqual({ outcome: "not-applicable", missing: "passes" });
    expect(report).toMatchObject({ verdict: "incomplete", reason: "nothing was graded", status: "sealed" });
  });

  it("of nothing at all is incomplete", async () => {
    expect(await run(planOf([]))).toMatchObject({ verdict: "incomplete", reason: "nothing was graded" });
  });

  it("of a selection certifies nothing", async () => {
    const report = await run(planOf([EVERYTHING_SHOWN], { whole: false }));

    expect(report).toMatchObject({
      verdict: "incomplete",
      reason: "only a selection of scenarios was run, which certifies nothing",
    });
  });

  it("of somebody who does not declare the core certifies nothing", async () => {
    const report = await run(planOf([EVERYTHING_SHOWN]), { capabilities: { families: ["unix"] } });

    expect(report).toMatchObject({ verdict: "incomplete", scope: null });
    expect(report.reason).toMatch(/^the implementation does not declare the core/);
  });

  it("that does not show a clause of the core certifies nothing", async () => {
    const report = await run(planOf([scenario("loop/a", ["LOOP-01"])]));

    expect(report).toMatchObject({ verdict: "incomplete", counts: { passed: 1 } });
    expect(report.reason).toMatch(/^no scenario of this run shows the core clauses LOOP-02, .* and \d+ more$/);
  });

  it("tells of each case when it is done", async () => {
    const told: string[] = [];
    const onCase: Run["onCase"] = ({ scenario: id }, done, selected) => told.push(`${done}/${selected} ${id}`);

    await run(planOf([scenario("loop/a", ["LOOP-01"]), scenario("loop/b", ["LOOP-01"])]), { onCase });

    expect(told).toEqual(["1/2 loop/a", "2/2 loop/b"]);
  });

  it("on several sessions is reported in the order of the plan, whoever was ready first, scripted ones too", async () => {
    const world = (id: string, scripted: boolean) => {
      const program = { world: "scripted", script: {}, channels: {}, steps: [] } as const;
      return scenario(`loop/${id}`, ["LOOP-01"], scripted ? { program } : {});
    };
    const ids = [..."abcdefghijklmnop"];
    const told: string[] = [];

    const report = await run(planOf(ids.map((id, index) => world(id, index % 3 === 0))), {
      sessions: 3,
      onCase: ({ scenario: id }) => told.push(id),
    });

    expect(report.cases.map(({ scenario: id }) => id)).toEqual(ids.map((id) => `loop/${id}`));
    expect(report.counts).toMatchObject({ selected: ids.length, passed: ids.length });
    expect(told).not.toEqual(report.cases.map(({ scenario: id }) => id));
    expect([...told].sort()).toEqual(report.cases.map(({ scenario: id }) => id));
  });

  it("goes on after a scripted play that spoils those behind it: each of them is played again, alone", async () => {
    const program = { world: "scripted", script: {}, channels: {}, steps: [] } as const;
    const plan = planOf(["a", "b", "c"].map((name) => scenario(`loop/${name}`, ["LOOP-01"], { program })));
    const broken: PlayOutcome = { outcome: "crashed", reason: "it ended with exit code 1" };

    // Plays 1 to 3 are one behind the other; 4 and 5 are those of b and c again.
    const report = await run(plan, {
      plays: (number) => ([2, 3, 4].includes(number) ? broken : { outcome: "played", trace: RIGHT }),
    });

    expect(report.cases.map(({ verdict }) => verdict.outcome)).toEqual(["passed", "crashed", "passed"]);
  });

  it("says how long each case took", async () => {
    const report = await run(planOf([EVERYTHING_SHOWN]), { msPerLook: 12.3456 });

    expect(report.cases[0]?.durationMs).toBe(12.35);
  });
});

describe("an adapter that plays nothing", () => {
  const crashed: PlayOutcome = { outcome: "crashed", reason: "it ended with exit code 7" };
  const twelve = planOf(Array.from({ length: 12 }, (_, index) => scenario(`loop/${index}`, ["LOOP-01"])));

  it("is unusable after ten scenarios: that is no implementation that differs", async () => {
    const plays: number[] = [];
    const running = run(twelve, {
      plays: (number) => {
        plays.push(number);
        return crashed;
      },
    });

    await expect(running).rejects.toMatchObject({
      code: "adapter-unusable",
      message:
        "The adapter played none of the first 10 scenarios. Of loop/9: The adapter broke off: it ended with exit code 7.",
      remedy: expect.stringContaining("doctor"),
    });
    expect(plays).toHaveLength(10);
  });

  it("is unusable after three scenarios when it answered none of them: each has cost the longest time there is", async () => {
    const plays: number[] = [];
    const hanging = (number: number): PlayOutcome => {
      plays.push(number);
      return { outcome: "timed-out", limitMs: 9 };
    };

    await expect(run(twelve, { plays: hanging })).rejects.toMatchObject({
      code: "adapter-unusable",
      message:
        "The adapter played none of the first 3 scenarios. Of loop/2: There was no answer within 9 ms (--play-limit sets this limit).",
      remedy: expect.stringContaining("doctor"),
    });
    expect(plays).toHaveLength(3);
  });

  it("gets ten scenarios when it crashed once, and three hangs end no run in which something was played", async () => {
    const late: PlayOutcome = { outcome: "timed-out", limitMs: 9 };
    const crashing = run(twelve, { plays: (number) => (number === 1 ? crashed : late) });
    const differing = await run(twelve, {
      plays: (number) => (number === 1 ? { outcome: "played", trace: WRONG } : late),
    });

    await expect(crashing).rejects.toMatchObject({ message: expect.stringContaining("none of the first 10 ") });
    expect(differing.cases).toHaveLength(12);
  });

  it("but breaks ten properties in a row from the first on is heard of, and not conformant", async () => {
    const broken = Array.from(
      { length: 11 },
      (_, index): Property => ({
        ...{ id: `loop/never-${index}`, title: "It never holds", clauses: ["LOOP-01"], why: "It is a test." },
        drafts: [senderDraft],
        judge: () => "It does not hold.",
      }),
    );
    const properties = { properties: broken, seed: 1, runs: 1, shrinkingPlays: 0 };

    const report = await run(planOf([], { properties, whole: false }));

    expect(report).toMatchObject({ verdict: "not-conformant", counts: { selected: 11, failed: 11 } });
    expect(report.cases.map(({ verdict }) => verdict.outcome)).toEqual(broken.map(() => "violated"));
  });

  it.each<[string, PlayOutcome]>([
    ["was right", { outcome: "played", trace: RIGHT }],
    ["differed", { outcome: "played", trace: WRONG }],
  ])("but was once heard of, and %s, is judged by all of them", async (_what, heard) => {
    const report = await run(twelve, { plays: (number) => (number === 4 ? heard : crashed) });

    expect(report).toMatchObject({ verdict: "not-conformant", counts: { selected: 12 } });
    expect(report.cases).toHaveLength(12);
  });
});

describe("the clauses of a case", () => {
  it("are those the target has: a failure breaks no clause of another version", async () => {
    const old = CLAUSE_IDS.find((id) => clauseOf(id).versions?.includes("3.11") === false) as ClauseId;

    const report = await run(planOf([scenario("loop/a", ["LOOP-01", old])]), {
      plays: () => ({ outcome: "played", trace: WRONG }),
    });

    expect(report.cases.map(({ clauses }) => clauses)).toEqual([["LOOP-01"]]);
  });
});

describe("a run that takes too long", () => {
  const long = planOf(
    ["a", "b", "c", "d"].map((name) => scenario(`loop/${name}`, CLAUSE_IDS)),
    { limits: { ...DEFAULT_RUN_LIMITS, runMs: 100 } },
  );

  it("is incomplete, says by which limit, and is not sealed, though everything it did passed", async () => {
    const report = await run(long, { msPerPlay: 51 });

    expect(report.counts).toEqual({ selected: 4, passed: 2, failed: 0, known: 0, notApplicable: 0 });
    expect(report).toMatchObject({ status: "incomplete", verdict: "incomplete", seal: null });
    expect(report.reason).toBe(
      "the run took longer than 100 ms (--run-limit sets this) and was stopped after 2 of 4 scenarios",
    );
  });

  it("is not over at its limit, but a little after it", async () => {
    const reports = await Promise.all([50, 50.1].map((msPerPlay) => run(long, { msPerPlay })));

    expect(reports.map(({ cases }) => cases.length)).toEqual([3, 2]);
  });

  it("never reads as passed", async () => {
    const report = await run(long, { msPerPlay: 51 });

    expect(verdictLine(report, paintWith(false))).toMatch(/^○ incomplete: the run took longer than 100 ms /);
  });

  it("never reads as failed either: what was not run might have been worse or better", async () => {
    const report = await run(long, { msPerPlay: 51, plays: () => ({ outcome: "played", trace: WRONG }) });

    expect(report).toMatchObject({ status: "incomplete", verdict: "incomplete" });
  });

  it("but finishes its last scenario is complete", async () => {
    const report = await run({ ...long, scenarios: long.scenarios.slice(0, 1) }, { msPerPlay: 150 });

    expect(report).toMatchObject({ status: "sealed", verdict: "conformant" });
  });
});

describe("a scenario is graded", () => {
  const emergent = CLAUSE_IDS.find((id) => clauseOf(id).profile === "exact") as ClauseId;
  const modern = CLAUSE_IDS.find((id) => clauseOf(id).versions?.includes("2.7") === false) as ClauseId;

  it("for the targets it names", () => {
    expect(isGraded(scenario("a", ["LOOP-01"], { targets: ["3.6"] }), "3.6", "exact")).toBe(true);
    expect(isGraded(scenario("a", ["LOOP-01"], { targets: ["3.6"] }), "3.11", "exact")).toBe(false);
  });

  it("for targets that one of its clauses holds for", () => {
    expect(isGraded(scenario("a", [modern]), "2.7", "exact")).toBe(false);
    expect(isGraded(scenario("a", [modern]), "3.11", "exact")).toBe(true);
    expect(isGraded(scenario("a", [modern, "LOOP-01"]), "2.7", "exact")).toBe(true);
  });

  it("in the documented profile only when all of its clauses are documented", () => {
    expect(clauseOf("LOOP-01").profile).toBe("documented");
    expect(isGraded(scenario("a", ["LOOP-01"]), "3.11", "documented")).toBe(true);
    expect(isGraded(scenario("a", ["LOOP-01", emergent]), "3.11", "documented")).toBe(false);
    expect(isGraded(scenario("a", ["LOOP-01", emergent]), "3.11", "exact")).toBe(true);
  });

  it("in the documented profile whatever clauses of other versions it names", () => {
    const old = CLAUSE_IDS.find((id) => {
      const { versions, profile } = clauseOf(id);
      return versions?.includes("3.11") === false && profile === "exact";
    }) as ClauseId;

    expect(isGraded(scenario("a", ["LOOP-01", old]), "3.11", "documented")).toBe(true);
    expect(isGraded(scenario("a", ["LOOP-01", old]), "2.7", "documented")).toBe(false);
  });
});
