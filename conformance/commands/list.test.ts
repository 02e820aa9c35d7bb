// The listing of scenarios and clauses, on those there are.

import { beforeEach, describe, expect, it } from "vitest";
import { AREAS } from "../../spec/clause.ts";
import { areaOf, CLAUSE_IDS } from "../../spec/clauses/index.ts";
import type { ClauseCoverage } from "../judge/cover.ts";
import { paintWith } from "../report/paint.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { listCommand } from "./list.ts";
import type { Surroundings } from "./surroundings.ts";

/** What `list --clauses` says of `selectors`. */
function listed(selectors: readonly string[], json = false): readonly string[] {
  const lines: string[] = [];
  const surroundings = { say: (line: string) => lines.push(line), paint: paintWith(false) };
  listCommand(selectors, { clauses: true, json }, surroundings as unknown as Surroundings);
  return lines;
}

function numbers(line: string | undefined): readonly number[] {
  return (line?.match(/ (\d+|·)/g) ?? []).map((text) => Number(text.replace("·", "0")));
}

describe("list --clauses", () => {
  it("gives the figures of every area, and their sum", () => {
    const lines = listed([]);
    const areas = [...new Set(CLAUSE_IDS.map(areaOf))];
    const rows = areas.map((area) => lines.find((line) => line.startsWith(`  ${area} `)));
    const sums = [0, 1, 2, 3].map((at) => rows.reduce((sum, row) => sum + (numbers(row)[at] ?? 0), 0));

    expect(rows).not.toContain(undefined);
    expect(numbers(lines.find((line) => line.startsWith("  all ")))).toEqual(sums);
    expect(sums[0]).toBe(CLAUSE_IDS.length);
    expect(Object.keys(AREAS)).toEqual(expect.arrayContaining(areas));
  });

  it("names the clauses only where they are asked for", () => {
    const isClause = (line: string) => /^[A-Z]+-\d\d /.test(line);

    expect(listed([]).filter(isClause)).toEqual([]);
    expect(listed(["LOOP-01", "map"]).filter(isClause)).toHaveLength(
      1 + CLAUSE_IDS.filter((id) => areaOf(id) === "MAP").length,
    );
  });

  it("says of a named clause how binding it is and what is known of it", () => {
    expect(listed(["connect-7"])).toEqual(listed(["connect-07"]));
    expect(listed(["connect-07"]).at(-1)).toMatch(/^CONNECT-07 {5}must, documented, proven +The first write event /);
  });

  it("is an array of clauses with --json", () => {
    const clauses = JSON.parse(listed([], true).join("\n")) as readonly ClauseCoverage[];
    const [one] = clauses.filter(({ id }) => id === "CONNECT-07");

    expect(clauses.map(({ id }) => id)).toEqual(CLAUSE_IDS);
    expect(one).toMatchObject({
      area: "CONNECT",
      level: "must",
      profile: "documented",
      exercised: true,
      proven: true,
      excluded: null,
      text: expect.stringContaining("handle_connect"),
      scenarios: expect.arrayContaining(["connect/connect-on-first-write"]),
      provenBy: expect.arrayContaining(["modules/never-calls-handle-connect"]),
    });
  });

  it("refuses what names no clause", () => {
    expect(() => listed(["nothing-like-it"])).toThrow('No clause matches "nothing-like-it".');
  });
});

describe("list", () => {
  const SCENARIO = "loop/returns-at-once-on-an-empty-map";
  let lines: string[];
  beforeEach(() => {
    lines = [];
  });

  it("shows scenarios with their titles and clauses, of everything or of what is named", () => {
    listCommand(["loop"], { clauses: false, json: false }, fakeSurroundings(lines));

    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter((line) => !/^loop\/[a-z0-9-]+\n {2}.*LOOP-\d\d/.test(line))).toEqual([]);
  });

  it("gives scenarios as JSON, for programs that read it", () => {
    listCommand([SCENARIO], { clauses: false, json: true }, fakeSurroundings(lines));

    expect(JSON.parse(lines.join("\n"))).toEqual([
      {
        id: SCENARIO,
        title: expect.any(String),
        clauses: expect.arrayContaining(["LOOP-01"]),
        why: expect.any(String),
      },
    ]);
  });

  it("says so when no scenario is named by a selector", () => {
    expect(() => listCommand(["nothing"], { clauses: false, json: false }, fakeSurroundings(lines))).toThrow(
      expect.objectContaining({ code: "usage", message: 'No scenario matches "nothing".' }),
    );
  });
});
