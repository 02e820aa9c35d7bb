import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { brokenOf, PROOFS_FILE, printProofs, readProofs } from "./prove.ts";

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "asyncore-conformance-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "proofs.json");
  writeFileSync(file, text);
  return file;
}

describe("the proofs", () => {
  it("are printed in the order of the specification, each name once, and read again", () => {
    const broken = [
      { name: "modules/b", clause: "MAP-01" },
      { name: "modules/z", clause: "LOOP-01" },
      { name: "edits/a", clause: "MAP-01" },
      { name: "modules/b", clause: "MAP-01" },
    ] as const;

    const text = printProofs(broken);
    const proofs = readProofs(fileWith(text));

    expect(text).toBe('{\n "LOOP-01": ["modules/z"],\n "MAP-01": ["edits/a","modules/b"]\n}\n');
    expect(brokenOf(proofs)).toEqual([broken[1], broken[2], broken[0]]);
  });

  it.each([
    ['{"LOOP-99": ["modules/a"]}', "existing clauses"],
    ['{"LOOP-01": "modules/a"}', "existing clauses"],
    ['{"LOOP-01": [1]}', "existing clauses"],
    ["[]", "existing clauses"],
    ["null", "existing clauses"],
    ["{", "cannot be read"],
  ])("that read %s are refused as a fault of the suite", (text, says) => {
    expect(() => readProofs(fileWith(text))).toThrow(
      expect.objectContaining({ code: "bad-fixture", message: expect.stringContaining(says) }),
    );
  });

  it("that are committed are in the form in which they are printed", async () => {
    await expect(printProofs(brokenOf(readProofs()))).toMatchFileSnapshot(PROOFS_FILE);
  });
});
