// What comes of a run in which a property does not hold: the report, the explanation, and the program beside them.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Report } from "../../spec/report.ts";
import { findInterpreters } from "../adapters/python.ts";
import { loadProgramFile } from "../load/load.ts";
import { DEFAULT_RUN_LIMITS } from "../play/session.ts";
import { PROPERTIES } from "../properties/index.ts";
import { EDITED_SCRIPT } from "../selftest/python/edits.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { certifyCommand } from "./certify.ts";
import { propertiesFor, propertiesNamed, removePrograms } from "./properties.ts";

const { playMs: playLimit, runMs: runLimit, startMs: startLimit } = DEFAULT_RUN_LIMITS;
const python = findInterpreters(process.env).get("3.11");
const CLOSES = "property/close/leaves-nothing-behind";

async function certified(only: readonly string[], words: readonly string[]) {
  const out = mkdtempSync(join(tmpdir(), "properties-test-"));
  onTestFinished(() => rmSync(out, { recursive: true }));
  const lines: string[] = [];
  const usual = { target: "3.11", profile: "exact", oracle: "recorded", allFailures: false } as const;
  const limits = { playLimit, runLimit, startLimit };
  const code = await certifyCommand({ ...usual, ...limits, out, only }, words, fakeSurroundings(lines, []));
  const report: Report = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
  return { code, report, lines, out };
}

describe("the properties of a run", () => {
  const all = propertiesFor("3.11", "exact");

  it("are all of them unless something is named, and then those that are", () => {
    expect(propertiesNamed([], all).properties).toHaveLength(PROPERTIES.length);
    expect(propertiesNamed(["LOOP-01", CLOSES], all).properties.map(({ id }) => `property/${id}`)).toEqual([CLOSES]);
    expect(propertiesNamed(["loop"], all).properties).toEqual([]);
  });

  it("are refused when there are none of that name, with what is near it", () => {
    expect(() => propertiesNamed(["property/close/leaves-nothing-behin"], all)).toThrow(/There is no property/);
  });

  it("are in the documented profile only those about what is documented throughout", () => {
    const documented = propertiesFor("3.11", "documented").properties.map(({ id }) => id);
    expect(documented).toContain("connect/greets-first");
    expect(documented).not.toContain("select/serves-kind-by-kind");
  });
});

it("the programs of an earlier run are taken away, and nothing of anybody else's", () => {
  const out = mkdtempSync(join(tmpdir(), "properties-test-"));
  onTestFinished(() => rmSync(out, { recursive: true }));
  mkdirSync(join(out, "property/close"), { recursive: true });
  for (const file of [`${CLOSES}.json`, "property/close/deed.json"]) writeFileSync(join(out, file), "{}");

  removePrograms(out);
  removePrograms(out);

  expect(readdirSync(join(out, "property/close"))).toEqual(["deed.json"]);
});

describe.runIf(python !== undefined)("a property that does not hold", () => {
  const edited = [python ?? "", EDITED_SCRIPT, "stays-connected-after-close"];

  it("fails its clauses, and is explained with a program that a file beside the report can play again", async () => {
    const { code, report, lines, out } = await certified([CLOSES], edited);

    expect(code).toBe(1);
    expect(report.counts).toEqual({ selected: 1, passed: 0, failed: 1, known: 0, notApplicable: 0 });
    expect(report.clauses.find(({ clause }) => clause === "CLOSE-01")).toMatchObject({
      outcome: "broken",
      scenarios: [CLOSES],
    });
    const file = join(out, `${CLOSES}.json`);
    expect(loadProgramFile(file).program).toEqual(report.cases[0]?.program);
    expect(lines.find((line) => line.startsWith("Play it again: "))).toContain(`asyncore-conformance run ${file} -- `);
    expect(lines).toContain("What was observed");
    expect(lines.some((line) => /After c\d\.close \(observation \d+\) c\d is still connected\./.test(line))).toBe(true);
  });
});
