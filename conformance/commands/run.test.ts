import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { packagePath } from "../package-path.ts";
import { DEFAULT_RUN_LIMITS } from "../play/session.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { type RunOptions, runCommand } from "./run.ts";

const BEHAVE = packagePath("conformance/adapters/testing/behave.ts");
const SCENARIO = "loop/returns-at-once-on-an-empty-map";
const { playMs, runMs, startMs } = DEFAULT_RUN_LIMITS;
const OPTIONS: RunOptions = {
  ...({ target: "3.11", profile: "exact", oracle: "recorded", json: false } as const),
  ...{ playLimit: playMs, runLimit: runMs, startLimit: startMs },
};

const CHAT = { channels: { chat: { base: "async_chat" } } };

let folder: string;
let lines: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "run-test-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  lines = [];
});

/** A program file with these channels and steps. */
function programFile(name: string, program: object): string {
  writeFileSync(join(folder, name), JSON.stringify({ world: "loopback", channels: {}, steps: [], ...program }));
  return join(folder, name);
}

function run(words: readonly string[], behaviour = "well", options: Partial<RunOptions> = {}): Promise<number> {
  const adapter = [process.execPath, BEHAVE, behaviour];
  return runCommand(words, { ...OPTIONS, ...options }, adapter, fakeSurroundings(lines));
}

describe("run", () => {
  it("plays a program file and shows it, though there is nothing to compare it with, which grades nothing", async () => {
    const file = programFile("mine.json", { steps: [{ op: "poll" }] });

    expect(await run([file])).toBe(5);
    expect(lines).toEqual([
      `○ ${file}`,
      "  It was played, and not graded: there is nothing to compare it with. Name an oracle, for example --oracle python3.11.",
      "",
      "   1. poll",
      "",
      "",
    ]);
  });

  it("gives one JSON document, and nothing else, whatever came of how many", async () => {
    const [bare, chat] = [programFile("mine.json", {}), programFile("chat.json", CHAT)];

    expect(await run([bare, SCENARIO, chat], "well", { json: true })).toBe(1);
    expect(JSON.parse(lines.join("\n"))).toEqual([
      { scenario: bare, title: bare, oracle: "recorded", verdict: null, trace: [], expected: null },
      {
        scenario: SCENARIO,
        oracle: "recorded",
        title: expect.any(String),
        verdict: { outcome: "diverged", divergence: expect.objectContaining({ at: 0, observed: null }) },
        trace: [],
        expected: expect.arrayContaining([expect.objectContaining({ kind: "action", op: "loop" })]),
      },
      {
        ...{ scenario: chat, title: chat, oracle: "recorded", trace: null, expected: null },
        verdict: { outcome: "not-applicable", missing: "bases: async_chat" },
      },
    ]);
  });

  it("says that a file is missing when a path is named, and what is near when a name is", async () => {
    await expect(run(["./nope.json"])).rejects.toMatchObject({
      ...{ code: "bad-program", exitCode: 2, message: "There is no file ./nope.json." },
    });
    await expect(run(["conect"])).rejects.toMatchObject({
      ...{ code: "usage", exitCode: 2, remedy: expect.stringContaining("Did you mean connect") },
    });
  });

  it("plays no scenario that is not for the target", async () => {
    const program = { world: "loopback", channels: {}, steps: [] };
    const scenario = { title: "Nothing at all happens", clauses: ["LOOP-01"], why: "Nobody knows why.", program };
    writeFileSync(join(folder, "old.json"), JSON.stringify({ ...scenario, targets: ["2.7"] }));

    expect(await run([join(folder, "old.json")], "well", { oracle: "no-such-python" })).toBe(5);
    expect(lines).toContain("  It was not played: it is for CPython 2.7 only, and the target is 3.11.");
  });

  it("stops when the run takes too long, which grades nothing", async () => {
    const file = programFile("mine.json", {});

    expect(await run([file, file], "hangs", { playLimit: 50, runLimit: 1 })).toBe(1);
    expect(lines.slice(-2)).toEqual([
      `○ ${file}`,
      "  It was not played: the run took longer than 1 ms (--run-limit sets this).",
    ]);
  });

  it("explains a scenario that diverges, and says how to play it again", async () => {
    expect(await run([SCENARIO])).toBe(1);
    expect(lines[0]).toMatch(new RegExp(`^✘ .* \\(${SCENARIO}\\)$`));
    expect(lines.at(-1)).toBe(
      `Play it again: npx asyncore-conformance run ${SCENARIO} -- ${process.execPath} ${BEHAVE} well`,
    );
  });

  it("says what is not declared, and that nothing was graded", async () => {
    const file = programFile("chat.json", CHAT);

    expect(await run([file])).toBe(5);
    expect(lines).toEqual([`○ ${file}`, "  It was not asked: the implementation does not declare bases: async_chat."]);
  });

  it("does not hide a failure behind what is not applicable", async () => {
    const file = programFile("chat.json", CHAT);

    expect(await run([SCENARIO, file])).toBe(1);
  });

  it("explains an adapter that breaks off, also on a bare program", async () => {
    expect(await run([programFile("mine.json", {})], "crashes")).toBe(1);
    expect(lines).toContain("  The adapter broke off: it ended by signal SIGSEGV.");
  });
});
