// Whether a difference that was seen once is told from one that is always there, in a run and when the run is judged again.

import { describe, expect, it } from "vitest";
import type { CaseResult } from "../../spec/report.ts";
import type { PlayOutcome } from "../adapters/adapter.ts";
import type { CorpusCase } from "../corpus/load.ts";
import type { LoadedScenario } from "../load/load.ts";
import { EVERYTHING_SHOWN, planOf, RIGHT, run, scenario, WRONG } from "../testing/certifying.ts";
import { tooUnsteady } from "./steady.ts";

function random(id: string): CorpusCase {
  return { ...scenario(id, []), volume: "0" };
}

/** A run in which the plays of these numbers go otherwise. */
async function wrongAt(numbers: readonly number[], ...cases: readonly LoadedScenario[]) {
  let plays = 0;
  const outcome = (number: number): PlayOutcome => {
    plays = number;
    return { outcome: "played", trace: numbers.includes(number) ? WRONG : RIGHT };
  };
  const report = await run(planOf([EVERYTHING_SHOWN, ...cases]), { plays: outcome });
  return { report, plays };
}

const ONE = random("corpus/loopback-0001");

describe("a random program over real sockets that goes otherwise", () => {
  it("passes when it then goes twice as the original, and the report says where it parted", async () => {
    const { report, plays } = await wrongAt([2], ONE);

    expect([plays, report.verdict]).toEqual([4, "conformant"]);
    expect(report.cases[1]).toMatchObject({
      verdict: { outcome: "passed" },
      unsteady: { at: 0, expected: { observation: RIGHT[0] }, observed: { observation: WRONG[0] } },
    });
  });

  it.each([
    ["the second time", [2, 3], 3],
    ["the third time", [2, 4], 4],
  ])("fails when it does so again %s", async (_when, numbers, expected) => {
    const { report, plays } = await wrongAt(numbers, ONE);

    expect([plays, report.verdict]).toEqual([expected, "not-conformant"]);
    expect(report.cases[1]).toMatchObject({ verdict: { outcome: "diverged" }, expected: RIGHT, observed: WRONG });
    expect(report.cases[1]).not.toHaveProperty("unsteady");
  });
});

describe("a case that goes otherwise", () => {
  it("fails at once when somebody wrote it, or there is no kernel in it", async () => {
    const scripted: LoadedScenario = {
      ...ONE,
      scenario: { ...ONE.scenario, program: { world: "scripted", channels: {}, steps: [{ op: "poll" }] } },
    };
    for (const loaded of [scenario("loop/b", ["LOOP-02"]), scripted]) {
      const { report, plays } = await wrongAt([2], loaded);

      expect([plays, report.verdict]).toEqual([2, "not-conformant"]);
    }
  });
});

describe("an implementation that is unsteady", () => {
  const cases = [1, 2, 3].map((number) => random(`corpus/loopback-000${number}`));

  it("is borne with in two cases of a run, and not in three", async () => {
    const twice = await wrongAt([2, 5], ...cases);
    const thrice = await wrongAt([2, 5, 8], ...cases);

    expect(twice.report.verdict).toBe("conformant");
    expect(thrice.report).toMatchObject({
      verdict: "not-conformant",
      counts: { failed: 0 },
      reason:
        "3 cases differed from the original once and not when they were played again, and no more than 2 are put down to " +
        "the kernel: the same program must go the same way each time.",
    });
  });

  it("is not one that simply fails", () => {
    const divergence = { at: 0, expected: null, observed: null };
    const about = { scenario: "", title: "", clauses: [], durationMs: 0 };
    const failing: CaseResult = { ...about, verdict: { outcome: "diverged", divergence } };

    expect(tooUnsteady([failing, failing, failing])).toBeNull();
  });
});
