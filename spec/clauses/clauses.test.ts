// The numbers of the clauses. What a clause says is proven elsewhere.

import { describe, expect, it } from "vitest";
import { AREAS, type Area } from "../clause.ts";
import { areaOf, CLAUSE_IDS } from "./index.ts";

describe.each(Object.keys(AREAS) as Area[])("the clauses of %s", (area) => {
  it("are numbered from 01 without a gap, in order: a number that is missing would be a clause that was lost", () => {
    const ids = CLAUSE_IDS.filter((id) => areaOf(id) === area);

    expect(ids).toEqual(ids.map((_id, index) => `${area}-${String(index + 1).padStart(2, "0")}`));
    expect(ids).not.toEqual([]);
  });
});

it("there are at least the 257 clauses that the behaviour of the original was first divided into", () => {
  expect(CLAUSE_IDS.length).toBeGreaterThanOrEqual(257);
});
