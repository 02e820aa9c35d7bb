import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Candidate, choose } from "./choose.ts";

function candidate(index: number, features: string, cost = 10): Candidate {
  return { index, features: new Set(features.split("")), cost };
}

function indexes(candidates: readonly Candidate[], most = 10): readonly number[] {
  return choose(candidates, most).map((chosen) => chosen.candidate.index);
}

describe("choosing programs", () => {
  it("takes the one that shows most first, and leaves out who shows nothing new", () => {
    expect(indexes([candidate(0, "ab"), candidate(1, "abc"), candidate(2, "cd")])).toEqual([1, 2]);
  });

  it("takes the cheaper of two that show the same", () => {
    expect(indexes([candidate(0, "abc", 500), candidate(1, "abc", 20)])).toEqual([1]);
  });

  it("takes no more than it may", () => {
    expect(indexes([candidate(0, "a"), candidate(1, "b"), candidate(2, "c")], 2)).toEqual([0, 1]);
  });

  it("says what each of them is the first to show", () => {
    const chosen = choose([candidate(0, "abc"), candidate(1, "cd")], 10);

    expect(chosen.map(({ fresh }) => fresh.join(""))).toEqual(["abc", "d"]);
  });

  it("shows everything that can be shown, in whatever order the candidates come", () => {
    const some = fc.array(fc.record({ shown: fc.string({ minLength: 1, maxLength: 6 }), cost: fc.nat(90) }));
    fc.assert(
      fc.property(some, (all) => {
        const candidates = all.map(({ shown, cost }, index) => candidate(index, shown, cost));

        const chosen = choose(candidates, Number.POSITIVE_INFINITY);

        const shownBy = (list: readonly Candidate[]) => new Set(list.flatMap(({ features }) => [...features]));
        expect(shownBy(chosen.map((one) => one.candidate))).toEqual(shownBy(candidates));
        expect(choose([...candidates].reverse(), Number.POSITIVE_INFINITY)).toEqual(chosen);
      }),
    );
  });
});
