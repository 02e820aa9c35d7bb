import { describe, expect, it } from "vitest";
import { type Asked, replayLine } from "./replay.ts";

const CASE = { scenario: "loop/count" };
const USUAL: Asked = { target: "3.11", profile: "exact", oracle: "recorded" };

describe("the line that plays a case again", () => {
  it("is as short as it can be", () => {
    expect(replayLine(CASE, USUAL, [])).toBe("npx asyncore-conformance run loop/count");
    expect(replayLine(CASE, { ...USUAL, playLimit: 10_000, runLimit: 600_000, startLimit: 20_000 }, [])).toBe(
      "npx asyncore-conformance run loop/count",
    );
  });

  it("holds a property again, for which there is no file to run", () => {
    expect(replayLine({ scenario: "property/close/leaves-nothing-behind" }, USUAL, ["a"])).toBe(
      "npx asyncore-conformance certify --only property/close/leaves-nothing-behind -- a",
    );
  });

  it("names whatever is not usual", () => {
    const asked = {
      target: "2.7",
      profile: "documented",
      oracle: "/my python/bin/python",
      module: "./it's.ts",
    } as const;

    expect(replayLine(CASE, { ...asked, variant: "async" }, [])).toBe(
      `npx asyncore-conformance run loop/count --target 2.7 --profile documented --oracle '/my python/bin/python' --module './it'\\''s.ts' --variant async`,
    );
    expect(replayLine(CASE, { ...USUAL, variant: "async" }, [])).toBe(
      "npx asyncore-conformance run loop/count --variant async",
    );
    expect(replayLine(CASE, { ...USUAL, poller: "poll" }, [])).toBe(
      "npx asyncore-conformance run loop/count --poller poll",
    );
    expect(replayLine(CASE, USUAL, ["python2.7", "a b", "$HOME"])).toBe(
      "npx asyncore-conformance run loop/count -- python2.7 'a b' '$HOME'",
    );
    expect(replayLine(CASE, { ...USUAL, playLimit: 1, runLimit: 2, startLimit: 3 }, ["a"])).toBe(
      "npx asyncore-conformance run loop/count --play-limit 1 --run-limit 2 --start-limit 3 -- a",
    );
  });

  it("says where an adapter found its Python modules, and only an adapter", () => {
    const env = { PYTHONPATH: "my backport" };

    expect(replayLine(CASE, USUAL, ["python3.13", "adapter.py"], env)).toBe(
      "PYTHONPATH='my backport' npx asyncore-conformance run loop/count -- python3.13 adapter.py",
    );
    expect(replayLine(CASE, USUAL, ["a"], { PYTHONPATH: "" })).toBe("npx asyncore-conformance run loop/count -- a");
    expect(replayLine(CASE, { ...USUAL, oracle: "python3.11" }, [], env)).toBe(
      "npx asyncore-conformance run loop/count --oracle python3.11",
    );
  });
});
