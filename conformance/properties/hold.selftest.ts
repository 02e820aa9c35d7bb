// Whether every property holds of the originals.

import { expect, it } from "vitest";
import type { Target } from "../../spec/clause.ts";
import { pythonAdapter } from "../adapters/python.ts";
import { onEachPython } from "../testing/each-python.ts";
import { failures, heldAgainst } from "../testing/holding.ts";

onEachPython("every property", (python, target) => {
  it("holds", async () => {
    expect(failures(await heldAgainst(pythonAdapter(python), target as Target))).toEqual([]);
  });
});
