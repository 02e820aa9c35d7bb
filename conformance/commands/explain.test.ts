import { beforeEach, describe, expect, it } from "vitest";
import { areaOf, CLAUSE_IDS, CLAUSES } from "../../spec/clauses/index.ts";
import { SuiteError } from "../suite-error.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { explainCommand } from "./explain.ts";
import { unknownClause } from "./selection.ts";

const SCENARIO = "loop/returns-at-once-on-an-empty-map";

let lines: string[];
beforeEach(() => {
  lines = [];
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

  it.each(["CONNECT-07", "connect-7", "Connect-007"])("knows a clause however its number is written: %s", (word) => {
    explainCommand([word], fakeSurroundings(lines));

    expect(lines[0]).toMatch(/^CONNECT-07 {2}Connecting /);
  });

  it("names the clauses of an area", () => {
    explainCommand(["Connect"], fakeSurroundings(lines));

    expect(lines[0]).toBe("CONNECT  Connecting");
    expect(lines.slice(1, -2).map((line) => line.trim().split(" ")[0])).toEqual(
      CLAUSE_IDS.filter((id) => areaOf(id) === "CONNECT"),
    );
    expect(lines.find((line) => line.includes("CONNECT-07"))).toContain(CLAUSES["CONNECT-07"].text);
  });

  it("speaks of the documentation, and of no page that only we know", () => {
    explainCommand([...CLAUSE_IDS], fakeSurroundings(lines));

    const said = lines.filter((line) => line.startsWith("  Said by "));
    expect(said).toHaveLength(CLAUSE_IDS.length);
    expect(
      said.filter(
        (line) => !/^ {2}Said by the (documentation|original's source alone)\b.*(\.”|[^.]”|[^.]\.)$/.test(line),
      ),
    ).toEqual([]);
    expect(said.filter((line) => line.includes("this project"))).toEqual([]);
  });

  it("names the clauses on both sides of one that is no more", () => {
    const error = unknownClause("loop-04", ["LOOP-02", "LOOP-03", "LOOP-05", "SELECT-04"]);

    expect(error.message).toBe("There is no clause LOOP-04.");
    expect(error.remedy).toMatch(/^Next to it in LOOP are LOOP-03 and LOOP-05\. /);
  });

  it.each([
    ["loop-99", "There is no clause LOOP-99.", "Next to it in LOOP is LOOP-"],
    ["CONNECT-99", "There is no clause CONNECT-99.", "`asyncore-conformance list --clauses CONNECT` shows "],
    ["connct", 'No scenario matches "connct".', "Did you mean connect? "],
    ["connect/connect-on-frist-write", 'No scenario matches "', "Did you mean connect/connect-on-first-write"],
    ["zzzz", 'No scenario matches "zzzz".', "`asyncore-conformance list` shows all scenarios."],
  ])("of %s says that there is none, and what is near", (word, sentence, remedy) => {
    const error = thrownBy(() => explainCommand([word], fakeSurroundings(lines)));

    expect(error).toMatchObject({ code: "usage", exitCode: 2 });
    expect(error.message).toContain(sentence);
    expect(error.remedy).toContain(remedy);
  });
});

/** The SuiteError that `call` throws. */
function thrownBy(call: () => unknown): SuiteError {
  try {
    call();
  } catch (error) {
    if (error instanceof SuiteError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
