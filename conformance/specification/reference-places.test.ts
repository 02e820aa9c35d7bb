// Every clause is found in the reference: some docstring names it, or it is said why none does.

import { describe, expect, it } from "vitest";
import { CLAUSE_IDS } from "../../spec/clauses/index.ts";
import { clausesIn, NOT_IN_THE_REFERENCE, placesOf } from "./reference-places.ts";
import { referenceSources } from "./reference-sources.ts";

const places = placesOf(referenceSources());

describe("the reference", () => {
  it("names every clause in the docstring of what keeps it, or is excused from it", () => {
    const lost = CLAUSE_IDS.filter((id) => !places.has(id) && !(id in NOT_IN_THE_REFERENCE));

    expect(lost).toEqual([]);
  });

  it("names no clause that it is excused from", () => {
    expect(
      Object.keys(NOT_IN_THE_REFERENCE).filter((id) => places.has(id as keyof typeof NOT_IN_THE_REFERENCE)),
    ).toEqual([]);
  });
});

describe("the clauses of a docstring", () => {
  it("stand behind a word of their own, up to the end of the sentence", () => {
    const docstring = "Closes.\n * Not READ-01.\n * Clauses: CLOSE-01,\n * CLOSE-03. Source: READ-02.\n ";

    expect(clausesIn(docstring)).toEqual(["CLOSE-01", "CLOSE-03"]);
  });

  it("are spelled out where they are a range", () => {
    expect(clausesIn("Clauses: LOOP-01, POLL-08 to POLL-11.")).toEqual([
      "LOOP-01",
      "POLL-08",
      "POLL-09",
      "POLL-10",
      "POLL-11",
    ]);
  });

  it("are none where those of somebody else are meant", () => {
    expect(clausesIn("Clauses: those of `loop`.")).toEqual([]);
  });
});

describe("a place", () => {
  const file = "reference/asyncore/a.ts";

  it("is what stands below the docstring, in its class, and the nearest is the one that names the fewest", () => {
    const text = [
      "/** Many. Clauses: LOOP-01 to LOOP-10. */",
      "export class Loop {",
      "  /** Two. Clauses: LOOP-01, LOOP-02. */",
      "  override run(): void {}",
      "}",
      "",
      "/**",
      " * One.",
      " * Clauses: LOOP-01.",
      " */",
      "// biome-ignore lint: a reason.",
      "export function isEmpty() {}",
    ].join("\n");

    expect(placesOf([{ file, text }]).get("LOOP-01")).toEqual([
      { file, symbol: "isEmpty", names: 1 },
      { file, symbol: "Loop.run", names: 2 },
    ]);
  });

  it("may be a class that names few clauses", () => {
    const text = "/** Leaves. Clauses: ERROR-14. */\nexport class ExitNow extends Error {}";

    expect(placesOf([{ file, text }]).get("ERROR-14")).toEqual([{ file, symbol: "ExitNow", names: 1 }]);
  });
});
