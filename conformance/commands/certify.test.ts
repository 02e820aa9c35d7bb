import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Report } from "../../spec/report.ts";
import { sealOf } from "../certify.ts";
import { packagePath } from "../package-path.ts";
import { DEFAULT_RUN_LIMITS } from "../session.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { type CertifyOptions, certifyCommand } from "./certify.ts";

const BEHAVE = packagePath("conformance/adapters/testing/behave.ts");
const { playMs, runMs, startMs } = DEFAULT_RUN_LIMITS;

let out: string;
let lines: string[];
let progressed: (string | null)[];

beforeEach(() => {
  out = join(mkdtempSync(join(tmpdir(), "certify-test-")), "out");
  lines = [];
  progressed = [];
});

afterEach(() => rmSync(join(out, ".."), { recursive: true }));

function surroundings() {
  return fakeSurroundings(lines, progressed);
}

function certify(behaviour: string, more: Partial<CertifyOptions> = {}, around = surroundings()): Promise<number> {
  const options: CertifyOptions = {
    ...({ target: "3.11", profile: "exact", oracle: "recorded" } as const),
    ...{ playLimit: playMs, runLimit: runMs, startLimit: startMs, out, only: ["LOOP-01"], ...more },
  };
  return certifyCommand(options, [process.execPath, BEHAVE, behaviour], around);
}

function report(): Report {
  return JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
}

describe("certify", () => {
  it("explains each failure, prints the verdict, writes a sealed report and exits with 1", async () => {
    expect(await certify("well")).toBe(1);

    const written = report();
    expect(written).toMatchObject({ status: "sealed", verdict: "not-conformant", implementation: { name: "nothing" } });
    expect(written.seal).toBe(sealOf(written));
    expect(lines.filter((line) => line.startsWith("✘ ")).length).toBe(written.counts.failed + 1);
    expect(lines.filter((line) => line.startsWith("Play it again: ")).length).toBe(written.counts.failed);
    expect(lines.at(-2)).toMatch(/^✘ not conformant to CPython 3\.11/);
    expect(lines.at(-1)).toBe(`report: ${join(out, "report.json")}`);
    expect(readdirSync(out)).toEqual(["report.json"]);
  });

  it("shows where it is, and stops showing it before it says what came out", async () => {
    const shownWhileSaying: unknown[] = [];
    const say = () => void shownWhileSaying.push(progressed.at(-1));

    await certify("well", {}, { ...surroundings(), say });

    expect(progressed[0]).toMatch(/^1 of \d+: /);
    expect(new Set(shownWhileSaying)).toEqual(new Set([null]));
  });

  it("exits with 5 and seals nothing when the run takes too long", async () => {
    expect(await certify("hangs", { only: ["loop"], playLimit: 150, runLimit: 1 })).toBe(5);

    expect(report()).toMatchObject({ status: "incomplete", verdict: "incomplete", seal: null });
    expect(report().reason).toMatch(/^the run took longer than 1 ms \(--run-limit sets this\)/);
    expect(lines.at(-2)).toMatch(/^○ incomplete: /);
  });

  it("leaves an incomplete report when the adapter cannot be used", async () => {
    await expect(certify("exits")).rejects.toMatchObject({ code: "adapter-unusable", exitCode: 3 });

    expect(report()).toMatchObject({ status: "incomplete", verdict: null, implementation: null });
  });

  it("leaves a report of what was done when it is interrupted", async () => {
    const around = surroundings();
    const { progress } = around;
    const interrupted = { ...around, onInterrupt: null as (() => void) | null };
    const reports: Report[] = [];
    interrupted.progress = (text) => {
      progress(text);
      if (text === null || reports.length > 0) return;
      interrupted.onInterrupt?.();
      reports.push(report());
    };

    await certify("well", {}, interrupted);

    expect(reports[0]).toMatchObject({
      status: "incomplete",
      verdict: null,
      reason: "the run was interrupted",
      counts: { passed: 0, failed: 1 },
    });
    expect(reports[0]?.cases).toHaveLength(1);
  });

  it("selects nothing from what is not there", async () => {
    await expect(certify("well", { only: ["nothing-like-it"] })).rejects.toMatchObject({
      code: "nothing-selected",
      exitCode: 5,
    });
    expect(() => report()).toThrow(/ENOENT/);
  });
});
