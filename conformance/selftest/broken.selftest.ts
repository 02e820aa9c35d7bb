// The suite seen red: everything in the table is broken on purpose, and must be caught where the table says, in words a
// stranger understands. What is not broken passes the same scenarios, so that the red is the breakage's.

import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { AREAS, type Area } from "../../spec/clause.ts";
import { areaOf } from "../../spec/clauses/index.ts";
import { moduleAdapter, referenceAdapter } from "../adapters/module.ts";
import { processAdapter } from "../adapters/process.ts";
import { packagePath } from "../package-path.ts";
import { SuiteError } from "../suite-error.ts";
import { expectAllPassed, expectCaughtOn } from "./caught.ts";
import { chooser, type Judged, judged } from "./judged.ts";
import { leftovers, marked } from "./leftovers.ts";
import { ADAPTERS, type BrokenAdapter, MODULES, THREE } from "./table.ts";

const NODE = process.execPath;
const LAST_VERSION = "3.11";
/** How much of what an adapter said on standard error is kept. */
const LAST_LINES = 20;

const choose = chooser();

describe.concurrent("a broken implementation", () => {
  it.each(MODULES)("that $name is caught on $clause", async ({ name, clause, says }) => {
    const source = moduleAdapter(packagePath(`conformance/selftest/modules/${name}.ts`), NODE);

    const result = await judged(source, choose([clause], LAST_VERSION), LAST_VERSION);

    expectCaughtOn(clause, result, says);
  });

  it("is there for every area of the core", () => {
    const beside: readonly Area[] = ["SEND", "FILE", "CHAT"];

    const areas = new Set(MODULES.map(({ clause }) => areaOf(clause)));

    expect([...areas].sort()).toEqual((Object.keys(AREAS) as Area[]).filter((area) => !beside.includes(area)).sort());
  });

  it("is red for its breakage alone: the reference passes the same scenarios", async () => {
    const clauses = MODULES.map(({ clause }) => clause);

    const result = await judged(referenceAdapter(NODE), choose(clauses, LAST_VERSION), LAST_VERSION);

    expectAllPassed(result);
  });
});

describe.concurrent("a broken adapter", () => {
  const broken = (name: string, mark: string) => {
    const script = packagePath(`conformance/selftest/adapters/${name}.ts`);
    return processAdapter(marked([NODE, script, ...referenceAdapter(NODE).words], mark));
  };

  it.for(ADAPTERS)("that $name is caught, and nothing of it is left running", async (row, context) => {
    const { name, caught, says, startMs } = row;
    const mark = randomUUID();
    const limits = { playMs: 2_500, ...(startMs === undefined ? {} : { startMs }) };

    const outcome = await judged(broken(name, mark), choose(THREE, LAST_VERSION), LAST_VERSION, limits).catch(
      (error: unknown) => error as SuiteError,
    );

    if ("unusable" in caught) expect(outcome).toMatchObject({ code: caught.unusable, exitCode: 3 });
    else expect(outcome).not.toBeInstanceOf(Error);
    if (outcome instanceof SuiteError)
      for (const words of says) expect(`${outcome.message}\n${outcome.remedy}`).toContain(words);
    else expectAdapterCaught(outcome, row);
    await context.expect.poll(() => leftovers(mark), { timeout: 30_000 }).toEqual([]);
  });

  it("is red for its breakage alone: the adapter it relays to passes the same scenarios", async () => {
    const result = await judged(referenceAdapter(NODE), choose(THREE, LAST_VERSION), LAST_VERSION);

    expectAllPassed(result);
  });
});

function expectAdapterCaught({ report, explanations }: Judged, { caught, says }: BrokenAdapter): void {
  if ("plays" in caught) {
    expect(report.cases.map(({ verdict }) => verdict.outcome)).toEqual(caught.plays);
    expect(report.verdict).toBe("not-conformant");
    for (const words of says) for (const explanation of explanations) expect(explanation).toContain(words);
    const heard = report.cases.map(({ verdict }) => ("stderr" in verdict ? verdict.stderr.length : 0));
    expect(Math.max(...heard)).toBeLessThanOrEqual(LAST_LINES);
  } else {
    expect(report.verdict).toBe("incomplete");
    for (const words of says) expect(report.reason).toContain(words);
  }
}
