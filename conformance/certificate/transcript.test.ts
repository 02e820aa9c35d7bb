// Whether what is observed is written down as it was, whole or not at all.

import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Program } from "../../spec/program.ts";
import type { TranscriptLine } from "../../spec/transcript.ts";
import { shapeError } from "../load/validate.ts";
import type { Player } from "../play/player.ts";
import type { SessionPlay } from "../play/session.ts";
import { SuiteError } from "../suite-error.ts";
import { RIGHT } from "../testing/certifying.ts";
import { identityWith } from "../testing/fake-adapter.ts";
import { sha256 } from "./digest.ts";
import { TRANSCRIPT, Transcript } from "./transcript.ts";

const PROGRAM: Program = { world: "loopback", channels: {}, steps: [{ op: "poll" }] };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "transcript-test-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A player on which every play ends like this. */
function player(outcome: SessionPlay["outcome"], addresses: SessionPlay["addresses"] = new Map()): Player {
  const played = { outcome, addresses, stderr: ["a last word"] };
  return { identity: async () => identityWith(), play: async () => played, probe: async () => played };
}

function linesIn(bytes: Buffer): readonly TranscriptLine[] {
  return gunzipSync(bytes)
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe("a transcript", () => {
  it("has a line for each play, with the program or the digest of the script, and how it went, whoever was ready first", async () => {
    const transcript = new Transcript(folder);
    const played = transcript.stage(player({ outcome: "played", trace: RIGHT }));
    const late = transcript.stage(player({ outcome: "timed-out", limitMs: 5 }));
    await played.players[0]("loop/a").play(PROGRAM);
    await played.players[0]("loop/p").probe("print(1)");
    await late.players[0]("loop/a").play(PROGRAM);
    const identity = await played.end();

    const bytes = readFileSync(join(folder, TRANSCRIPT));
    const lines = linesIn(bytes);
    expect(lines).toEqual([
      { transcript: "asyncore-conformance", format: 1 },
      { of: "loop/a", program: PROGRAM, went: { outcome: "played", trace: RIGHT } },
      { of: "loop/a", program: PROGRAM, went: { outcome: "timed-out", limitMs: 5, stderr: ["a last word"] } },
      { of: "loop/p", probe: sha256("print(1)"), went: { outcome: "played", trace: RIGHT } },
    ]);
    expect(lines.map((line) => shapeError("transcript-line", line))).toEqual([null, null, null, null]);
    const digest = createHash("sha256").update(bytes).digest("hex");
    expect(identity).toEqual({ file: TRANSCRIPT, sha256: digest, cases: 2 });
  });

  it("names addresses of peers instead of numbers, as recordings do", async () => {
    const trace = [
      { kind: "written", depth: 0, stream: "stdout", text: "connected to ('127.16.0.1', 40000)" },
    ] as const;
    const transcript = new Transcript(folder);
    const stage = transcript.stage(player({ outcome: "played", trace }, new Map([["127.16.0.1:40000", "wire"]])));
    await stage.players[0]("loop/a").play(PROGRAM);
    await stage.end();

    const text = gunzipSync(readFileSync(join(folder, TRANSCRIPT))).toString();
    expect(text).toContain("wire");
    expect(text).not.toContain("40000");
  });

  it("does not tell of plays that are for nothing", async () => {
    const transcript = new Transcript(folder);
    const stage = transcript.stage(player({ outcome: "played", trace: RIGHT }));
    await stage.players[0](null).play(PROGRAM);

    expect(await stage.end()).toMatchObject({ cases: 0 });
  });

  it("of the same plays is the same file, byte by byte", async () => {
    const files: Buffer[] = [];
    for (const _again of [1, 2]) {
      const stage = new Transcript(folder).stage(player({ outcome: "played", trace: RIGHT }));
      await stage.players[0]("loop/a").play(PROGRAM);
      await stage.end();
      files.push(readFileSync(join(folder, TRANSCRIPT)));
    }

    expect(files[0]?.equals(files[1] as Buffer)).toBe(true);
    expect(files[0]?.readUInt32LE(4)).toBe(0);
  });

  it("is not there until it is whole, nor when it is broken off, nor is the one that was there before", async () => {
    writeFileSync(join(folder, TRANSCRIPT), "old");

    const transcript = new Transcript(folder);
    const begun = readdirSync(folder);
    transcript.discard();

    expect([begun, readdirSync(folder)]).toEqual([[`${TRANSCRIPT}.new`], []]);
  });

  it("that cannot be written is one sentence", () => {
    expect(() => new Transcript(join(folder, "nowhere"))).toThrow(SuiteError);
    expect(() => new Transcript(join(folder, "nowhere"))).toThrow(/^The transcript cannot be written to .*: ENOENT/);
  });

  it("that cannot be written to its end is one sentence, and nothing is left of it", async () => {
    const transcript = new Transcript(folder, () => {
      throw new Error("no space left on device");
    });

    await expect(transcript.stage(player({ outcome: "played", trace: RIGHT })).end()).rejects.toMatchObject({
      code: "output-unwritable",
      message: `The transcript cannot be written to ${join(folder, TRANSCRIPT)}: no space left on device.`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});
