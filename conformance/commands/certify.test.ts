import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Report } from "../../spec/report.ts";
import { sealOf } from "../certificate/certify.ts";
import { packagePath } from "../package-path.ts";
import { DEFAULT_RUN_LIMITS } from "../play/session.ts";
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

function optionsFor(more: Partial<CertifyOptions>): CertifyOptions {
  return {
    ...({ target: "3.11", profile: "exact", oracle: "recorded" } as const),
    ...{ playLimit: playMs, runLimit: runMs, startLimit: startMs, out, only: ["LOOP-01"], allFailures: false, ...more },
  };
}

function certify(behaviour: string, more: Partial<CertifyOptions> = {}, around = surroundings()): Promise<number> {
  return certifyCommand(optionsFor(more), [process.execPath, BEHAVE, behaviour], around);
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
    expect(lines.filter((line) => line.startsWith("  ✘ ")).length).toBe(written.counts.failed);
    expect(lines.filter((line) => line.startsWith("Play it again: ")).length).toBe(written.counts.failed);
    expect(lines.at(-3)).toMatch(/^✘ not conformant to CPython 3\.11/);
    expect(lines.at(-2)).toMatch(/^ {2}not declared, and so not judged: /);
    expect(lines.at(-1)).toBe(`report: ${join(out, "report.json")}`);
    expect(readdirSync(out)).toEqual(["report.json", "transcript.ndjson.gz"]);
  });

  it("says who is judged before it plays, and shows no progress while it says something", async () => {
    const saidAfter: unknown[] = [];
    const say = (line: string) => {
      lines.push(line);
      saidAfter.push(progressed.at(-1));
    };

    await certify("well", {}, { ...surroundings(), say });

    expect(progressed[0]).toMatch(/^1 of \d+: /);
    expect(lines.slice(0, 3)).toEqual([
      expect.stringMatching(/^asyncore-conformance .*: nothing 1 \(none\)$/),
      expect.stringMatching(/^ {2}judged against recorded CPython 3\.11\.\d+, target 3\.11, exact profile, \d+ cases$/),
      "",
    ]);
    expect(saidAfter.slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(new Set(saidAfter.slice(3))).toEqual(new Set([null]));
  });

  it("explains the first ten of many failures, unless all are asked for, and says what it left out", async () => {
    const explained = () => lines.filter((line) => line.startsWith("Play it again: ")).length;

    await certify("well", { only: ["loop"] });
    const { failed } = report().counts;
    const [few, said] = [explained(), lines.filter((line) => line.startsWith("… "))];
    lines = [];
    await certify("well", { only: ["loop"], allFailures: true });

    expect([few, explained()]).toEqual([10, failed]);
    expect(said).toEqual([`… ${failed - 10} more failures; --all-failures explains every one at length.`]);
  });

  it("explains and lists what failed from the ground up, though it was played in the order of the alphabet", async () => {
    await certify("well", { only: ["ATTRIBUTE-01", "loop-1"], allFailures: true });

    const named = (pattern: RegExp) => lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
    const explained = named(/^✘ .* \((\w+\/[^)]*)\)$/);
    const first = explained.findIndex((id) => id.startsWith("attribute/"));
    expect(named(/^ {2}✘ (\S+)/)).toEqual(explained);
    expect(first).toBeGreaterThan(0);
    expect(explained.slice(first).filter((id) => id.startsWith("loop/"))).toEqual([]);
    expect(report().cases[0]?.scenario).toMatch(/^attribute\//);
  });

  it("reports how far the scenarios of the run reach: per area and in all", async () => {
    await certify("well", { only: ["LOOP-01"] });

    const { coverage, clauses, cases } = report();
    const shown = new Set(cases.flatMap((result) => result.clauses));
    const sum = (of: "declared" | "exercised" | "proven" | "excluded") =>
      coverage.areas.reduce((total, { figures }) => total + figures[of], 0);
    expect(coverage.all).toEqual({
      declared: clauses.length,
      exercised: shown.size,
      proven: sum("proven"),
      excluded: coverage.exclusions.length,
    });
    expect([sum("declared"), sum("exercised")]).toEqual([clauses.length, shown.size]);
    expect(sum("proven")).toBeGreaterThan(0);
    expect(sum("proven")).toBeLessThanOrEqual(shown.size);
    expect(lines.find((line) => line.startsWith("  all "))).toContain(` ${clauses.length} `);
  });

  it("exits with 5 and seals nothing when the run takes too long", async () => {
    expect(await certify("hangs", { only: ["loop"], playLimit: 150, runLimit: 1 })).toBe(5);

    expect(report()).toMatchObject({ status: "incomplete", verdict: "incomplete", seal: null, transcript: null });
    expect(readdirSync(out)).toEqual(["report.json"]);
    expect(report().reason).toMatch(/^the run took longer than 1 ms \(--run-limit sets this\)/);
    expect(lines.at(-3)).toMatch(/^○ incomplete: /);
  });

  it("leaves an incomplete report when the adapter cannot be used", async () => {
    await expect(certify("exits")).rejects.toMatchObject({ code: "adapter-unusable", exitCode: 3 });

    expect(report()).toMatchObject({ status: "incomplete", verdict: null, implementation: null });
    expect(report().reason).toMatch(/^The adapter ".*" cannot be used: it ended with exit code 3.*[^.]$/);
  });

  it("leaves a report of what was done when the adapter cannot be started again", async () => {
    const started = join(out, "..", "started");
    const once = `test -e ${started} && exit 3; touch ${started}; exec ${process.execPath} ${BEHAVE} crashes`;
    const words = ["sh", "-c", once];

    await expect(certifyCommand(optionsFor({ only: ["loop"] }), words, surroundings())).rejects.toMatchObject({
      code: "adapter-unusable",
    });

    const written = report();
    expect(written).toMatchObject({ status: "incomplete", verdict: null, implementation: { name: "nothing" } });
    expect(written.cases.at(-1)?.verdict.outcome).toBe("crashed");
    expect(written.counts.failed).toBe(1);
  });

  it("leaves a report of the plays after which it gives up an adapter that plays nothing", async () => {
    await expect(certify("crashes", { only: ["loop", "map"] })).rejects.toMatchObject({ code: "adapter-unusable" });

    expect(report()).toMatchObject({ status: "incomplete", verdict: null, counts: { passed: 0, failed: 10 } });
    expect(readdirSync(out)).toEqual(["report.json"]);
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
      implementation: { name: "nothing" },
      oracle: { kind: "recorded", target: "3.11" },
      scope: "core",
    });
    expect(reports[0]?.cases).toHaveLength(1);
    expect(reports[0]?.clauses.find(({ clause }) => clause === reports[0]?.cases[0]?.clauses[0])?.outcome).toBe(
      "broken",
    );
  });

  it("leaves a report also when it is interrupted before it knows what to play", async () => {
    const interrupted = { ...surroundings(), onInterrupt: null as (() => void) | null };

    const running = certify("well", {}, interrupted);
    interrupted.onInterrupt?.();
    const early = report();
    await running;

    expect(early).toMatchObject({ status: "incomplete", verdict: null, reason: "the run was interrupted", cases: [] });
    expect(report()).toMatchObject({ status: "sealed" });
  });

  it("takes a word that names nothing for a slip, and writes nothing", async () => {
    await expect(certify("well", { only: ["nothing-like-it"] })).rejects.toMatchObject({ code: "usage", exitCode: 2 });
    expect(() => report()).toThrow(/ENOENT/);
  });

  it("says so when what is named is not graded in the profile", async () => {
    await expect(certify("well", { only: ["LOOP-01", "ACCEPT-10"], profile: "documented" })).rejects.toMatchObject({
      code: "nothing-selected",
      exitCode: 5,
      message: 'No scenario of "ACCEPT-10" is graded for target 3.11 in the documented profile.',
    });
    expect(() => report()).toThrow(/ENOENT/);
  });
});
