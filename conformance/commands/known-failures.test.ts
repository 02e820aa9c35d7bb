// Whether failures that are borne with are, and for no longer than they should be.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packagePath } from "../package-path.ts";
import { type Answer, answered } from "../testing/answering.ts";
import { readReportOf } from "../testing/certificate.ts";
import { parseDays } from "./known-failures.ts";

const LONG_MS = 180_000;
const ROOT = mkdtempSync(join(tmpdir(), "known-failures-test-"));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

/** Its send says one byte less than was sent. */
const BROKEN = [
  "--profile",
  "documented",
  "--module",
  packagePath("conformance/selftest/modules/counts-one-byte-less.ts"),
];
const LINK = "https://example.org/issues/7";

/** Certifies the broken module with these known failures. */
async function certified(known: string, out: string, ...more: string[]): Promise<Answer> {
  const file = join(mkdtempSync(join(ROOT, "known-")), "known.txt");
  writeFileSync(file, known);
  return answered("certify", ...BROKEN, "--known-failures", file, "--out", out, ...more);
}

describe("known failures", { timeout: LONG_MS }, () => {
  it("make conformant what is wrong in nothing else, for as long as they are good for, and verify says with and without them what is true", async () => {
    const [without, out] = [join(ROOT, "without"), join(ROOT, "with")];
    await answered("certify", ...BROKEN, "--out", without);
    const refused = await answered("verify", without);
    const failing = readReportOf(without).cases.filter(
      ({ verdict }) => !["passed", "not-applicable"].includes(verdict.outcome),
    );
    const ids = failing.map(({ scenario }) => scenario);
    const known = ["# A line each.", ...ids.map((id) => `${id}  2999-12-31  ${LINK}  counts are one short`)].join("\n");

    const { code, stdout } = await certified(known, out, "--valid-for", "90d");
    const verified = await answered("verify", out);

    const words = new RegExp(
      `^✔ conformant, with ${ids.length} known failures, to CPython 3\\.11 \\(documented profile, full\\)`,
      "m",
    );
    const report = readReportOf(out);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain("cases came out the same");
    expect(refused.stdout).toContain("✘ It is true, and what it says is that the implementation is not conformant.\n");
    expect({ code, verified: verified.code }).toEqual({ code: 0, verified: 0 });
    expect(stdout).toMatch(words);
    expect(stdout).toContain(`  ○ ${ids[0]} (failed; until 2999-12-31): counts are one short ${LINK}`);
    expect(stdout).not.toContain("Play it again");
    expect(verified.stdout).toMatch(words);
    expect(report).toMatchObject({
      verdict: "conformant-with-known-failures",
      counts: { failed: 0, known: ids.length },
    });
    expect(Date.parse(report.expiresAt) - Date.parse(report.startedAt)).toBe(90 * 86_400_000);
  });

  it.each([
    [
      "loop/ends-with-the-last-channel",
      "2999-12-31",
      "The known failure loop/ends-with-the-last-channel passes now: take it out of the list.",
    ],
    [
      "write/sends-once",
      "2020-01-31",
      "The known failure write/sends-once expired on 2020-01-31: mend it, or agree on a later day.",
    ],
  ])("fail the run when they outlive what they explain: %s", async (id, day, problem) => {
    const out = mkdtempSync(join(ROOT, "outlived-"));

    const { code, stdout } = await certified(`${id} ${day} ${LINK} reason`, out, "--only", id);

    expect(code).toBe(1);
    expect(stdout).toContain(`  ✘ ${problem}\n`);
    expect(readReportOf(out)).toMatchObject({ verdict: "not-conformant", reason: problem });
  });

  it.each([
    [
      "close/no-such-case 2999-12-31 https://e.org r",
      /^asyncore-conformance: Line 1 of \S+known\.txt matches nothing: there is no case close\/no-such-case\.$/,
    ],
    [
      "loop/ends-with-the-last-channel 2999-12-31 https://e.org",
      /^asyncore-conformance: Line 1 of \S+known\.txt has no reason behind the link\.$/,
    ],
    [
      "loop/ends-with-the-last-channel",
      /^asyncore-conformance: Line 1 of \S+known\.txt has no expiry date behind the id /,
    ],
    ["\u001b[2J", /^asyncore-conformance: Line 1 of \S+known\.txt has no expiry date/],
  ])("that are not in order are refused before anything is played: %j", async (known, sentence) => {
    const { code, stdout, stderr } = await certified(known, join(ROOT, "refused"));

    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.split("\n")[0]).toMatch(sentence);
  });

  it("in a file that is not there are one sentence", async () => {
    const { code, stderr } = await answered("certify", "--known-failures", "nowhere.txt");

    expect(code).toBe(2);
    expect(stderr).toMatch(/^asyncore-conformance: nowhere\.txt cannot be read: ENOENT/);
  });
});

describe("how long a certificate is good for", () => {
  it.each(["90", "0d", "3651d", "-1d", "1.5d", "d", "1y"])("is a number of days, not %s", (text) => {
    expect(() => parseDays(text)).toThrow(`"${text}" is no number of days.`);
  });
});
