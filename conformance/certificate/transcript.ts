// Writes down what is observed while a run goes on: gzipped lines of JSON beside the report, whole or not at all.
// Knows the file and how a play becomes a line; reading is in transcript-read.ts.

import { createHash } from "node:crypto";
import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { createGzip, type Gzip } from "node:zlib";
import type { Program } from "../../spec/program.ts";
import type { TranscriptIdentity } from "../../spec/report.ts";
import type { TranscriptLine, TranscriptPlay, Went } from "../../spec/transcript.ts";
import { normalise } from "../judge/normalise.ts";
import type { Player, PlayerOf, Stage } from "../play/player.ts";
import type { SessionPlay } from "../play/session.ts";
import { SuiteError } from "../suite-error.ts";
import { sha256 } from "./digest.ts";

/** The name of the file, in the folder of the report. */
export const TRANSCRIPT = "transcript.ndjson.gz";

/** How a play of `program` (null: of a probe) went, in the form that is written down and judged again. */
export function wentOf({ outcome, addresses, stderr }: SessionPlay, program: Program | null): Went {
  switch (outcome.outcome) {
    case "played": {
      const { trace } = outcome;
      if (program === null) return { outcome: "played", trace };
      return { outcome: "played", trace: normalise(trace, { program, profile: "exact", addresses }) };
    }
    case "refused":
      return outcome;
    default:
      return { ...outcome, stderr };
  }
}

/** `player`, with every play written down as one of `of`. */
function writtenDown(player: Player, of: string, write: (line: TranscriptLine) => void): Player {
  return {
    identity: () => player.identity(),
    play: async (program) => {
      const played = await player.play(program);
      write({ of, program, went: wentOf(played, program) });
      return played;
    },
    ...(player.ahead === undefined ? {} : { ahead: player.ahead.bind(player) }),
    probe: async (source) => {
      const played = await player.probe(source);
      write({ of, probe: sha256(source), went: wentOf(played, null) });
      return played;
    },
  };
}

/** Writes all of `bytes`, however little the system takes at once. */
function putAll(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

/** A transcript that is being written: beside the place it goes to, until it is whole. */
export class Transcript {
  readonly #file: string;
  readonly #gzip: Gzip = createGzip({ level: 9 }); // Its header holds no time: the same lines are the same bytes.
  readonly #sha256 = createHash("sha256");
  /** By what they were for: those who play at once tell of them in any order, and the file has but one. */
  readonly #told = new Map<string, TranscriptLine[]>();
  readonly #descriptor: number;
  readonly #put: typeof putAll;
  #failed: Error | null = null;
  #open = true;

  /** Throws SuiteError when nothing can be written to `folder`, which exists; `put` writes. What lay there from another run is gone. */
  constructor(folder: string, put: typeof putAll = putAll) {
    this.#put = put;
    this.#file = join(folder, TRANSCRIPT);
    rmSync(this.#file, { force: true });
    try {
      this.#descriptor = openSync(`${this.#file}.new`, "w");
    } catch (error) {
      throw this.#unwritable(error as Error);
    }
    this.#gzip.on("data", (chunk: Buffer) => this.#take(chunk));
    this.#write({ transcript: "asyncore-conformance", format: 1 });
  }

  /** A stage on which these play and everything is written down that may have to be seen again. */
  stage(first: Player, ...others: readonly Player[]): Stage {
    const writing =
      (player: Player): PlayerOf =>
      (of) =>
        of === null ? player : writtenDown(player, of, (line) => this.#tell(of, line));
    return { players: [writing(first), ...others.map(writing)], end: () => this.#end() };
  }

  /** Writes down `plays`, which were written down elsewhere, and ends: this is the transcript of all of them. */
  async copy(plays: readonly TranscriptPlay[]): Promise<TranscriptIdentity | null> {
    for (const play of plays) this.#tell(play.of, play);
    return this.#end();
  }

  /** Leaves nothing behind. Does nothing when it is whole already. */
  discard(): void {
    if (!this.#open) return;
    this.#close();
    rmSync(`${this.#file}.new`, { force: true });
  }

  #tell(of: string, line: TranscriptLine): void {
    this.#told.set(of, [...(this.#told.get(of) ?? []), line]);
  }

  #write(line: TranscriptLine): void {
    this.#gzip.write(`${JSON.stringify(line)}\n`);
  }

  #take(chunk: Buffer): void {
    if (!this.#open || this.#failed !== null) return;
    this.#sha256.update(chunk);
    try {
      this.#put(this.#descriptor, chunk);
    } catch (error) {
      this.#failed = error as Error;
    }
  }

  async #end(): Promise<TranscriptIdentity | null> {
    if (!this.#open) return null; // It was discarded by whoever interrupted the run, and is not begun anew.
    for (const of of [...this.#told.keys()].sort()) for (const line of this.#told.get(of) ?? []) this.#write(line);
    this.#gzip.end();
    await finished(this.#gzip);
    if (this.#failed !== null) {
      const { message } = this.#failed;
      this.discard();
      throw this.#unwritable(new Error(message));
    }
    this.#close();
    renameSync(`${this.#file}.new`, this.#file);
    return { file: TRANSCRIPT, sha256: this.#sha256.digest("hex"), cases: this.#told.size };
  }

  #close(): void {
    this.#open = false;
    closeSync(this.#descriptor);
  }

  #unwritable({ message }: Error): SuiteError {
    const sentence = `The transcript cannot be written to ${this.#file}: ${message}.`;
    return new SuiteError("output-unwritable", sentence, "Name another folder with --out.");
  }
}
