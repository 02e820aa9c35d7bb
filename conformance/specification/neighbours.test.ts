// VERSIONS.md against the recordings: judging a version against its neighbour fails exactly where a row says so.

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Target } from "../../spec/clause.ts";
import { CLAUSE_IDS, clauseOf } from "../../spec/clauses/index.ts";
import { isGraded } from "../certificate/certify.ts";
import { aboutOf, loadCases } from "../load/load.ts";
import { packagePath } from "../package-path.ts";
import { expectedFailures, NEIGHBOURS, rowsBetween, versionsRows } from "./neighbours.ts";

const cases = loadCases();
const rows = versionsRows(readFileSync(packagePath("spec/VERSIONS.md"), "utf8"));

/** Whether the clause says something of versions: in its table of versions, or in its words. */
function tellsOfVersions(id: string): boolean {
  const clause = CLAUSE_IDS.filter((known) => known === id).map(clauseOf)[0];
  if (clause === undefined) return false;
  return clause.versions !== undefined || /\b(?:2\.7|3\.\d+)\b/.test(`${clause.text} ${clause.corrected ?? ""}`);
}

describe("a version of the original that is judged against its neighbour", () => {
  it.each(NEIGHBOURS)(
    "fails, being $judged against $target, exactly the rows of VERSIONS.md that are graded",
    (pair) => {
      const graded = new Set(cases.filter((loaded) => isGraded(loaded, pair.target, "exact")).map(({ id }) => id));

      const said = rowsBetween(rows, pair).filter((id) => graded.has(id));

      expect(said.toSorted()).toEqual(expectedFailures(cases, pair).toSorted());
    },
  );

  it("is graded in every row, one way at least: a target that has no clause for what the row shows does not ask", () => {
    const graded = (id: string, target: Target) =>
      cases.some((loaded) => loaded.id === id && isGraded(loaded, target, "exact"));
    const neverAsked = NEIGHBOURS.flatMap((pair) =>
      rowsBetween(rows, pair).filter((id) => !graded(id, pair.target) && !graded(id, pair.judged)),
    );

    expect(neverAsked).toEqual([]);
  });

  it("is told by every row's clause that it depends on the version", () => {
    const silent = rows.flatMap(({ scenario, clauses }) =>
      clauses.filter((id) => !tellsOfVersions(id)).map((id) => [scenario, id]),
    );

    expect(silent).toEqual([]);
  });

  it("has a row for every clause that holds for some versions only and that scenarios show", () => {
    const shown = new Set(cases.flatMap((loaded) => aboutOf(loaded).clauses));
    const told = new Set(rows.flatMap(({ clauses }) => clauses));
    const partial = CLAUSE_IDS.filter((id) => clauseOf(id).versions !== undefined && shown.has(id));

    expect(partial.filter((id) => !told.has(id))).toEqual([]);
  });
});

describe("the table of behaviour", () => {
  it("is read back with its clauses and letters, blanks left out", () => {
    const page = "| [A-01](SPEC.md#a-01), [A-02](SPEC.md#a-02) | [a/b-c](#ab-c) |  | A | B | B | B | B | B |";

    const [row] = versionsRows(page);

    expect(row?.scenario).toBe("a/b-c");
    expect(row?.clauses).toEqual(["A-01", "A-02"]);
    expect([...(row?.letters ?? [])].slice(0, 2)).toEqual([
      ["3.6", "A"],
      ["3.7", "B"],
    ]);
  });
});
