import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Report } from "../../spec/report.ts";
import { sealOf } from "../certificate/certify.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { reportOfEverything, wholeReport } from "../testing/stories.ts";
import { FORMATS, reportCommand } from "./report.ts";

const folder = mkdtempSync(join(tmpdir(), "report-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

let everything: Report;
let good: Report;
let lines: string[];
beforeAll(async () => {
  [everything, good] = await Promise.all([reportOfEverything(), wholeReport()]);
}, 60_000);
beforeEach(() => {
  lines = [];
});

/** Writes `text` as report.json of a folder of its own, and gives that folder. */
function written(text: string): string {
  const place = mkdtempSync(join(folder, "run-"));
  writeFileSync(join(place, "report.json"), text);
  return place;
}

function onDisk(report: Report): string {
  return written(JSON.stringify(report));
}

/** Tells the report in `paths`, and gives what was printed. */
function told(paths: readonly string[], format: (typeof FORMATS)[number] = "text"): string {
  expect(reportCommand(paths, { format }, fakeSurroundings(lines))).toBe(0);
  return lines.join("\n");
}

describe("report", () => {
  it.each(FORMATS)("tells a report in the format %s", (format) => {
    expect(told([onDisk(everything)], format)).toContain("The title of case 0");
  });

  it("takes a file as well as a folder", () => {
    expect(told([join(onDisk(good), "report.json")])).toMatch(/✔ conformant to CPython 3\.11|○ expired/);
  });

  it("gives a report as it is, and several as an array", () => {
    const paths = [onDisk(everything), onDisk(good)];

    expect(JSON.parse(told(paths, "json"))).toEqual([everything, good]);
  });

  it("writes a file, folders included, and leaves nothing else behind", () => {
    const place = mkdtempSync(join(folder, "out-"));

    reportCommand([onDisk(good)], { format: "ctrf", out: join(place, "a", "b.json") }, fakeSurroundings(lines));

    expect(readdirSync(join(place, "a"))).toEqual(["b.json"]);
    expect(JSON.parse(readFileSync(join(place, "a", "b.json"), "utf8")).reportFormat).toBe("CTRF");
    expect(lines).toEqual([]);
  });

  it("tells an unfinished run as incomplete, whatever verdict stands in it", () => {
    const text = told([onDisk({ ...good, status: "incomplete", seal: null })]);

    expect(text).toContain("○ incomplete");
    expect(text).not.toContain("✔");
  });

  it("refuses what is no report, in one sentence", () => {
    const empty = mkdtempSync(join(folder, "empty-"));
    const edited: Report = { ...everything, counts: { ...everything.counts, failed: 0 } };
    const whole = JSON.stringify(everything);
    const refused: readonly (readonly [string, RegExp])[] = [
      [join(folder, "nowhere"), /nowhere cannot be read: ENOENT/],
      [empty, /report\.json cannot be read: ENOENT/],
      [written(whole.slice(0, whole.length / 2)), /report\.json is not JSON/],
      [written(""), /is not JSON/],
      [written("null"), /is no report/],
      [written("[".repeat(100_000) + "]".repeat(100_000)), /is no report/],
      [onDisk({ ...everything, status: "open" } as unknown as Report), /is no report: status must be one of/],
      [onDisk({ ...everything, verdict: "conformant" }), /is not as it was sealed/],
      [onDisk({ ...everything, seal: null }), /is not as it was sealed/],
      [onDisk({ ...edited, seal: sealOf(edited) }), /counts other cases than it has/],
      [
        onDisk({ ...good, suite: { ...good.suite, version: "9.9.9" } }),
        /was written by version 9\.9\.9 of the suite, and this is /,
      ],
    ];
    for (const [path, sentence] of refused)
      expect(() => told([path]), String(sentence)).toThrow(
        expect.objectContaining({ code: "bad-report", exitCode: 2, message: expect.stringMatching(sentence) }),
      );
  });

  it("refuses a certificate whose clauses or verdict are not what its cases say", () => {
    const kept = everything.clauses.map((clause) => ({ ...clause, outcome: "kept" as const }));
    for (const forged of [
      { ...everything, clauses: kept },
      { ...everything, verdict: "conformant" as const },
    ])
      expect(() => told([onDisk({ ...forged, seal: sealOf(forged) })])).toThrow(
        /its clauses than|has failures, and is not called/,
      );
  });

  it("refuses a file that cannot be written, by name", () => {
    const place = mkdtempSync(join(folder, "taken-"));
    mkdirSync(join(place, "file"));

    expect(() =>
      reportCommand([onDisk(good)], { format: "json", out: join(place, "file") }, fakeSurroundings(lines)),
    ).toThrow(expect.objectContaining({ code: "output-unwritable" }));
  });
});
