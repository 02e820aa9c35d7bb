// The suite seen red on the original itself, with one fault at a time put into its source. Some hundreds of them, each a
// process of its own: `npm run selftest` runs this, `npm test` does not.

import { describe, it } from "vitest";
import { pythonAdapter } from "../adapters/python.ts";
import { expectAllPassed, expectCaughtOn } from "./caught.ts";
import { chooser, judged } from "./judged.ts";
import { EDITED_SCRIPT, triedEdits } from "./python/edits.ts";

const choose = chooser();
const edits = triedEdits();

if (edits.length === 0) {
  const reason = "no CPython 2.7 or 3.6 … 3.11 was found on PATH or under a version manager";
  console.warn(`\nThe suite was NOT tried on edited originals: ${reason}.\n`);
  describe("an edited original", () => {
    it.skip(`is not tried: ${reason}`, () => {});
  });
} else {
  describe.concurrent("an edited CPython", () => {
    it.each(edits)("$target that $name is caught on $clause: $breaks", async ({ name, clause, target, python }) => {
      const source = pythonAdapter(python, { script: EDITED_SCRIPT, args: [name] });

      const result = await judged(source, choose([clause], target), target, { playMs: 3000 });

      expectCaughtOn(clause, result, []);
    });

    const used = new Map(edits.map(({ target, python }) => [target, python]));

    it.each([...used])(
      "%s is red for its edits alone: the original passes the same scenarios",
      async (target, python) => {
        const clauses = edits.filter((edit) => edit.target === target).map(({ clause }) => clause);

        const result = await judged(pythonAdapter(python), choose(clauses, target), target);

        expectAllPassed(result);
      },
    );
  });
}
