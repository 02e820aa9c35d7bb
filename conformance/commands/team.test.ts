// How many sessions a run plays on, and what becomes of those that cannot be started.

import { describe, expect, it } from "vitest";
import { DEFAULT_RUN_LIMITS } from "../play/session.ts";
import { SuiteError } from "../suite-error.ts";
import { fakeSource } from "../testing/fake-adapter.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { sizeOf, Team } from "./team.ts";

const SOURCE = fakeSource(() => ({ outcome: "played", trace: [] }));
const ALONE = { ...SOURCE, words: ["--tcp", "127.0.0.1:7000"], alone: true } as const;

describe("a team", () => {
  it("has one session a core, up to four, unless another number is asked for", () => {
    expect([1, 2, 4, 64].map((cores) => sizeOf(SOURCE, undefined, cores))).toEqual([1, 2, 4, 4]);
    expect(sizeOf(SOURCE, 7, 2)).toBe(7);
  });

  it("has one where there is one adapter, and says so to whoever asks for more", () => {
    expect([sizeOf(ALONE, undefined, 8), sizeOf(ALONE, 1, 8)]).toEqual([1, 1]);
    expect(() => sizeOf(ALONE, 2, 8)).toThrow(
      expect.objectContaining({
        code: "usage",
        message: "2 workers are asked for, and there is one adapter: --tcp 127.0.0.1:7000.",
      }),
    );
  });

  it("does without those for which there is no room beside the first", async () => {
    const unable = (from: number) => {
      const source = fakeSource(() => ({ outcome: "played", trace: [] }));
      const start: typeof source.start = async (...args) => {
        if (source.started() >= from) throw new SuiteError("adapter-unusable", "There is no room.", "Make some.");
        return source.start(...args);
      };
      return new Team({ ...source, start }, 3, DEFAULT_RUN_LIMITS, fakeSurroundings([]));
    };

    expect(await unable(1).ready()).toHaveLength(1);
    expect(await unable(3).ready()).toHaveLength(3);
    await expect(unable(0).ready()).rejects.toMatchObject({ code: "adapter-unusable" });
  });
});
