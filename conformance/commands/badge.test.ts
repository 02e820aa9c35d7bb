import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../spec/report.ts";
import { sealOf } from "../certificate/certify.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { goodReport, hostileReport, reportOfEverything, TODAY, withCases } from "../testing/stories.ts";
import { badgeCommand } from "./badge.ts";

const folder = mkdtempSync(join(tmpdir(), "badge-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

let everything: Report;
let good: Report;
beforeAll(async () => {
  [everything, good] = await Promise.all([reportOfEverything(), goodReport()]);
});

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

  it("names the scope, and what was not declared", () => {
    const core = { ...good, scope: "core", capabilities: { ...good.capabilities, bases: ["dispatcher"] } } as Report;
    const { endpoint, lines } = made({ ...core, seal: sealOf(core) });

    expect(endpoint.message).toMatch(/^core · /);
    expect(lines.join("\n")).toContain(
      "(not declared: base dispatcher_with_send, base file_dispatcher, base async_chat)",
    );
  });

  it("is green for a certificate that holds, and for nothing else", () => {
    const known = everything.cases.filter((result) => result.known === true || result.verdict.outcome === "passed");
    const colours = [
      made(good),
      made(withCases(everything, known, { verdict: "conformant-with-known-failures" })),
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

  it("of a hostile report holds nothing of its strings", async () => {
    const { svg, lines } = made(await hostileReport());

    expect(svg + lines.join("\n")).not.toContain("pwned");
  });
});
