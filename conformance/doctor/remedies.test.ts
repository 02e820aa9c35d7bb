// Whether a remedy sends nobody to what is not there: each rule, each section and each file it names exists.

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AREAS } from "../../spec/clause.ts";
import { packagePath } from "../package-path.ts";
import { REMEDIES } from "./remedies.ts";

const PAGE = readFileSync(packagePath("conformance/ADAPTERS.md"), "utf8");
const RULES = PAGE.split("\n## The rules of playing\n")[1]?.split("\n## ")[0] ?? "";
const ADAPTERS = Object.values(REMEDIES.adapter);
const MODULES = Object.values(REMEDIES.module);

/** The numbers of the rules a sentence names. */
function rulesIn(remedy: string): readonly string[] {
  return [...remedy.matchAll(/\brules? (\d+)(?: and (\d+))?/g)].flatMap(([, ...rules]) => rules.filter(Boolean));
}

describe("what to do about an adapter", () => {
  it("is written in a rule or a section that exists", () => {
    const rules = [...RULES.matchAll(/^(\d+)\. \*\*/gm)].map(([, rule]) => rule);
    const sections = [...PAGE.matchAll(/^## (.*)$/gm)].map(([, title]) => title);

    expect(rules).toEqual(rules.map((_rule, index) => String(index + 1)));
    expect(ADAPTERS.filter((remedy) => rulesIn(remedy).length === 0 && !/ADAPTERS\.md, "/.test(remedy))).toEqual([]);
    expect(ADAPTERS.flatMap(rulesIn).filter((rule) => !rules.includes(rule))).toEqual([]);
    const named = ADAPTERS.flatMap((remedy) =>
      [...remedy.matchAll(/ADAPTERS\.md, "([^"]+)"/g)].map(([, name]) => name),
    );
    expect(named.filter((section) => !sections.includes(section))).toEqual([]);
  });

  it.each([
    ["unknownAction", 13, "data.unsupported"],
    ["lookFirst", 13, "Before any of a program is played"],
    ["alone", 11, "empty the global map"],
    ["events", 2, "override every event"],
    ["steps", 4, "is written when a call begins"],
    ["states", 9, "After each step"],
  ] as const)("is what that rule is about: %s", (remedy, rule, about) => {
    const text = RULES.split(/\n(?=\d+\. \*\*)/).find((part) => part.startsWith(`${rule}. `)) ?? "";

    expect(rulesIn(REMEDIES.adapter[remedy])).toEqual([String(rule)]);
    expect(text.replace(/\*\*/g, "").replace(/\s+/g, " ")).toContain(about);
  });
});

describe("what to do about a module", () => {
  it("sends nobody to the rules for adapters", () => {
    expect(MODULES.filter((remedy) => /adapter|rule|trace|record/i.test(remedy))).toEqual([]);
  });

  it("is written in files, and areas of the specification, that exist", () => {
    const files = MODULES.flatMap((remedy) => remedy.match(/\b[a-z]+\/[\w/.-]+\.(?:md|ts)\b/g) ?? []);

    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(packagePath(file)))).toEqual([]);
    expect(
      MODULES.flatMap((remedy) => remedy.match(/\b[A-Z]{4,}\b/g) ?? []).filter((area) => !(area in AREAS)),
    ).toEqual(["SPEC"]);
  });
});
