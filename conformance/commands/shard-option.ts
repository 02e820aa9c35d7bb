// The word --shard: which part of the work this machine does, and where it leaves what came out.
// Knows parts and folders; knows nothing of what is played.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Shard } from "../../spec/report.ts";
import { makeFolder } from "../report/json.ts";
import { SuiteError } from "../suite-error.ts";

/** A part that was named, or whichever of so many nobody has taken yet. */
export type AskedShard = Shard | { readonly next: number };

/** The only part of itself. */
export const WHOLE: Shard = { turn: 1, of: 1 };

/** What --shard may be, for help texts. */
export const SHARD_HELP =
  "the i-th of n parts; index:I/N where parts are counted from 0; next/N takes the first that has no folder in --out yet";

function noShard(text: string): SuiteError {
  return new SuiteError(
    "usage",
    `"${text}" is no shard.`,
    "Give i/n with i from 1 to n: 1/3, 2/3 and 3/3 are the whole. index:0/3 is the same as 1/3, next/3 the first that is not taken.",
  );
}

/** `text`, for example 2/4, index:1/4 or next/4, as a shard. Throws SuiteError when it is none. */
export function parseShard(text: string): AskedShard {
  const [, next, index, number, parts] = text.match(/^(?:(next)|(index:)?(\d+))\/(\d+)$/) ?? [];
  const of = Number(parts);
  if (!Number.isSafeInteger(of) || of < 1) throw noShard(text);
  if (next !== undefined) return { next: of };
  const turn = Number(number) + (index === undefined ? 0 : 1);
  if (turn < 1 || turn > of) throw noShard(text);
  return { turn, of };
}

/** Makes a folder that was not there. Gives whether it did: of many who try at once, on however many machines, one does. */
function taken(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** The folder of a part in the folder that all parts share. */
export function shardFolder(out: string, { turn, of }: Shard): string {
  return join(out, `shard-${turn}-of-${of}`);
}

/**
 * The part to do and the folder for what comes out. The next part is taken by making its folder in `out`.
 * Throws SuiteError when all are taken, or `out` cannot be written.
 */
export function takeShard(asked: AskedShard, out: string): { readonly shard: Shard; readonly out: string } {
  if (!("next" in asked)) return { shard: asked, out };
  const of = asked.next;
  try {
    makeFolder(out);
    for (let turn = 1; turn <= of; turn += 1) {
      const folder = shardFolder(out, { turn, of });
      if (taken(folder)) return { shard: { turn, of }, out: folder };
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SuiteError(
      "output-unwritable",
      `${out} cannot be written: ${reason}.`,
      "Name another folder with --out.",
    );
  }
  throw new SuiteError(
    "usage",
    `All ${of} parts in ${out} are taken.`,
    `Join them with merge ${out}, or name another folder with --out. One that was broken off is done again with --shard i/${of}.`,
  );
}
