// Coverage of made-up scenarios, and what must hold of the real ones: nothing is left unshown without a reason.

import { describe, expect, it } from "vitest";
import { TARGETS } from "../../spec/clause.ts";
import { CLAUSE_IDS, clauseOf } from "../../spec/clauses/index.ts";
import { isGraded } from "../certificate/certify.ts";
import { aboutOf, loadCases } from "../load/load.ts";
import { cover, EXCLUSIONS, figuresByArea, figuresOf } from "./cover.ts";
import { applicableClauses } from "./judge.ts";
import { readProofs } from "./prove.ts";
import { needsOf } from "./qualify.ts";

describe("coverage", () => {
  const clauses = cover(
    [
      { id: "loop/one", clauses: ["LOOP-01", "LOOP-02"] },
      { id: "map/two", clauses: ["LOOP-01"] },
    ],
    { "LOOP-01": ["modules/breaks-it"], "MAP-01": ["modules/breaks-what-nobody-shows"] },
    { "LOOP-03": "Nobody can." },
  );
  const of = (id: string) => clauses.find((clause) => clause.id === id);

  it("says of a clause what shows it and what proves it", () => {
    expect(of("LOOP-01")).toMatchObject({
      area: "LOOP",
      exercised: true,
      proven: true,
      excluded: null,
      scenarios: ["loop/one", "map/two"],
      provenBy: ["modules/breaks-it"],
    });
    expect(of("LOOP-02")).toMatchObject({ exercised: true, proven: false, provenBy: [] });
  });

  it("says why a clause is left out", () => {
    expect(of("LOOP-03")).toMatchObject({ exercised: false, proven: false, excluded: "Nobody can." });
  });

  it("takes nothing for proven that is not shown", () => {
    expect(of("MAP-01")).toMatchObject({ exercised: false, proven: false });
  });

  it("is counted by area and in all", () => {
    const byArea = new Map(figuresByArea(clauses));
    const declared = [...byArea.values()].map((figures) => figures.declared);

    expect(byArea.get("LOOP")).toMatchObject({ exercised: 2, proven: 1, excluded: 1 });
    expect(figuresOf(clauses)).toMatchObject({ declared: CLAUSE_IDS.length, exercised: 2, proven: 1, excluded: 1 });
    expect(declared.reduce((sum, count) => sum + count, 0)).toBe(CLAUSE_IDS.length);
  });
});

describe("of the clauses of the specification", () => {
  const showings = loadCases("ignore").map((loaded) => ({ id: loaded.id, clauses: aboutOf(loaded).clauses }));
  const clauses = cover(showings, readProofs());

  it("each is shown, or excluded with a reason", () => {
    const unshown = clauses.filter(({ exercised, excluded }) => !exercised && !excluded?.trim());

    expect(unshown.map(({ id }) => id)).toEqual([]);
  });

  it("none is excluded that is shown", () => {
    const shown = clauses.filter(({ exercised, id }) => exercised && id in EXCLUSIONS);

    expect(shown.map(({ id }) => id)).toEqual([]);
  });

  it("no two say the same", () => {
    const words = (text: string) =>
      text
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu)
        ?.join(" ") ?? "";
    const firstWith = new Map<string, string>();
    const repeated = CLAUSE_IDS.filter((id) => {
      const said = words(clauseOf(id).text);
      const first = firstWith.get(said) ?? id;
      firstWith.set(said, first);
      return first !== id;
    });

    expect(repeated).toEqual([]);
  });
});

describe.each(TARGETS)("for an implementation on an event loop of its own, judged by CPython %s", (target) => {
  const beyond = new Set(["worlds: scripted", "passes", "nesting", "peersInReactions"]);
  const within = loadCases("ignore").filter(
    (loaded) =>
      isGraded(loaded, target, "documented") &&
      ("probe" in loaded || !needsOf(loaded.scenario.program).some((need) => beyond.has(need))),
  );

  it("every documented clause is shown, but for the one that counts passes", () => {
    const documented = applicableClauses(target, "documented");
    const shown = new Set(within.flatMap((loaded) => aboutOf(loaded).clauses));

    expect(documented.filter((id) => !shown.has(id))).toEqual(["LOOP-07"]);
  });
});
