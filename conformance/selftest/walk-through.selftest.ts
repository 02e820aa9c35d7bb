// Follows the walk-through of ADAPTERS.md: puts its pieces of Python together as it says, runs its commands, and holds every
// line it shows against what is really said. Needs python3, and fails without.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packagePath } from "../package-path.ts";
import { startIn } from "../testing/running-command.ts";

const PAGE = readFileSync(packagePath("conformance/ADAPTERS.md"), "utf8");
const SECTION = PAGE.split("\n## From nothing\n")[1]?.split("\n## ")[0] ?? "";
const BLOCKS = [...SECTION.matchAll(/^```(python|console)\n([\s\S]*?)^```$/gm)].map(([, kind, text = ""]) => ({
  kind,
  text,
}));
const LAST_LINES = 3;
const DOCTOR = "$ npx asyncore-conformance doctor -- python3 adapter.py";

const FOLDER = mkdtempSync(join(tmpdir(), "walk-through-"));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

/** The adapter as it is after all pieces so far: every new one goes before the last lines of the first. */
function assembled(pieces: readonly string[]): string {
  const [first = "", ...more] = pieces.map((piece) => piece.trimEnd());
  const lines = first.split("\n");
  return [...lines.slice(0, -LAST_LINES), ...more, ...lines.slice(-LAST_LINES), ""].join("\n");
}

/** What a block shows, command by command; without one it is the doctor that is asked again. */
function sessions(text: string): readonly { words: readonly string[]; shown: readonly string[] }[] {
  const asked = text.startsWith("$ ") ? text : `${DOCTOR}\n${text}`;
  return asked.split(/^\$ npx asyncore-conformance /m).flatMap((session) => {
    const [command = "", ...shown] = session.trimEnd().split("\n");
    return command === "" ? [] : [{ words: command.split(" "), shown }];
  });
}

/** Of what is counted the numbers change with every new scenario; what stands after … is left out on the page. */
function comparable(line: string): string {
  return line.includes("can play what it declares") ? line.replace(/\d+/g, "N") : line;
}

function isSaid(shown: string, said: readonly string[]): boolean {
  const [line, open] = [comparable(shown.replace(/ ?…$/, "")), shown.endsWith("…")];
  return said.map(comparable).some((each) => (open ? each.startsWith(line) : each === line));
}

describe("the walk-through", () => {
  it("begins with twenty lines and shows, step by step, what is really said", { timeout: 120_000 }, async () => {
    const pieces: string[] = [];
    const untrue: string[] = [];
    let shownLines = 0;
    for (const { kind, text } of BLOCKS) {
      if (kind === "python") {
        pieces.push(text);
        writeFileSync(join(FOLDER, "adapter.py"), assembled(pieces));
        continue;
      }
      for (const { words, shown } of sessions(text)) {
        const { stdout, stderr } = await startIn(FOLDER, words).ended;
        const said = `${stdout}${stderr}`.split("\n");
        untrue.push(...shown.filter((line) => !isSaid(line, said)));
        shownLines += shown.length;
      }
    }

    expect(untrue).toEqual([]);
    expect(shownLines).toBeGreaterThan(30);
    expect(pieces).toHaveLength(5);
    expect(
      pieces[0]
        ?.trimEnd()
        .split("\n")
        .filter((line) => line.trim() !== "").length,
    ).toBeLessThanOrEqual(20);
  });
});
