// Whether a plan is shared out whole, evenly and in the same way every time, and whether results come as they are ready.

import { describe, expect, it } from "vitest";
import { loadCases } from "../load/load.ts";
import { DEFAULT_RUNS, DEFAULT_SEED, PROPERTIES } from "../properties/index.ts";
import { asItComes, shareOut } from "./share-out.ts";

const PLAN = {
  scenarios: loadCases("ignore"),
  properties: { properties: PROPERTIES, seed: DEFAULT_SEED, runs: DEFAULT_RUNS },
};

describe("a plan that is shared out", () => {
  it("is played whole, each case on one session, in the order of the plan", () => {
    const shares = shareOut(PLAN, 3);
    const given = shares.flatMap(({ scenarios }) => scenarios);
    const place = new Map(PLAN.scenarios.map((loaded, index) => [loaded, index]));

    expect(given).toHaveLength(PLAN.scenarios.length);
    expect(new Set(given)).toEqual(new Set(PLAN.scenarios));
    for (const { scenarios } of shares) {
      const places = scenarios.map((loaded) => place.get(loaded) ?? -1);
      expect(places).toEqual([...places].sort((one, other) => one - other));
    }
    expect(shares.flatMap(({ properties }) => properties?.properties ?? []).length).toBe(PROPERTIES.length);
  });

  it("is the whole plan for one session alone", () => {
    expect(shareOut(PLAN, 1)).toEqual([PLAN]);
  });

  it("is shared out in the same way every time", () => {
    expect(shareOut(PLAN, 4)).toEqual(shareOut(PLAN, 4));
  });

  it("leaves properties together that play the same programs, so that nothing is played twice", () => {
    const of = (share: ReturnType<typeof shareOut>[number]) =>
      new Set(
        share.properties?.properties.filter(({ plays }) => plays === undefined).flatMap(({ drafts }) => drafts) ?? [],
      );
    const [one, other] = shareOut(PLAN, 2).map(of);

    expect([...(one ?? [])].filter((draft) => other?.has(draft))).toEqual([]);
  });

  it("gives nobody everything, when there are others", () => {
    expect(shareOut(PLAN, 4).map(({ scenarios }) => scenarios.length > 0)).toEqual([true, true, true, true]);
  });
});

describe("what comes of several sources", () => {
  async function* counting(name: string, count: number, asked: string[] = []): AsyncGenerator<string> {
    for (let number = 1; number <= count; number += 1) {
      asked.push(`${name}${number}`);
      yield `${name}${number}`;
    }
  }

  async function collected(source: AsyncGenerator<string>): Promise<readonly string[]> {
    const all: string[] = [];
    for await (const item of source) all.push(item);
    return all;
  }

  it("is all that each of them gives, in its order", async () => {
    const all = await collected(asItComes([counting("a", 3), counting("b", 1), counting("c", 0)]));

    expect([...all].sort()).toEqual(["a1", "a2", "a3", "b1"]);
    expect(all.filter((item) => item.startsWith("a"))).toEqual(["a1", "a2", "a3"]);
  });

  it("is asked for only when what came before was taken", async () => {
    const asked: string[] = [];
    const source = asItComes([counting("a", 9, asked)]);

    await source.next();
    await source.next();
    await source.return(undefined);

    expect(asked).toEqual(["a1", "a2"]);
  });

  it("ends with what one of them throws", async () => {
    async function* failing(): AsyncGenerator<string> {
      yield "f1";
      throw new Error("it broke");
    }

    await expect(collected(asItComes([failing(), counting("a", 1000)]))).rejects.toThrow("it broke");
  });
});
