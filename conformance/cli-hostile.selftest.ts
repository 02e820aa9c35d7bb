// What an adapter that means harm can do to whoever certifies it: nothing. Through the real command line.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shapeError } from "./load/validate.ts";
import { packagePath } from "./package-path.ts";
import { leftovers } from "./selftest/leftovers.ts";
import { REPORT, reportIn, start } from "./testing/running-command.ts";

const PATIENCE = { timeout: 60_000 };
const HOSTILE = packagePath("conformance/adapters/testing/hostile.ts");
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Three scenarios that anybody is asked for. */
const ONLY = [
  "--only",
  "returns-at-once-on-an-empty-map",
  "ends-with-the-last-channel",
  "serves-a-channel-added-while-it-runs",
];

/** Certifies the adapter that does this harm, and gives what was said and left behind. */
async function certified(harm: string, ...more: string[]) {
  const args = ["certify", ...ONLY, ...more, "--", process.execPath, HOSTILE, harm];
  const { folder, temporary, mark, ended } = start(args);
  const { code, stdout, stderr } = await ended;
  await expect.poll(() => leftovers(mark), PATIENCE).toEqual([]);
  return { code, stdout, stderr, folder, temporary, report: reportIn(folder) };
}

describe("an adapter that means harm", { timeout: 120_000 }, () => {
  it.each([
    ["a long line", "garbled", /cannot be read: it wrote a line that is not JSON: "x{120}…"\.$/],
    ["a long text", "garbled", /cannot be read: its trace is malformed: it is 9766 KB long, and 256 KB are the most/],
    ["invalid bytes", "diverged", /there was: prints on stdout: "/],
    ["nesting", "garbled", /cannot be read: its trace is malformed: trace\[0\] must be an object\.$/],
    ["nested objects", "garbled", /cannot be read: .* is nested too deeply to be shown\.$/],
    ["__proto__", "garbled", /cannot be read: .*has a member "__proto__" that is not known here\.$/],
    ["names of members", "garbled", /cannot be read: its trace is malformed: trace\[0\]\.of must match pattern/],
    ["ansi in lines", "garbled", /cannot be read: .*"\\u001b\[2J\\u001b\]0;owned/],
    ["ansi in traces", "diverged", /there was: prints on stdout: "\\u001b\[2J/],
    ["ansi in errors", "refused", /The adapter refused to play it: error -32000: \\u001b\[2J/],
    ["html in traces", "diverged", /there was: prints on stdout: "<script>/],
  ] as const)(
    "by %s is told off in a sentence, and nothing of it is left anywhere",
    async (harm, outcome, sentence) => {
      const done = await certified(harm);

      expect({ code: done.code, stderr: done.stderr }).toEqual({ code: 1, stderr: "" });
      const told = done.stdout.split("\n").filter((line) => line.startsWith("  "));
      expect(told).toContainEqual(expect.stringMatching(sentence));
      expect(done.report.cases.map(({ verdict }) => verdict.outcome)).toContain(outcome);
      expect(done.stdout + done.stderr).not.toMatch(CONTROLS);
      expect(done.stdout.length + done.stderr.length).toBeLessThan(100_000);
      expect(shapeError("report", done.report)).toBeNull();
      expect(done.report.counts.passed).toBe(0);
      expect(done.report.verdict).not.toBe("conformant");
      expect(readdirSync(join(done.folder, REPORT, ".."))).not.toContain("transcript.ndjson.gz.new");
      expect(readdirSync(done.temporary)).toEqual([]);
    },
  );

  it("by answers that come too late has none of them taken for another play's", async () => {
    const done = await certified("late", "--play-limit", "1000");

    expect(done.code).toBe(3);
    expect(done.stderr).toMatch(
      /^asyncore-conformance: The adapter played none of the first 3 scenarios\..*within 1000 ms/,
    );
    expect(done.report.counts).toMatchObject({ passed: 0, failed: 3 });
    expect(readdirSync(done.temporary)).toEqual([]);
  });

  it("by twenty children that ignore SIGTERM, each time it is started, leaves none of them running", async () => {
    const done = await certified("children", "--play-limit", "3000");

    expect(done.code).toBe(3);
    expect(done.stderr).toMatch(
      /^asyncore-conformance: The adapter played none of the first 3 scenarios\..*within 3000 ms/,
    );
    expect(readdirSync(done.temporary)).toEqual([]);
  });

  it("by evil strings writes a report and a transcript that can be looked at like others", async () => {
    const { folder } = await certified("ansi in traces");
    const { code, stdout, stderr } = await start(["verify", join(folder, "conformance-report")]).ended;

    expect({ code, stderr }).toEqual({ code: 5, stderr: "" });
    expect(stdout).toContain("certificate of \\u001b[2J\\u001b]0;owned\\u0007");
    expect(stdout).not.toMatch(CONTROLS);
  });
});
