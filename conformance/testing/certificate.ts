// Certificates for tests: one that is real, and copies of it that somebody has tampered with, sealed anew or not.
// Knows files; expects nothing of what is said of them.

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Report } from "../../spec/report.ts";
import type { TranscriptLine, TranscriptPlay } from "../../spec/transcript.ts";
import { sealOf } from "../certificate/certify.ts";
import { sha256 } from "../certificate/digest.ts";

/** A copy of the certificate in `folder`, in a folder of its own below `root`. */
export function copyOf(folder: string, root: string = tmpdir()): string {
  const copy = mkdtempSync(join(root, "certificate-"));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** The report of a certificate. */
export function readReportOf(folder: string): Report {
  return JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
}

/** Changes the report of a certificate, and seals it anew. */
export function resealed(folder: string, change: (report: Report) => object): void {
  const report = { ...readReportOf(folder) };
  const changed = { ...report, ...change(report) };
  writeFileSync(join(folder, "report.json"), JSON.stringify({ ...changed, seal: sealOf(changed) }));
}

/** Puts `bytes` in the place of the transcript, and seals the report anew, which then says that it tells of `cases`. */
export function withTranscript(folder: string, bytes: Buffer, cases?: number): void {
  writeFileSync(join(folder, "transcript.ndjson.gz"), bytes);
  resealed(folder, ({ transcript }) => ({
    transcript: { ...transcript, sha256: sha256(bytes), ...(cases === undefined ? {} : { cases }) },
  }));
}

/** Changes the plays of the transcript, and seals everything anew. */
export function withPlays(folder: string, change: (plays: readonly TranscriptPlay[]) => readonly object[]): void {
  const text = gunzipSync(readFileSync(join(folder, "transcript.ndjson.gz"))).toString();
  const [head, ...plays] = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as TranscriptLine);
  const lines = [head, ...change(plays as readonly TranscriptPlay[])];
  const cases = new Set(lines.slice(1).map((line) => (line as TranscriptPlay).of)).size;
  withTranscript(folder, gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join("")), cases);
}
