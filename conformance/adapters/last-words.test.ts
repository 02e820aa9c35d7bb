import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { tellingLine } from "./last-words.ts";

it.each<[string, readonly string[], string | null]>([
  ["nothing", [], null],
  ["blanks", ["", "  "], null],
  ["what was said last", ["Error: tried again", "giving up", ""], "giving up"],
  [
    "the line that names the error",
    ["a.js:1", "TypeError: no", "    at a.js:1:7", "", "Node.js v20.1.0"],
    "TypeError: no",
  ],
  ["what comes before the version", ["no heap left", "Node.js v20.1.0"], "no heap left"],
  ["the version, when there is nothing else", ["Node.js v20.1.0"], "Node.js v20.1.0"],
])("the telling line is %s", (_which, lines, telling) => {
  expect(tellingLine(lines)).toBe(telling);
});

it("is the error a real Node died of", () => {
  const { stderr } = spawnSync(process.execPath, ["-e", "throw new RangeError('far')"], { encoding: "utf8" });

  expect(tellingLine(stderr.split("\n"))).toBe("RangeError: far");
});
