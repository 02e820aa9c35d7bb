import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { packagePath } from "../package-path.ts";
import { DEFAULT_RUN_LIMITS } from "../session.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { type RunOptions, runCommand } from "./run.ts";

const BEHAVE = packagePath("conformance/adapters/testing/behave.ts");
const SCENARIO = "loop/returns-at-once-on-an-empty-map";
const { playMs, runMs, startMs } = DEFAULT_RUN_LIMITS;
const OPTIONS: RunOptions = {
  ...({ target: "3.11", profile: "exact", oracle: "recorded", json: false } as const),
  ...{ playLimit: playMs, runLimit: runMs, startLimit: startMs },
};

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
  it("plays a program file and shows it, though there is nothing to compare it with", async () => {
    const file = programFile("mine.json", { steps: [{ op: "poll" }] });

    expect(await run([file])).toBe(0);
    expect(lines).toEqual([
      `✔ ${file} (${file}): played; nothing to compare it with: name an oracle, for example --oracle python3.11`,
      "",
      "   1. poll",
      "",
      "",
    ]);
  });

  it("gives the trace as JSON, and nothing else, when asked to", async () => {
    expect(await run([programFile("mine.json", {})], "well", { json: true })).toBe(0);
    expect(JSON.parse(lines.join("\n"))).toEqual([]);
  });

  it("explains a scenario that diverges, and says how to play it again", async () => {
    expect(await run([SCENARIO])).toBe(1);
    expect(lines[0]).toMatch(new RegExp(`^✘ .* \\(${SCENARIO}\\)$`));
    expect(lines.at(-1)).toBe(
      `Play it again: npx asyncore-conformance run ${SCENARIO} -- ${process.execPath} ${BEHAVE} well`,
    );
  });

  it("says what is not declared, and that nothing was graded", async () => {
    const file = programFile("chat.json", { channels: { chat: { base: "async_chat" } } });

    expect(await run([file])).toBe(5);
    expect(lines).toEqual([
      `○ ${file} (${file}): It was not asked: the implementation does not declare bases: async_chat.`,
    ]);
  });

  it("does not hide a failure behind what is not applicable", async () => {
    const file = programFile("chat.json", { channels: { chat: { base: "async_chat" } } });

    expect(await run([SCENARIO, file])).toBe(1);
  });

  it("explains an adapter that breaks off, also on a bare program", async () => {
    expect(await run([programFile("mine.json", {})], "crashes")).toBe(1);
    expect(lines).toContain("  The adapter broke off: it ended by signal SIGSEGV.");
  });
});
