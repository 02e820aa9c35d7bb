import { beforeEach, describe, expect, it } from "vitest";
import { CLAUSES } from "../../spec/clauses/index.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { explainCommand, listCommand } from "./list.ts";

const SCENARIO = "loop/returns-at-once-on-an-empty-map";

let lines: string[];
beforeEach(() => {
  lines = [];
});

describe("list", () => {
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
      expect.objectContaining({ code: "nothing-selected", message: 'No scenario matches "nothing".' }),
    );
  });
});

describe("explain", () => {
  it("says what a clause means, who says so, what the original does instead, and what shows it", () => {
    const { text, authority, corrected, hint } = CLAUSES["LOOP-01"];

    explainCommand(["loop-01"], fakeSurroundings(lines));

    const said = lines.join("\n");
    expect(lines[0]).toBe("LOOP-01  The loop  must, documented profile");
    expect(
      [text, authority.sentence, corrected, hint, `Shown by ${SCENARIO}`].filter((words) => !said.includes(words)),
    ).toEqual([]);
  });

  it("says what a scenario shows and what the originals did", () => {
    explainCommand([SCENARIO], fakeSurroundings(lines));

    const said = lines.join("\n");
    expect(lines[0]).toMatch(new RegExp(` \\(${SCENARIO}\\)$`));
    expect(said).toContain(`LOOP-01 ${CLAUSES["LOOP-01"].text}`);
    expect(said).toMatch(/^CPython .*3\.11/m);
  });

  it("explains everything that is named", () => {
    explainCommand(["CLOSE-01", SCENARIO], fakeSurroundings(lines));

    const said = lines.join("\n");
    expect(["CLOSE-01  Closing", `(${SCENARIO})`].filter((words) => !said.includes(words))).toEqual([]);
  });

  it("tells an unknown clause from an unknown scenario", () => {
    expect(() => explainCommand(["LOOP-99"], fakeSurroundings(lines))).toThrow(
      expect.objectContaining({ code: "usage", message: "There is no clause LOOP-99." }),
    );
    expect(() => explainCommand(["nowhere/nothing"], fakeSurroundings(lines))).toThrow(
      expect.objectContaining({ code: "nothing-selected" }),
    );
  });
});
