import { describe, expect, it } from "vitest";
import type { CaseResult, Report } from "../../spec/report.ts";
import { annotationsOf, errorLine } from "./annotations.ts";

const refused = (scenario: string, reason: string): CaseResult => ({
  scenario,
  title: scenario,
  clauses: ["CONNECT-07"],
  verdict: { outcome: "refused", reason },
  durationMs: 1,
});
const reportWith = (cases: readonly CaseResult[]) => ({ cases }) as unknown as Report; // Nothing else of it is looked at.

describe("an annotation", () => {
  it("names the clause and the scenario, and says what was seen", () => {
    const [line, ...more] = annotationsOf(reportWith([refused("connect/x", "no such op")]));

    expect(more).toEqual([]);
    expect(line).toMatch(
      /^::error title=CONNECT-07 connect\/x::The adapter refused to play it: no such op\..* CONNECT-07: /,
    );
  });

  it("is one line, and one command, whatever an implementation says", () => {
    const line = errorLine("a::b,c%\n::x::", "100%\r\n::set-output name=a::b\u001b[31m");

    expect(line.split(/[\r\n]/)).toHaveLength(1);
    expect(line).toMatch(/^::error title=a%3A%3Ab%2Cc%25/);
    expect(line).not.toContain("\u001b");
    expect(line).toContain("100%25");
  });

  it("is made for the first nine of many, and the tenth says how many more there are", () => {
    const ten = annotationsOf(reportWith(Array.from({ length: 10 }, (_, index) => refused(`a/${index}`, ""))));
    const many = annotationsOf(reportWith(Array.from({ length: 12 }, (_, index) => refused(`a/${index}`, ""))));

    expect(ten).toHaveLength(10);
    expect(ten[9]).toContain("a/9");
    expect(many).toHaveLength(10);
    expect(many[9]).toBe("::error title=asyncore::3 more scenarios failed: the summary names them.");
  });

  it("is made for no failure that is known, and for nothing that passed", () => {
    const known: CaseResult = { ...refused("a/b", ""), known: true };
    const passed: CaseResult = { ...refused("a/c", ""), verdict: { outcome: "passed" } };

    expect(annotationsOf(reportWith([known, passed]))).toEqual([]);
  });
});
