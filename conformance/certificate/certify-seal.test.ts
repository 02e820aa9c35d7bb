// Whether a report's seal covers all of it.

import { describe, expect, it } from "vitest";
import type { Report } from "../../spec/report.ts";
import { EVERYTHING_SHOWN, planOf, run, scenario, WRONG } from "../testing/certifying.ts";
import { sealOf } from "./certify.ts";

/** Every path to a member or item of a value. */
function paths(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (value === null || typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([member, inner]) => paths(inner, [...path, member]));
}

/** A copy of `value` in which what is at `path` is something else. */
function altered(value: unknown, path: readonly (string | number)[]): unknown {
  const [member, ...rest] = path;
  if (member === undefined) return value === "x" ? "y" : "x";
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[member] = altered(copy[member], rest);
  return copy;
}

describe("the seal", () => {
  it("changes with any value in the report", async () => {
    const report = JSON.parse(
      JSON.stringify(
        await run(planOf([scenario("loop/a", ["LOOP-01"])]), { plays: () => ({ outcome: "played", trace: WRONG }) }),
      ),
    ) as Report;
    const unchanged = paths(report)
      .filter(([member]) => member !== "seal")
      .filter((path) => sealOf(altered(report, path) as Report) === report.seal);

    expect(unchanged).toEqual([]);
    expect(paths(report).length).toBeGreaterThan(100);
  });

  it("changes when something is added or left out, and not with the order of members", async () => {
    const report = await run(planOf([EVERYTHING_SHOWN]));
    const { scope: _scope, ...without } = report;
    const reordered = Object.fromEntries(Object.entries(report).reverse()) as unknown as Report;

    expect(sealOf({ ...report, reason: "" })).not.toBe(report.seal);
    expect(sealOf(without as Report)).not.toBe(report.seal);
    expect(sealOf({ ...report, cases: [...report.cases, ...report.cases] })).not.toBe(report.seal);
    expect(sealOf(reordered)).toBe(report.seal);
  });
});
