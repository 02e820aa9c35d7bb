// The reference on Node's own event loop, judged by the command like everybody else.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Report } from "../../spec/report.ts";
import { DEFAULT_RUN_LIMITS } from "../play/session.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { certifyCommand } from "./certify.ts";

const OUT = mkdtempSync(join(tmpdir(), "certify-variant-"));
const { playMs, runMs, startMs } = DEFAULT_RUN_LIMITS;

afterAll(() => rmSync(OUT, { recursive: true }));

it("The reference with its asynchronous loop is conformant in the exact profile, and the report names the variant", async () => {
  const lines: string[] = [];
  const options = {
    ...({ target: "3.11", profile: "exact", oracle: "recorded", variant: "async", only: [] } as const),
    ...{ playLimit: playMs, runLimit: runMs, startLimit: startMs, out: OUT, allFailures: false },
  };

  const code = await certifyCommand(options, [], fakeSurroundings(lines));

  expect(lines.filter((line) => line.startsWith("  ✘ "))).toEqual([]);
  expect(code).toBe(0);
  expect(lines[0]).toMatch(/: asyncore-conformance reference .* \(TypeScript, async loop\)$/);
  const report: Report = JSON.parse(readFileSync(join(OUT, "report.json"), "utf8"));
  expect(report).toMatchObject({ verdict: "conformant", status: "sealed", implementation: { variant: "async loop" } });
});
