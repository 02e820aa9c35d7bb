import { beforeAll, describe, expect, it } from "vitest";
import type { CaseResult, Report } from "../../../spec/report.ts";
import { tooUnsteady } from "../../play/steady.ts";
import { reportOfEverything, told, withCases } from "../../testing/stories.ts";
import { htmlReport } from "./page.ts";

let everything: Report;
beforeAll(async () => {
  everything = await reportOfEverything();
});

function count(text: string, piece: string): number {
  return text.split(piece).length - 1;
}

describe("a page of very many failures", () => {
  it("draws the first of them, and tells the others in a line each with the words that play them again", () => {
    const [first] = everything.cases;
    const cases = Array.from(
      { length: 65 },
      (_, index) => ({ ...first, scenario: `loop/case-${index}` }) as CaseResult,
    );
    const page = htmlReport([told(withCases(everything, cases, { knownFailures: [] }))]);

    expect(count(page, '<article class="failure"')).toBe(60);
    expect(page).toContain("5 more failures, a line each");
    const replayed = [...page.matchAll(/run (loop\/case-\d+) --/g)].map(([, scenario]) => scenario);
    expect(new Set(replayed).size).toBe(65);
  });
});

describe("a page that is an example", () => {
  it("names neither times nor places", () => {
    const dated = htmlReport([told(everything)]);
    const example = htmlReport([told(everything)], { dated: false });

    expect(dated).toContain("2026-01-01");
    expect(example).not.toMatch(/2026-|linux x64|fake<\/code>/);
  });
});

describe("a run that fails though no case does", () => {
  const unsteady = (many: number) => {
    const cases = Array.from({ length: many }, (_, index) => ({
      ...(everything.cases[1] as CaseResult),
      scenario: `corpus/loopback-000${index}`,
    }));
    const reason = tooUnsteady(cases);
    return withCases(everything, cases, { knownFailures: [], ...(reason === null ? {} : { reason }) });
  };

  it("says why below its verdict, and names what was played again", () => {
    const page = htmlReport([told(unsteady(3))]);

    expect(page).toMatch(
      /<p class="sub">Judged against [^<]*\. 3 cases differed from the original once and not when they/,
    );
    expect(count(page, "It went otherwise once, and then twice as the original.")).toBe(3);
    expect(htmlReport([told(unsteady(2))])).not.toContain("put down to the kernel");
  });
});

describe("an address an implementation gives as its home", () => {
  it.each([
    ["https://example.org/a?b=c&d", true],
    ["javascript:alert(1)", false],
    ["data:text/html,x", false],
    ["https://example.org/\u202egro", false],
  ])("%s is a link: %s", (homepage, isLink) => {
    const who = { name: "x", version: "1", language: "C", homepage };

    const page = htmlReport([told({ ...everything, implementation: who, knownFailures: [] })]);

    expect(/<a href="(https|javascript|data):[^"]*" rel/.test(page)).toBe(isLink);
  });
});
