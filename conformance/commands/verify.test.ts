// Whether a certificate holds, and one that somebody has tampered with is refused. The certificate is of the real command
// line; so is the first verification, and the others ask in this process.

import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../certificate/digest.ts";
import { count, judgeClauses } from "../judge/judge.ts";
import { packagePath } from "../package-path.ts";
import { answered } from "../testing/answering.ts";
import { copyOf, readReportOf, resealed, withPlays, withTranscript } from "../testing/certificate.ts";
import { start } from "../testing/running-command.ts";

const LONG_MS = 120_000;
const ROOT = mkdtempSync(join(tmpdir(), "verify-test-"));
const REPORT = "report.json";
const TRANSCRIPT = "transcript.ndjson.gz";
let certificate: string;

beforeAll(async () => {
  certificate = join(ROOT, "certificate");
  const { code } = await start(["certify", "--profile", "documented", "--out", certificate]).ended;
  expect(code).toBe(0);
}, LONG_MS);
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

/** How `verify` ends for `folder`, and the last line it says, or the first it complains with. */
async function verified(folder: string, ...more: string[]): Promise<{ code: number; all: string; last: string }> {
  const { code, stdout, stderr } = await answered("verify", folder, ...more);
  const lines = stderr === "" ? stdout.trimEnd().split("\n").slice(-1) : stderr.split("\n");
  return { code, all: stdout + stderr, last: lines[0] ?? "" };
}

/** A copy of the certificate that `tamper` was let loose on. */
function tampered(tamper: (folder: string) => void): string {
  const folder = copyOf(certificate, ROOT);
  tamper(folder);
  return folder;
}

describe("a certificate that nobody has touched", () => {
  it("holds: it is whole, and judged again everything comes out the same", { timeout: LONG_MS }, async () => {
    const { code, stdout, stderr } = await start(["verify", certificate]).ended;

    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.trimEnd().split("\n")).toEqual([
      expect.stringMatching(
        /^asyncore-conformance \S+: certificate of asyncore-conformance reference \S+ \(TypeScript\)$/,
      ),
      expect.stringMatching(/^ {2}in .*, of \d{4}-\d\d-\d\d, good until \d{4}-\d\d-\d\d$/),
      "  ✔ the report is as it was sealed",
      expect.stringMatching(/^ {2}✔ the transcript is the one it was sealed with: \d+ plays$/),
      expect.stringMatching(/^ {2}✔ judged again by recorded CPython 3\.11\.7, \d+ cases came out the same$/),
      expect.stringMatching(/^✔ conformant to CPython 3\.11 \(documented profile, full\): /),
    ]);
  });

  it("holds for its own adapter, of which some plays are made again, and not for another that plays otherwise", {
    timeout: LONG_MS,
  }, async () => {
    const own = await verified(
      certificate,
      "--sample",
      "40",
      "--seed",
      "5",
      "--module",
      packagePath("reference/index.ts"),
    );
    const module = packagePath("conformance/selftest/modules/never-calls-handle-connect.ts");
    const other = await verified(certificate, "--sample", "200", "--seed", "5", "--module", module);

    expect(own.all).toMatch(/✔ played again \(--seed 5\), 40 plays of \d+ went as written/);
    expect(own.code).toBe(0);
    expect(other.last).toMatch(/^✘ \S+ .*goes otherwise now\. Where the transcript has: .* \(--seed 5\)$/);
    expect(other.code).toBe(1);
  });

  it("does not hold for somebody else's adapter", { timeout: LONG_MS }, async () => {
    const behave = [process.execPath, packagePath("conformance/adapters/testing/behave.ts"), "well"];

    expect(await verified(certificate, "--", ...behave)).toMatchObject({
      code: 1,
      last: expect.stringMatching(
        /^✘ The certificate is of asyncore-conformance reference .*, and the adapter says it is nothing 1\.$/,
      ),
    });
  });
});

describe("what is refused", () => {
  const onReport = (change: (text: string) => string) => (folder: string) =>
    writeFileSync(join(folder, REPORT), change(readFileSync(join(folder, REPORT), "utf8")));

  it.each<[string, (folder: string) => void, number, RegExp]>([
    ["a report that is not there", (folder) => rmSync(join(folder, REPORT)), 2, /report\.json cannot be read: ENOENT/],
    ["a report that is cut short", onReport((text) => text.slice(0, -1000)), 2, /report\.json is not JSON: /],
    [
      "a report of which a byte was changed",
      onReport((text) => text.replace('"kept"', '"broken"')),
      2,
      /report\.json is not as it was sealed: something in it was changed\.$/,
    ],
    [
      "a report with __proto__ in it",
      onReport((text) => text.replace("{", '{ "__proto__": { "status": "sealed" },')),
      2,
      /report\.json is no report: the top has a member "__proto__" that is not known here\.$/,
    ],
    [
      "a report that is nested without end",
      onReport(() => `${"[".repeat(200_000)}${"]".repeat(200_000)}`),
      2,
      /report\.json is no report: /,
    ],
    [
      "a report of another version of the suite",
      (folder) => resealed(folder, ({ suite }) => ({ suite: { ...suite, version: "9.9.9" } })),
      2,
      /was written by version 9\.9\.9 of the suite, and this is /,
    ],
    [
      "a report of another format",
      (folder) => resealed(folder, () => ({ format: 7 })),
      2,
      /is no report: format must be 1, not 7\.$/,
    ],
    [
      "a report of other recordings",
      (folder) => resealed(folder, ({ oracle }) => ({ oracle: { ...oracle, digest: "0".repeat(64) } })),
      4,
      /The certificate was judged by other recordings than this suite has\.$/,
    ],
    [
      "a report of another specification",
      (folder) =>
        resealed(folder, ({ specification }) => ({ specification: { ...specification, clauses: "0".repeat(64) } })),
      4,
      /The certificate was judged by another specification than this suite has\.$/,
    ],
    [
      "a run that was not finished",
      (folder) => resealed(folder, () => ({ status: "incomplete", reason: "the run was interrupted" })),
      5,
      /^✘ It certifies nothing: the run was interrupted\.$/,
    ],
    [
      "a certificate that has expired",
      (folder) =>
        resealed(folder, () => ({
          startedAt: "2025-01-01T00:00:00.000Z",
          finishedAt: "2025-01-01T00:01:00.000Z",
          expiresAt: "2026-01-01T00:00:00.000Z",
        })),
      5,
      /^✘ It has expired: it was good until 2026-01-01T00:00:00\.000Z\.$/,
    ],
    [
      "a certificate that names no day",
      (folder) => resealed(folder, () => ({ expiresAt: "soon" })),
      2,
      /report\.json does not say when the run began and ended, and until when it holds\.$/,
    ],
    [
      "a certificate of a day that has not come",
      (folder) =>
        resealed(folder, () => ({
          startedAt: "2998-12-31T23:59:00.000Z",
          finishedAt: "2999-01-01T00:01:00.000Z",
          expiresAt: "2999-06-01T00:00:00.000Z",
        })),
      2,
      /report\.json says that the run ended on 2999-01-01, a day that has not come\.$/,
    ],
    [
      "a certificate for ever",
      (folder) => resealed(folder, () => ({ expiresAt: "9999-12-31T00:00:00.000Z" })),
      2,
      /report\.json is not good for 1 to 3650 days from when the run began\.$/,
    ],
    [
      "a run that ended before it began",
      (folder) => resealed(folder, () => ({ finishedAt: "2001-01-01T00:00:00.000Z" })),
      2,
      /report\.json says that the run ended before it began\.$/,
    ],
    [
      "a report of an oracle that nobody knows",
      (folder) => resealed(folder, ({ oracle }) => ({ oracle: { ...oracle, interpreters: ["CPython 4.0"] } })),
      4,
      /The certificate was judged by other recordings than this suite has\.$/,
    ],
    [
      "a report of an oracle of another target",
      (folder) => resealed(folder, ({ oracle }) => ({ oracle: { ...oracle, target: "2.7" } })),
      2,
      /report\.json names an oracle of another target than its own\.$/,
    ],
    [
      "a report that judged nobody",
      (folder) => resealed(folder, () => ({ implementation: null })),
      2,
      /report\.json does not say who was judged, by whom and when\.$/,
    ],
    [
      "a report of a case that took less than no time",
      (folder) => resealed(folder, ({ cases }) => ({ cases: cases.map((each) => ({ ...each, durationMs: -1 })) })),
      2,
      /report\.json is no report: cases\[0\]\.durationMs must be >= 0\.$/,
    ],
    [
      "a report with a case twice",
      (folder) =>
        resealed(folder, ({ cases: all, clauses }) => {
          const cases = [...all.slice(1), ...all.slice(-1)];
          const ids = clauses.map(({ clause }) => clause);
          return { cases, counts: count(cases, cases.length), clauses: judgeClauses(ids, cases) };
        }),
      2,
      /report\.json has a case twice\.$/,
    ],
    [
      "a report that says one thing twice",
      onReport((text) =>
        text.replace('"verdict": "conformant"', '"verdict": "not-conformant", "verdict": "conformant"'),
      ),
      2,
      /report\.json has a member twice, or is not as this suite writes it\.$/,
    ],
    [
      "a report that is a pipe",
      (folder) => {
        rmSync(join(folder, REPORT));
        execFileSync("mkfifo", [join(folder, REPORT)]);
      },
      2,
      /report\.json is no file\.$/,
    ],
    [
      "a transcript that is a pipe",
      (folder) => {
        rmSync(join(folder, TRANSCRIPT));
        execFileSync("mkfifo", [join(folder, TRANSCRIPT)]);
      },
      2,
      /transcript\.ndjson\.gz is no file\.$/,
    ],
    [
      "a transcript with two beginnings",
      (folder) => withPlays(folder, (plays) => [{ transcript: "asyncore-conformance", format: 1 }, ...plays]),
      2,
      /has a line 2 that is none of a transcript: it is a first line\.$/,
    ],
    [
      "a transcript with a play of a program and of a probe",
      (folder) => withPlays(folder, ([play, ...rest]) => [{ ...play, probe: "0".repeat(64) }, ...rest]),
      2,
      /has a line 2 that is none of a transcript: it is of a program or of a probe\.$/,
    ],
    [
      "a transcript with something behind its end",
      (folder) => withTranscript(folder, Buffer.concat([readFileSync(join(folder, TRANSCRIPT)), Buffer.from("more")])),
      2,
      /transcript\.ndjson\.gz cannot be read: incorrect header check\.$/,
    ],
    [
      "a certificate without a transcript",
      (folder) => resealed(folder, () => ({ transcript: null })),
      5,
      /^✘ It certifies nothing: no transcript was written, /,
    ],
    [
      "a transcript somewhere else",
      (folder) => resealed(folder, ({ transcript }) => ({ transcript: { ...transcript, file: "../../etc/passwd" } })),
      2,
      /The report names no transcript that this suite writes\.$/,
    ],
    [
      "a transcript that is not there",
      (folder) => rmSync(join(folder, TRANSCRIPT)),
      2,
      /transcript\.ndjson\.gz cannot be read: ENOENT/,
    ],
    [
      "a transcript that is cut short",
      (folder) => truncateSync(join(folder, TRANSCRIPT), 5000),
      2,
      /transcript\.ndjson\.gz is not the file the report was sealed with: /,
    ],
    [
      "a transcript with a byte more",
      (folder) => appendFileSync(join(folder, TRANSCRIPT), "x"),
      2,
      /transcript\.ndjson\.gz is not the file the report was sealed with: /,
    ],
    [
      "a transcript that was cut short before it was sealed",
      (folder) => withTranscript(folder, readFileSync(join(folder, TRANSCRIPT)).subarray(0, 5000)),
      2,
      /transcript\.ndjson\.gz cannot be read: unexpected end of file\.$/,
    ],
    [
      "a transcript that is no gzip",
      (folder) => withTranscript(folder, Buffer.from("{}\n")),
      2,
      /transcript\.ndjson\.gz cannot be read: incorrect header check\.$/,
    ],
    [
      "a transcript of nothing",
      (folder) => withTranscript(folder, gzipSync("")),
      2,
      /transcript\.ndjson\.gz is empty\.$/,
    ],
    [
      "a transcript of somebody else",
      (folder) => withTranscript(folder, gzipSync("{}\n")),
      2,
      /is no transcript of this suite\.$/,
    ],
    [
      "a transcript of another format",
      (folder) => withTranscript(folder, gzipSync('{"transcript":"asyncore-conformance","format":8}\n')),
      2,
      /is of format 8, and this suite reads format 1\.$/,
    ],
    [
      "a transcript that inflates without end",
      (folder) => withTranscript(folder, Buffer.concat(Array(300).fill(gzipSync(Buffer.alloc(1_000_000))))),
      2,
      /unpacks to more than \d+ KB, which no run writes\.$/,
    ],
    [
      "a transcript with __proto__ in it",
      (folder) =>
        withPlays(folder, ([play, ...rest]) => [
          JSON.parse(`{"__proto__":{},${JSON.stringify(play).slice(1)}`),
          ...rest,
        ]),
      2,
      /has a line 2 that is none of a transcript: /,
    ],
    [
      "a transcript without a case",
      (folder) => withPlays(folder, (plays) => plays.filter(({ of }) => of !== plays[0]?.of)),
      2,
      /^asyncore-conformance: The transcript lacks a play of \S+\.$/,
    ],
    [
      "a transcript with a trace that was made nicer",
      (folder) =>
        withPlays(folder, ([play, ...rest]) => [{ ...play, went: { outcome: "played", trace: [] } }, ...rest]),
      1,
      /^✘ The report says that \S+ passed, and by its transcript it diverged\.$/,
    ],
    [
      "a report that lacks a case",
      (folder) =>
        resealed(folder, ({ cases, clauses }) => ({
          cases: cases.slice(0, -1),
          counts: count(cases.slice(0, -1), cases.length - 1),
          clauses: judgeClauses(
            clauses.map(({ clause }) => clause),
            cases.slice(0, -1),
          ),
        })),
      5,
      /^✘ It certifies nothing: it is about \d+ cases, and this suite has \d+\.$/,
    ],
  ])("%s", { timeout: LONG_MS }, async (_what, tamper, code, sentence) => {
    const refused = await verified(tampered(tamper));

    expect(refused.last).toMatch(sentence);
    expect(refused.code).toBe(code);
    expect(refused.all).not.toMatch(/mistake of the suite's own|\bat .*\.ts:\d+/);
  });

  it("a selection, which certifies nothing", { timeout: LONG_MS }, async () => {
    const folder = mkdtempSync(join(ROOT, "selection-"));
    await answered("certify", "--only", "LOOP-01", "--out", folder);

    expect(await verified(folder)).toMatchObject({
      code: 5,
      last: "✘ It certifies nothing: only a selection of scenarios was run, which certifies nothing.",
    });
  });
});

describe("a report whose strings are meant for a terminal or a browser", () => {
  it("is told with every control character as an escape", { timeout: LONG_MS }, async () => {
    const hostile = "\u001b[2J\u001b]0;owned\u0007<script>alert(1)</script>\r\u202e";
    const folder = tampered((copy) =>
      resealed(copy, ({ implementation }) => ({
        implementation: { ...implementation, name: hostile, version: hostile, language: hostile, variant: hostile },
        adapter: [hostile],
      })),
    );

    const { code, all } = await verified(folder);

    expect(code).toBe(0);
    expect(all).toContain("\\u001b[2J\\u001b]0;owned\\u0007<script>");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
    expect(all).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

describe("the digest of a transcript", () => {
  it("is that of the file as anybody computes it", () => {
    expect(readReportOf(certificate).transcript?.sha256).toBe(sha256(readFileSync(join(certificate, TRANSCRIPT))));
  });
});
