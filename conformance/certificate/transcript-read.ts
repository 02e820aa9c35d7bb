// Reads a transcript back, and believes nothing of it: neither that it is what was sealed, nor that it ever ends.
// Knows the file; what its plays mean is judged in verify.ts.

import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { StringDecoder } from "node:string_decoder";
import { createGunzip } from "node:zlib";
import type { TranscriptIdentity } from "../../spec/report.ts";
import type { TranscriptHead, TranscriptLine, TranscriptPlay } from "../../spec/transcript.ts";
import { shapeError } from "../load/validate.ts";
import { SuiteError } from "../suite-error.ts";

/** The plays of a transcript, by what they are of, in order. */
export type Plays = ReadonlyMap<string, readonly TranscriptPlay[]>;

/** How long a transcript may be when it is unpacked: bytes. That of a whole run is some 4 MB. */
export const UNPACKED_AT_MOST = 256 * 1024 * 1024;

const REMEDY = "Certify again, or ask whoever gave you the certificate for a copy that is whole.";

function refuse(file: string, wrong: string): never {
  throw new SuiteError("bad-report", `${file} ${wrong}.`, REMEDY);
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), async (chunks) => {
    for await (const chunk of chunks) hash.update(chunk as Buffer);
  });
  return hash.digest("hex");
}

/** The lines of chunks of bytes, of which there may be `atMost`. */
async function* linesOf(chunks: AsyncIterable<Buffer>, file: string, atMost: number): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let begun: string[] = []; // The line that has not ended, in pieces: joined once, however many they are.
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > atMost) refuse(file, `unpacks to more than ${Math.floor(atMost / 1024)} KB, which no run writes`);
    const [first = "", ...others] = decoder.write(chunk).split("\n");
    begun.push(first);
    const last = others.pop();
    if (last === undefined) continue;
    yield begun.join("");
    yield* others;
    begun = [last];
  }
  if (begun.join("") !== "") refuse(file, "is cut short: its last line has no end");
}

function parsed(text: string, file: string, number: number): TranscriptLine {
  const where = `has a line ${number} that`;
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    refuse(file, `${where} is not JSON`);
  }
  if (number === 1) refuseOthers(line, file);
  const wrong = shapeError("transcript-line", line) ?? misplaced(line as TranscriptLine, number);
  if (wrong !== null) refuse(file, `${where} is none of a transcript: ${wrong}`);
  return line as TranscriptLine;
}

/** What is wrong with a line of the right shape, or null. */
function misplaced(line: TranscriptLine, number: number): string | null {
  if ("transcript" in line) return number === 1 ? null : "it is a first line";
  return (line.program === undefined) === (line.probe === undefined) ? "it is of a program or of a probe" : null;
}

function refuseOthers(line: unknown, file: string): void {
  const { transcript, format } = (line ?? {}) as Partial<Record<keyof TranscriptHead, unknown>>;
  if (transcript !== "asyncore-conformance") refuse(file, "is no transcript of this suite");
  if (format !== 1) refuse(file, `is of format ${JSON.stringify(format) ?? "none"}, and this suite reads format 1`);
}

async function playsIn(file: string, atMost: number): Promise<Plays> {
  const plays = new Map<string, TranscriptPlay[]>();
  let number = 0;
  const take = async (chunks: AsyncIterable<unknown>) => {
    for await (const text of linesOf(chunks as AsyncIterable<Buffer>, file, atMost)) {
      number += 1;
      const line = parsed(text, file, number);
      if ("transcript" in line) continue;
      const list = plays.get(line.of);
      if (list === undefined) plays.set(line.of, [line]);
      else list.push(line);
    }
  };
  await pipeline(createReadStream(file), createGunzip(), take);
  if (number === 0) refuse(file, "is empty");
  return plays;
}

/**
 * The plays of the transcript in `file`, which must be the one `identity` speaks of. Throws SuiteError `bad-report` when it
 * cannot be read, is another one, is malformed, or unpacks to more than `atMost` bytes.
 */
export async function readTranscript(
  file: string,
  identity: TranscriptIdentity,
  atMost: number = UNPACKED_AT_MOST,
): Promise<Plays> {
  try {
    if (!statSync(file).isFile()) refuse(file, "is no file");
    if ((await digestOf(file)) !== identity.sha256)
      refuse(file, "is not the file the report was sealed with: some of it was changed, or is missing");
    const plays = await playsIn(file, atMost);
    if (plays.size === identity.cases) return plays;
    return refuse(file, `tells of ${plays.size} cases, and the report says ${identity.cases}`);
  } catch (error) {
    if (error instanceof SuiteError) throw error;
    return refuse(file, `cannot be read: ${(error as Error).message}`);
  }
}
