import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseResult, Report } from "../../spec/report.ts";
import { sealOf } from "../certificate/certify.ts";
import { count, judgeClauses } from "../judge/judge.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { hostileReport, reportOfEverything, TODAY, wholeReport } from "../testing/stories.ts";
import { badgeCommand } from "./badge.ts";

const folder = mkdtempSync(join(tmpdir(), "badge-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

let everything: Report;
let good: Report;
let known: Report;
beforeAll(async () => {
  [everything, good] = await Promise.all([reportOfEverything(), wholeReport()]);
  known = await wholeReport(good.cases.at(-1)?.scenario);
}, 60_000);

/** What of `report` follows from its cases when they are these. */
function recounted({ clauses }: Omit<Report, "cases">, cases: Report["cases"]): Partial<Report> {
  const judged = judgeClauses(
    clauses.map(({ clause }) => clause),
    cases,
  );
  return { cases, clauses: judged, counts: count(cases, cases.length) };
}

/** Makes the badge of `report` at `now`, and gives what was written and printed. */
function made(report: Report, now = TODAY) {
  const out = mkdtempSync(join(folder, "run-"));
  const lines: string[] = [];
  writeFileSync(join(out, "report.json"), JSON.stringify(report));
  const code = badgeCommand(out, { out }, { ...fakeSurroundings(lines), clock: () => now });
  const [svg, json] = ["badge.svg", "badge.json"].map((name) => readFileSync(join(out, name), "utf8"));
  return { code, lines, svg: svg ?? "", endpoint: JSON.parse(json ?? "") as { message: string; color: string } };
}

describe("a badge", () => {
  it("of a certificate says target, profile, scope and clauses, and prints how to show it", () => {
    const { code, lines, svg, endpoint } = made(good);

    expect(code).toBe(0);
    expect(endpoint).toEqual({
      schemaVersion: 1,
      label: "asyncore 3.11 exact",
      message: `full · ${good.clauses.length}/${good.clauses.length}`,
      color: "#1f7a4d",
    });
    expect(svg).toMatch(/^<svg .*aria-label="asyncore 3\.11 exact: full · /);
    expect(lines).toContainEqual(
      expect.stringMatching(/^ {2}!\[asyncore 3\.11 exact: full · \d+\/\d+\]\(.*badge\.svg\)$/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}<img src=".*badge\.svg" alt="asyncore 3\.11 exact/));
  });

  it("is shown by lines that nothing in the name of its folder can end", () => {
    const out = join(folder, "a b)\"><script>'");
    const lines: string[] = [];
    mkdirSync(out);
    writeFileSync(join(out, "report.json"), JSON.stringify(good));
    badgeCommand(out, { out }, { ...fakeSurroundings(lines), clock: () => TODAY });

    const shown = lines
      .filter((line) => /^ {2}(!|<img)/.test(line))
      .map((line) => line.replace(/^.*\/badge-test-\w+/, ""));
    expect(shown).toEqual([
      "/a%20b%29%22%3E%3Cscript%3E%27/badge.svg)",
      expect.stringMatching(/^\/a%20b%29%22%3E%3Cscript%3E%27\/badge\.svg" alt="[^"<>]*">$/),
    ]);
  });

  it("names the scope, and what was not declared", () => {
    const core = { ...good, scope: "core", capabilities: { ...good.capabilities, bases: ["dispatcher"] } } as Report;
    const { endpoint, lines } = made({ ...core, seal: sealOf(core) });

    expect(endpoint.message).toMatch(/^core · /);
    expect(lines.join("\n")).toContain(
      "(not declared: base dispatcher_with_send, base file_dispatcher, base async_chat)",
    );
  });

  it("is green for a certificate that holds, and for nothing else", () => {
    const colours = [
      made(good),
      made(known),
      made(good, Date.parse(good.expiresAt)),
      made(everything),
      made({ ...good, status: "incomplete", seal: null }),
      made({ ...good, status: "incomplete", verdict: "conformant", seal: sealOf(good) }),
    ].map(({ endpoint }) => [endpoint.message.replace(/\d+\/\d+/, "n/m"), endpoint.color]);

    expect(colours).toEqual([
      ["full · n/m", "#1f7a4d"],
      ["full · n/m, 1 known failure", "#8a6100"],
      ["expired", "#7a5c3e"],
      ["failing · n/m", "#b3261e"],
      ["not run", "#636b78"],
      ["not run", "#636b78"],
    ]);
  });

  it("is refused for a report that was edited, and nothing is written", () => {
    const out = mkdtempSync(join(folder, "run-"));
    const forged = { ...everything, verdict: "conformant" as const };
    writeFileSync(join(out, "report.json"), JSON.stringify(forged));

    expect(() => badgeCommand(out, { out }, fakeSurroundings([]))).toThrow(/is not as it was sealed/);
    expect(existsSync(join(out, "badge.svg"))).toBe(false);
  });

  it.each<[string, (report: Report) => Partial<Report>, RegExp]>([
    [
      "that was a selection, and shows all the core",
      (report) =>
        recounted(
          report,
          report.cases.filter(({ clauses }) => clauses.length > 0),
        ),
      / is about \d+ cases, and a whole run of this suite about \d+\.$/,
    ],
    [
      "that selected more than it has",
      (report) => ({ counts: { ...report.counts, selected: 5000 } }),
      / has \d+ cases/,
    ],
    [
      "that names another case in the place of one",
      (report) =>
        recounted(report, [{ ...(report.cases[0] as CaseResult), scenario: "loop/mine" }, ...report.cases.slice(1)]),
      / lacks the case \S+ in its place\.$/,
    ],
    [
      "that says more of a case than the suite does",
      (report) =>
        recounted(report, [{ ...(report.cases[0] as CaseResult), title: "Perfect" }, ...report.cases.slice(1)]),
      / says of the case \S+ what this suite does not\.$/,
    ],
    [
      "that excuses a clause",
      ({ coverage }) => ({ coverage: { ...coverage, exclusions: [{ clause: "LOOP-01", reason: "no" }] } }),
      / says something else as "coverage" than this suite\.$/,
    ],
    [
      "that has another kill score",
      () => ({ killScore: null }),
      / says something else as "killScore" than this suite\.$/,
    ],
    [
      "that marks a failure as known and names none",
      ({ cases: [first, ...rest], ...report }) =>
        recounted(report, [
          { ...(first as CaseResult), verdict: { outcome: "refused", reason: "no" }, known: true },
          ...rest,
        ]),
      / calls other failures known than it names\.$/,
    ],
    [
      "whose known failure never expires",
      ({ knownFailures }) => ({ knownFailures: knownFailures.map((entry) => ({ ...entry, expires: "9999-99-99" })) }),
      / has a known failure without a day or a link\.$/,
    ],
    [
      "whose known failure has a link that does something",
      ({ knownFailures }) => ({
        knownFailures: knownFailures.map((entry) => ({ ...entry, link: "javascript:alert(1)" })),
      }),
      / has a known failure without a day or a link\.$/,
    ],
  ])("is refused for a report %s, though it was sealed anew, and nothing is written", (_what, forge, sentence) => {
    const out = mkdtempSync(join(folder, "run-"));
    const forged = { ...known, ...forge(known) };
    writeFileSync(join(out, "report.json"), JSON.stringify({ ...forged, seal: sealOf(forged) }));

    expect(() => badgeCommand(out, { out }, { ...fakeSurroundings([]), clock: () => TODAY })).toThrow(
      expect.objectContaining({ code: "bad-report", message: expect.stringMatching(sentence) }),
    );
    expect(existsSync(join(out, "badge.svg"))).toBe(false);
  });

  it("of a hostile report holds nothing of its strings", async () => {
    const { svg, lines } = made({ ...(await hostileReport()), status: "incomplete" });

    expect(svg + lines.join("\n")).not.toContain("pwned");
  });
});
