// Holds that fixtures/proofs.json names everything the selftest breaks, and with --update writes it.
// That each of them is caught on its clause is the business of the selftest itself.

import { expect, it } from "vitest";
import { type Broken, brokenOf, PROOFS_FILE, printProofs, readProofs } from "../judge/prove.ts";
import { allEdits } from "./python/edits.ts";
import { MODULES } from "./table.ts";

/** Everything that is broken here, by where it is. Without a Python to ask, the edits are those that are known already. */
function brokenHere(): readonly Broken[] {
  const modules = MODULES.map(({ name, clause }) => ({ name: `modules/${name}`, clause }));
  const edits = allEdits();
  if (edits.length === 0)
    return [...modules, ...brokenOf(readProofs()).filter(({ name }) => name.startsWith("edits/"))];
  return [...modules, ...edits.map(({ name, clause }) => ({ name: `edits/${name}`, clause }))];
}

/** Proofs of another kind are kept: whoever wrote them answers for them. */
function brokenElsewhere(): readonly Broken[] {
  return brokenOf(readProofs()).filter(({ name }) => !/^(modules|edits)\//.test(name));
}

it("the proofs name everything that is broken here, by the clause it is caught on", async () => {
  const text = printProofs([...brokenHere(), ...brokenElsewhere()]);

  await expect(text).toMatchFileSnapshot(PROOFS_FILE);
});
