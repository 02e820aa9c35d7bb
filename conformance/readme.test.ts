// What the README shows is what is printed. Figures grow with the suite; everything else has to be as it stands there.

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { AREAS } from "../spec/clause.ts";
import { commandLine } from "./commands/command-line.ts";
import { runCommand } from "./commands/run.ts";
import { packagePath } from "./package-path.ts";
import { DEFAULT_RUN_LIMITS } from "./play/session.ts";
import { EXIT_CODES } from "./suite-error.ts";
import { fakeSurroundings } from "./testing/fake-surroundings.ts";

const README = readFileSync(packagePath("README.md"), "utf8");
const { playMs, runMs, startMs } = DEFAULT_RUN_LIMITS;

/** The lines of the README's indented blocks, without the indent, each block as one text. */
const BLOCKS = README.split(/\n(?! {4}|\n)/).flatMap((part) => {
  const lines = part.split("\n").filter((line) => line.startsWith("    ") || line === "");
  return lines.length === 0
    ? []
    : [
        lines
          .map((line) => line.slice(4))
          .join("\n")
          .trim(),
      ];
});

function blockBeginning(beginning: string): string {
  return BLOCKS.find((block) => block.startsWith(beginning)) ?? `the README has no block that begins with ${beginning}`;
}

describe("the README", () => {
  let printed: string[];
  beforeAll(() => {
    printed = [];
  });

  it("shows a failure as it is explained", async () => {
    const sample = blockBeginning("✘ ");
    const [, scenario = "", module = ""] = sample.match(/^Play it again: .* run (\S+) --module (\S+)$/m) ?? [];
    const options = {
      ...({ target: "3.11", profile: "exact", oracle: "recorded", json: false, module } as const),
      ...{ playLimit: playMs, runLimit: runMs, startLimit: startMs },
    };

    await runCommand([scenario], options, [], { ...fakeSurroundings(printed), width: 120 });

    expect(sample.split("\n")).toEqual(printed.map((line) => line.trimEnd()));
  });

  it("shows every area in the table of what came out", () => {
    const rows = blockBeginning("asyncore-conformance ").split("\n");

    expect(rows.flatMap((row) => row.match(/^ {2}([A-Z]+) /)?.[1] ?? [])).toEqual(Object.keys(AREAS));
    expect(rows).toContain("  clauses of  declared  exercised  proven  kept  broken  not-applicable");
  });

  it("names every exit code", () => {
    const codes = [...README.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));

    expect(codes.sort()).toEqual(Object.values(EXIT_CODES).sort());
  });

  it("names commands and options there are", async () => {
    const line = await commandLine(undefined, [], fakeSurroundings([]), async () => {});
    const used = [...README.matchAll(/^ {4}(?:\w+=\S+ )?npx asyncore-conformance (.*)$/gm)].map(([, words = ""]) =>
      (words.split(" -- ")[0] ?? "").replace(/ +#.*$/, "").split(" "),
    );

    expect(used.length).toBeGreaterThan(5);
    for (const [name = "", ...words] of used) {
      const command = line.commands.find((each) => each.name() === name);
      const options = words.filter((word) => word.startsWith("--"));
      expect([name, command?.name()]).toEqual([name, name]);
      expect(options.filter((option) => !command?.options.some(({ long }) => long === option))).toEqual([]);
    }
  });
});
