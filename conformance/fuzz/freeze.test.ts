// Whether what is frozen is a scenario that can be loaded, under the name it was given.

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { programOf } from "../generate/index.ts";
import { loadScenarios, REGRESSIONS_FOLDER, recordingFile } from "../load/load.ts";
import type { Group } from "./campaign.ts";
import { freeze } from "./freeze.ts";

const ROOT = mkdtempSync(join(tmpdir(), "freeze-"));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

const program = programOf("scripted", 1, 2);
const GROUP: Group = {
  signature: "scripted: missing event handle_close of a channel",
  origin: { world: "scripted", seed: 1, index: 2 },
  count: 3,
  length: JSON.stringify(program).length,
  disagreement: {
    program,
    expected: [],
    observed: [],
    verdict: {
      outcome: "diverged",
      divergence: {
        at: 0,
        expected: { moment: "begins", observation: { kind: "event", depth: 0, event: "handle_close", of: "c0" } },
        observed: null,
      },
    },
  },
};

it("a frozen program is a scenario of the regressions, is about what parted, and is frozen once", () => {
  const folder = join(ROOT, "regressions");
  const ids = [freeze(GROUP, "3.11", folder), freeze({ ...GROUP, count: 4 }, "3.11", folder)];
  const [loaded, ...others] = loadScenarios(ROOT, "read", "regressions");

  expect([ids, others]).toEqual([[loaded?.id, loaded?.id], []]);
  expect(loaded?.scenario.program).toEqual(program);
  expect(loaded?.scenario.clauses[0]).toMatch(/^CLOSE-/);
  expect(readdirSync(folder)).toHaveLength(1);
});

it("a regression is recorded beside itself", () => {
  expect(recordingFile("regressions/one")).toBe(join(REGRESSIONS_FOLDER, "one.trace.json"));
  expect(recordingFile("loop/one")).toBe(join(dirname(REGRESSIONS_FOLDER), "scenarios/loop/one.trace.json"));
});
