import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadCases, SCENARIOS_FOLDER } from "./load.ts";
import { isSealed, sealsOf } from "./sealed.ts";

const FILE = "connect/connect-on-first-write.json";
const PATH = join(SCENARIOS_FOLDER, FILE);
const TEXT = readFileSync(PATH, "utf8");

describe("a seal", () => {
  it("is there for every fixture, so that none is looked through twice", () => {
    const unsealed: string[] = [];
    loadCases("read", (path, text) => {
      const known = isSealed(path, text);
      if (!known) unsealed.push(path);
      return known;
    });

    expect(unsealed).toEqual([]);
  });

  it("holds for the text it was made of, where it was, and for nothing else", () => {
    expect(isSealed(PATH, TEXT)).toBe(true);
    expect(isSealed(PATH, `${TEXT} `)).toBe(false);
    expect(isSealed(join(SCENARIOS_FOLDER, "connect/another.json"), TEXT)).toBe(false);
    expect(isSealed(join("/elsewhere", FILE), TEXT)).toBe(false);
  });

  it("is a line for sha256sum", () => {
    expect(sealsOf([`scenarios/${FILE}`])).toMatch(
      /^[0-9a-f]{64} {2}scenarios\/connect\/connect-on-first-write\.json\n$/,
    );
  });
});
