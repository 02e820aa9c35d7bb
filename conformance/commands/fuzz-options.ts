// The words of `fuzz`: what may be asked of a campaign, and how it is read. Knows no campaign.

import type { World } from "../../spec/program.ts";
import { SuiteError } from "../suite-error.ts";
import type { JudgeOptions } from "./session-options.ts";
import { type AskedShard, WHOLE } from "./shard-option.ts";

/** Options of `fuzz`. `oracle` is a Python; one that is found when absent. */
export interface FuzzOptions extends Omit<JudgeOptions, "oracle" | "poller" | "runLimit"> {
  readonly oracle?: string;
  readonly worlds: readonly World[];
  /** Programs of each world. */
  readonly runs?: number;
  /** Milliseconds. */
  readonly budget?: number;
  readonly seed: number;
  readonly shard: AskedShard;
  readonly out: string;
  /** How many pairs of adapter and original play at once; what suits the machine when absent. */
  readonly workers?: number;
  /** Makes scenarios of what is found. */
  readonly freeze: boolean;
}

const WORLDS: Readonly<Record<string, readonly World[]>> = {
  scripted: ["scripted"],
  loopback: ["loopback"],
  both: ["scripted", "loopback"],
};

/** What is meant when nothing is said. */
export const FUZZ_DEFAULTS = {
  worlds: ["scripted", "loopback"],
  seed: 1,
  shard: WHOLE,
  out: "conformance-report/fuzz",
} as const satisfies Pick<FuzzOptions, "worlds" | "seed" | "shard" | "out">;

/** Examples for the help text. */
export const FUZZ_EXAMPLES = [
  "fuzz",
  "fuzz --world scripted --runs 100000 --oracle python3.11 -- ./my-adapter",
  "fuzz --budget 10m --seed 7 --shard 2/4 --target 3.9",
] as const;

/** What the help text says besides. */
export const FUZZ_TEXT = `Program number i of a seed and a world is the same on every machine, in every shard. For each kind of divergence there is
a folder with the smallest program found (program.json), both traces, a page that explains them, and repro.py, which shows
what the original does with nothing but a Python. fuzz.json has all of it, and what was played: \`merge\` joins those of shards.
To play a program again: asyncore-conformance run FOLDER/program.json

Exit codes: 0 no divergence, 1 divergences, 4 no oracle can be used, 5 nothing was graded, 130 interrupted: what was found
until then is kept.`;

/** `text` as worlds. Throws SuiteError when it is none. */
export function parseWorlds(text: string): readonly World[] {
  const worlds = WORLDS[text];
  if (worlds !== undefined && Object.hasOwn(WORLDS, text)) return worlds;
  throw new SuiteError("usage", `"${text}" is no world.`, "Worlds are scripted and loopback; both means both.");
}

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `text`, for example 60s or 10m, in milliseconds; a bare number is seconds. Throws SuiteError when it is none. */
export function parseDuration(text: string): number {
  const [, number, unit = "s"] = text.match(/^(\d+(?:\.\d+)?)(ms|s|m|h)?$/) ?? [];
  const ms = Number(number) * (UNITS_MS[unit] ?? Number.NaN);
  if (ms > 0 && Number.isFinite(ms)) return ms;
  throw new SuiteError(
    "usage",
    `"${text}" is no time.`,
    "Give a number greater than 0 with s, m or h, for example 60s.",
  );
}

const MOST_SEED = 2 ** 32 - 1;

/** `text` as a seed. Throws SuiteError when it is none. */
export function parseSeed(text: string): number {
  const seed = Number(text);
  if (/^\d+$/.test(text) && seed <= MOST_SEED) return seed;
  throw new SuiteError("usage", `"${text}" is no seed.`, `Give a whole number from 0 to ${MOST_SEED}.`);
}
