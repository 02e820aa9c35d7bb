import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TARGETS } from "../../spec/clause.ts";
import { SuiteError } from "../suite-error.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { adapterOf, limitsOf, liveSession, parseMs, parseProfile, parseTarget, quoted } from "./session-options.ts";

const NODE = process.execPath;

/** What a SuiteError says: code, sentence, remedy. */
function complaint(call: () => unknown): readonly string[] {
  try {
    call();
  } catch (error) {
    if (error instanceof SuiteError) return [error.code, error.message, error.remedy];
    throw error;
  }
  return ["nothing was wrong"];
}

describe("options", () => {
  it("name targets and profiles there are", () => {
    expect(TARGETS.map(parseTarget)).toEqual(TARGETS);
    expect(["exact", "documented"].map(parseProfile)).toEqual(["exact", "documented"]);
  });

  it("that name none are refused with those there are", () => {
    expect(complaint(() => parseTarget("3.12"))).toEqual([
      "usage",
      '"3.12" is no target.',
      "Targets are 2.7, 3.6, 3.7, 3.8, 3.9, 3.10, 3.11: the versions of CPython that have asyncore.",
    ]);
    expect(complaint(() => parseProfile("Exact"))).toEqual([
      "usage",
      '"Exact" is no profile.',
      "Profiles are exact and documented.",
    ]);
  });

  it("give limits in whole milliseconds that a timer can wait", () => {
    expect(["1", "10000", "2147483647"].map(parseMs)).toEqual([1, 10_000, 2_147_483_647]);
    expect(limitsOf({ playLimit: 1, runLimit: 2, startLimit: 3 })).toEqual({ playMs: 1, runMs: 2, startMs: 3 });
  });

  it.each(["0", "-1", "1.5", "soon", "", "2147483648", "Infinity"])("refuse %j as a limit", (text) => {
    expect(complaint(() => parseMs(text))).toEqual([
      "usage",
      `"${text}" is no number of milliseconds.`,
      "Give a whole number greater than 0, at most 2147483647.",
    ]);
  });

  it("name a live oracle, or the recorded one", () => {
    const limits = { playMs: 1, runMs: 1, startMs: 1 };

    expect(liveSession("recorded", limits, fakeSurroundings([]))).toBeNull();
    expect(liveSession("python3.11", limits, fakeSurroundings([]))).not.toBeNull();
  });
});

describe("who is judged", () => {
  const words = (adapter: readonly string[], module?: string, variant?: string) => {
    const options = { ...(module === undefined ? {} : { module }), ...(variant === undefined ? {} : { variant }) };
    return adapterOf(adapter, options, fakeSurroundings([])).words;
  };

  it("is the adapter that is named, else the module, else the reference", () => {
    expect(words(["./mine", "-x"])).toEqual(["./mine", "-x"]);
    expect(words([], import.meta.filename).at(-1)).toBe(import.meta.filename);
    expect(words([]).at(-1)).toMatch(/reference\/index\.ts$/);
    expect(words([])[0]).toBe(NODE);
  });

  it("is run in the variant that is asked for", () => {
    expect(words([], undefined, "async").slice(-2)).toEqual(["--variant", "async"]);
    expect(words([], import.meta.filename, "async").slice(-3)).toEqual([import.meta.filename, "--variant", "async"]);
    expect(complaint(() => words([], undefined, "fast"))).toEqual([
      "usage",
      '"fast" is no variant.',
      "Variants are async, epoll, async-epoll: on the module's loopAsync, over its epoll, or both.",
    ]);
    expect(complaint(() => words(["./mine"], undefined, "async"))).toEqual([
      "usage",
      "Both --variant and an adapter after -- are given.",
      "--variant is for --module and the reference; say it in the adapter's own words.",
    ]);
  });

  it("cannot be two, and must be there", () => {
    expect(complaint(() => words(["./mine"], "mine.ts"))).toEqual([
      "usage",
      "Both --module and an adapter after -- are given.",
      "Give one of them.",
    ]);
    expect(complaint(() => words([], "/nowhere/mine.ts"))).toEqual([
      "adapter-missing",
      "There is no module at /nowhere/mine.ts.",
      "Name the file after --module, for example ./my-asyncore.js.",
    ]);
  });
});

describe("words for a shell", () => {
  it("means the same words to a shell, and has no control character in it", () => {
    const word = fc.string({
      unit: fc.constantFrom(..."a b'\"\\$`!*~{}#&|;<>()\u001b\u0007\n\t\r✔".split("")),
      maxLength: 8,
    });
    const rows = fc.sample(fc.array(word, { minLength: 1, maxLength: 4 }), { numRuns: 200, seed: 7 }).flat();
    const script = `printf '%s\\0' ${rows.map(quoted).join(" ")}`;

    const understood = execFileSync("bash", ["--norc", "-c", script], {
      encoding: "utf8",
      env: { LC_ALL: "C.UTF-8" },
      stdio: ["ignore", "pipe", "inherit"],
    });

    expect(understood.split("\0").slice(0, -1)).toEqual(rows);
    expect(rows.map(quoted).filter((text) => /\p{Cc}/u.test(text))).toEqual([]);
  });
});
