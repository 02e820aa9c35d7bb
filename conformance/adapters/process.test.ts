import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Program } from "../../spec/program.ts";
import { packagePath } from "../package-path.ts";
import { leftovers, marked } from "../selftest/leftovers.ts";
import { SuiteError } from "../suite-error.ts";
import type { Adapter, PlayOutcome } from "./adapter.ts";
import { processAdapter } from "./process.ts";

const BEHAVE = packagePath("conformance/adapters/testing/behave.ts");
const PROGRAM: Program = { world: "loopback", channels: {}, steps: [] };
const MISSING =
  "Check that the program exists, is on PATH and may be executed; the words after -- are taken as they are.";

let adapters: Adapter[] = [];
let folder: string | null = null;

afterEach(() => {
  for (const adapter of adapters) adapter.kill();
  adapters = [];
  if (folder !== null) rmSync(folder, { recursive: true });
  folder = null;
});

async function started(...words: string[]): Promise<Adapter> {
  const adapter = await processAdapter([process.execPath, BEHAVE, ...words]).start(20_000);
  adapters.push(adapter);
  return adapter;
}

function play(adapter: Adapter, limitMs = 20_000): Promise<PlayOutcome> {
  const params = { program: PROGRAM, address: "127.0.0.1", directory: "/nonexistent" };
  return adapter.play(params, () => ({ holds: true }), limitMs);
}

/** What a start that fails says: code, sentence, remedy. */
async function complaint(argv: readonly string[], limitMs = 20_000): Promise<readonly [string, string, string]> {
  try {
    adapters.push(await processAdapter(argv).start(limitMs));
  } catch (error) {
    if (error instanceof SuiteError) return [error.code, error.message, error.remedy];
    throw error;
  }
  return ["", "it was started", ""];
}

function file(name: string, content: string, mode: number): string {
  folder ??= mkdtempSync(join(tmpdir(), "process-test-"));
  writeFileSync(join(folder, name), content);
  chmodSync(join(folder, name), mode);
  return join(folder, name);
}

/** Whether a process does anything: one that ended and was not waited for has no command line. */
function isRunning(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8") !== "";
  } catch {
    return false;
  }
}

/** The pipes this process holds. */
function heldPipes(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === "PipeWrap").length;
}

/** The number of the process the adapter says it forked. */
function forkedBy(adapter: Adapter): number {
  const said = adapter.lastWords().find((line) => line.startsWith("forked ")) ?? "forked NaN";
  return Number(said.slice("forked ".length));
}

describe("an adapter that behaves well", () => {
  it("says who it is, plays, answers what it is asked, and goes when it is told to", async () => {
    const adapter = await started("polite");

    const outcome = await play(adapter);
    const answer = await adapter.ask("initialize", {}, 20_000);
    await adapter.stop();

    expect(adapter.identity.implementation.name).toBe("nothing");
    expect(outcome).toEqual({ outcome: "played", trace: [] });
    expect(answer.answer).toBe("result");
    expect(adapter.lastWords()).toEqual(["goodbye"]);
    expect(await play(adapter)).toEqual({ outcome: "crashed", reason: "it ended with exit code 0" });
  });

  it("is given its words as they are: no shell sees them", async () => {
    const words = ["$HOME", "a b", "`id`", "; exit 1", "*", ""];

    const adapter = await started("says", ...words);
    await adapter.stop();

    expect(adapter.lastWords()).toEqual([JSON.stringify(words)]);
  });

  it("may be stopped twice", async () => {
    const adapter = await started("well");

    await adapter.stop();
    await adapter.stop();
    adapter.kill();

    expect(await play(adapter)).toMatchObject({ outcome: "crashed" });
  });
});

describe("an adapter that cannot be started", () => {
  it("needs a name", () => {
    expect(() => processAdapter([])).toThrow(
      expect.objectContaining({ code: "usage", message: "No adapter is named after --." }),
    );
  });

  it.each<[string, () => string, string]>([
    ["is not there", () => "/nonexistent/adapter", "ENOENT"],
    ["is not on PATH", () => "no-such-program-anywhere", "ENOENT"],
    ["is a folder", () => tmpdir(), "EACCES"],
    ["lies in a file", () => join(file("a-file", "", 0o644), "adapter"), "ENOTDIR"],
    ["is not executable", () => file("not-executable", "#!/bin/sh\n", 0o644), "EACCES"],
    ["has no name", () => "", "ERR_INVALID_ARG_VALUE"],
  ])("because it %s is missing, by name and reason", async (_why, program, reason) => {
    const path = program();

    expect(await complaint([path, "word"])).toEqual([
      "adapter-missing",
      `The adapter "${path} word" cannot be used: it could not be started (${reason}).`,
      MISSING,
    ]);
  });

  it("because it exits early says so in its own last words", async () => {
    const [code, sentence, remedy] = await complaint([process.execPath, BEHAVE, "exits"]);

    expect(code).toBe("adapter-unusable");
    expect(sentence).toBe(
      `The adapter "${process.execPath} ${BEHAVE} exits" cannot be used: it ended with exit code 3. Its last words: no asyncore\u001b[31m here`,
    );
    expect(remedy).toMatch(/^An adapter stays, .* start it by hand with the same words to see why it ended\.$/);
  });

  it("because it exits without a word is said to have said nothing", async () => {
    const [, sentence] = await complaint(["true"]);

    expect(sentence).toBe(
      'The adapter "true" cannot be used: it ended with exit code 0. It wrote nothing on standard error.',
    );
  });

  it("because it dies of an error in Node is quoted with the error, and not with the version of Node", async () => {
    const [, sentence] = await complaint([process.execPath, "-e", "throw new Error('no asyncore')"]);

    expect(sentence).toMatch(/: it ended with exit code 1\. Its last words: Error: no asyncore$/);
  });

  it("because it does not answer in time is ended", async () => {
    const mark = randomUUID();

    const [code, sentence] = await complaint(marked([process.execPath, BEHAVE, "never-answers"], mark), 300);

    expect(code).toBe("adapter-unusable");
    expect(sentence).toMatch(
      /cannot be used: it did not answer "initialize" within 300 ms \(--start-limit sets this\)\.$/,
    );
    expect(leftovers(mark)).toEqual([]);
  });

  it("because it speaks another version of the protocol is told which one is spoken here", async () => {
    const [code, sentence, remedy] = await complaint([process.execPath, BEHAVE, "speaks-version-2"]);

    expect(code).toBe("protocol-mismatch");
    expect(sentence).toMatch(/cannot be used: it speaks protocol version 2, this suite speaks 1\.$/);
    expect(remedy).toBe("Use an adapter and a suite of the same protocol version.");
  });

  it("because its answer is malformed is told everything at once, and where the members are written", async () => {
    const answer = '{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":1,"implementation":{"name":"mine"}}}';
    const script = `require("fs").readSync(0, Buffer.alloc(999)); console.log(${JSON.stringify(answer)}); setInterval(() => {}, 99)`;
    const [code, sentence, remedy] = await complaint([process.execPath, "-e", script]);

    expect(code).toBe("adapter-unusable");
    for (const lacking of ["version", "language"])
      expect(sentence).toContain(`implementation lacks the member "${lacking}"`);
    for (const lacking of ["adapter", "capabilities"])
      expect(sentence).toContain(`the top lacks the member "${lacking}"`);
    expect(remedy).toContain('conformance/ADAPTERS.md, "Shaking hands"');
  });

  it("is ended at once when the suite is ended meanwhile", async () => {
    const ended = new AbortController();
    const starting = processAdapter([process.execPath, BEHAVE, "never-answers"]).start(20_000, ended.signal);

    ended.abort();

    await expect(starting).rejects.toMatchObject({ message: expect.stringMatching(/it ended by signal SIGKILL/) });
  });
});

describe("a play", () => {
  it.each<[string, PlayOutcome]>([
    ["crashes", { outcome: "crashed", reason: "it ended by signal SIGSEGV" }],
    ["hangs", { outcome: "timed-out", limitMs: 300 }],
    ["raves", { outcome: "garbled", reason: 'it wrote a line that is not JSON: "what am I doing here"' }],
    [
      "stops-in-a-line",
      {
        outcome: "crashed",
        reason: 'it ended with exit code 0, in the middle of a line: "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":2,\\"resu"',
      },
    ],
    ["writes-without-end", { outcome: "crashed", reason: "it wrote a line of more than 64 MiB" }],
    ["answers-and-exits", { outcome: "played", trace: [] }],
    ["floods", { outcome: "played", trace: [] }],
  ])("on an adapter that %s comes to an end", async (behaviour, outcome) => {
    const adapter = await started(behaviour);

    expect(await play(adapter, behaviour === "hangs" ? 300 : 20_000)).toEqual(outcome);
  });

  it("keeps the last lines of standard error, and of none more than can be read", async () => {
    const adapter = await started("floods");
    await play(adapter);
    await adapter.stop();

    const words = adapter.lastWords();

    expect(words).toHaveLength(20);
    expect(words.slice(0, 18)).toEqual(Array(18).fill("flood"));
    expect(words.slice(18)).toEqual(["(a line too long to keep)", "last"]);
  });

  it("of an adapter that ended is crashed, again and again", async () => {
    const adapter = await started("crashes");
    await play(adapter);

    expect(await play(adapter)).toEqual({ outcome: "crashed", reason: "it ended by signal SIGSEGV" });
  });
});

describe("nothing is left running", () => {
  it("when an adapter ignores shutdown, the end of its input and SIGTERM", async () => {
    const adapter = await started("stubborn");
    await adapter.stop();

    expect(adapter.lastWords()).toEqual(["no"]);
    expect(await play(adapter)).toEqual({ outcome: "crashed", reason: "it ended by signal SIGKILL" });
  });

  it("when an adapter writes without end", async () => {
    const mark = randomUUID();
    const adapter = await processAdapter(marked([process.execPath, BEHAVE, "writes-without-end"], mark)).start(20_000);
    adapters.push(adapter);
    const before = leftovers(mark).length;

    await play(adapter);

    expect(before).toBe(1);
    await expect.poll(() => leftovers(mark)).toEqual([]);
  });

  it("when an adapter ends and what it forked does not", async () => {
    const adapter = await started("forks");
    const child = forkedBy(adapter);
    const before = isRunning(child);

    const outcome = await play(adapter);

    expect(outcome).toEqual({ outcome: "crashed", reason: "it ended with exit code 1" });
    expect([before, isRunning(child)]).toEqual([true, false]);
  });

  it("when an adapter that forked is told to go", async () => {
    const adapter = await started("forks");
    const child = forkedBy(adapter);

    await adapter.stop();

    expect(isRunning(child)).toBe(false);
  });

  it("of ours, when what it forked leaves its group and holds the pipes", async () => {
    const before = heldPipes();
    const adapter = await started("escapes");
    const child = forkedBy(adapter);

    const outcome = await play(adapter);

    expect(outcome).toEqual({ outcome: "crashed", reason: "it ended with exit code 1" });
    expect(isRunning(child)).toBe(false);
    expect(heldPipes()).toBe(before);
  });
});
