// A whole run of the command, of the reference on Node's own event loop: it is judged like everybody else.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../spec/report.ts";
import { DEFAULT_RUN_LIMITS } from "../play/session.ts";
import { PROPERTIES } from "../properties/index.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { certifyCommand } from "./certify.ts";

const OUT = mkdtempSync(join(tmpdir(), "certify-whole-"));
const { playMs, runMs, startMs } = DEFAULT_RUN_LIMITS;
const lines: string[] = [];
let code: number;
let report: Report;

beforeAll(async () => {
  const options = {
    ...({ target: "3.11", profile: "exact", oracle: "recorded", variant: "async", only: [] } as const),
    ...{ playLimit: playMs, runLimit: runMs, startLimit: startMs, out: OUT, allFailures: false },
  };
  code = await certifyCommand(options, [], fakeSurroundings(lines));
  report = JSON.parse(readFileSync(join(OUT, "report.json"), "utf8"));
});
afterAll(() => rmSync(OUT, { recursive: true }));

describe("a whole run of the reference with its asynchronous loop", () => {
  it("is conformant in the exact profile, and the report names the variant", () => {
    expect(lines.filter((line) => line.startsWith("  ✘ "))).toEqual([]);
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/: asyncore-conformance reference .* \(TypeScript, async loop\)$/);
    expect(report).toMatchObject({
      verdict: "conformant",
      status: "sealed",
      implementation: { variant: "async loop" },
    });
  });

  it("holds every property beside the scenarios, and says of their clauses that they are shown", () => {
    const held = report.cases.filter(({ scenario }) => scenario.startsWith("property/"));

    expect(held.map(({ verdict }) => verdict.outcome)).toEqual(PROPERTIES.map(() => "passed"));
    expect(report.counts.selected).toBe(report.cases.length);
    expect(report.clauses.find(({ clause }) => clause === "CLOSE-01")?.scenarios).toContain(
      "property/close/leaves-nothing-behind",
    );
  });
});
