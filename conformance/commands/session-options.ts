// What several commands share: how words of the command line become adapters, limits and oracles.

import { existsSync } from "node:fs";
import type { Profile, Target } from "../../spec/clause.ts";
import { TARGETS } from "../../spec/clause.ts";
import type { Poller, RunLimits } from "../../spec/report.ts";
import type { AdapterSource } from "../adapters/adapter.ts";
import { moduleAdapter, referenceAdapter } from "../adapters/module.ts";
import { processAdapter } from "../adapters/process.ts";
import { pythonAdapter } from "../adapters/python.ts";
import { printable } from "../report/printable.ts";
import { DEFAULT_RUN_LIMITS, Session } from "../session.ts";
import { SuiteError } from "../suite-error.ts";
import type { Surroundings } from "./surroundings.ts";

/** Who is judged, when it is no adapter of its own. */
export interface ModuleOptions {
  readonly module?: string;
  /** Another way of running the module, or the reference. */
  readonly variant?: string;
}

/** Options of commands that judge. */
export interface JudgeOptions extends ModuleOptions {
  /** The pass scenarios are played over that name none; what the implementation has when absent. */
  readonly poller?: Poller;
  readonly target: Target;
  readonly profile: Profile;
  readonly oracle: string;
  readonly playLimit: number;
  readonly runLimit: number;
  readonly startLimit: number;
}

/** The limits the options name. */
export function limitsOf(options: Pick<JudgeOptions, "playLimit" | "runLimit" | "startLimit">): RunLimits {
  return { playMs: options.playLimit, runMs: options.runLimit, startMs: options.startLimit };
}

/** The default of each limit, for help texts. */
export const LIMIT_DEFAULTS = DEFAULT_RUN_LIMITS;

/** Who is judged: the adapter's words, else the module, else the reference. Throws SuiteError when the words contradict each other. */
export function adapterOf(
  words: readonly string[],
  { module, variant }: ModuleOptions,
  surroundings: Surroundings,
): AdapterSource {
  if (words.length > 0 && module !== undefined)
    throw new SuiteError("usage", "Both --module and an adapter after -- are given.", "Give one of them.");
  if (words.length > 0 && variant !== undefined)
    throw new SuiteError(
      "usage",
      "Both --variant and an adapter after -- are given.",
      "--variant is for --module and the reference; say it in the adapter's own words.",
    );
  if (words.length > 0) return processAdapter(words);
  const args = variant === undefined ? [] : ["--variant", parseVariant(variant)];
  if (module === undefined) return referenceAdapter(surroundings.node, args);
  if (!existsSync(module))
    throw new SuiteError(
      "adapter-missing",
      `There is no module at ${module}.`,
      "Name the file after --module, for example ./my-asyncore.js.",
    );
  return moduleAdapter(module, surroundings.node, args);
}

/** How a user would name the adapter on the command line again. */
export function adapterWords(words: readonly string[], { module, variant }: ModuleOptions): string {
  const named = module === undefined ? "" : ` --module ${quoted(module)}`;
  const run = variant === undefined ? "" : ` --variant ${quoted(variant)}`;
  return words.length === 0 ? `${named}${run}` : ` -- ${words.map(quoted).join(" ")}`;
}

/** `word` as a shell takes it: as it is, in quotes, or, where it cannot be shown otherwise, with escapes. */
export function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  const escaped = printable(word);
  return escaped === word ? `'${word.replaceAll("'", `'\\''`)}'` : `$'${printable(word.replace(/[\\']/g, "\\$&"))}'`;
}

/** A session with the live oracle `name` speaks of, or null for the recorded one. */
export function liveSession(name: string, limits: RunLimits, surroundings: Surroundings): Session | null {
  if (name === "recorded") return null;
  return new Session(pythonAdapter(name), surroundings.host, limits);
}

/** `text` as a target. Throws SuiteError when it is none. */
export function parseTarget(text: string): Target {
  if ((TARGETS as readonly string[]).includes(text)) return text as Target;
  throw new SuiteError(
    "usage",
    `"${text}" is no target.`,
    `Targets are ${TARGETS.join(", ")}: the versions of CPython that have asyncore.`,
  );
}

function parseVariant(text: string): string {
  if (text === "async") return text;
  throw new SuiteError(
    "usage",
    `"${text}" is no variant.`,
    "There is one: async, which plays on the module's loopAsync.",
  );
}

/** `text` as a profile. Throws SuiteError when it is none. */
export function parseProfile(text: string): Profile {
  if (text === "exact" || text === "documented") return text;
  throw new SuiteError("usage", `"${text}" is no profile.`, "Profiles are exact and documented.");
}

/** The longest time a timer can wait: 2^31 - 1 milliseconds, some 24 days. A longer one would be over at once. */
const LONGEST_MS = 2_147_483_647;

/** `text` as a positive number of milliseconds. Throws SuiteError when it is none, or more than a timer can wait. */
export function parseMs(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value <= LONGEST_MS) return value;
  throw new SuiteError(
    "usage",
    `"${text}" is no number of milliseconds.`,
    `Give a whole number greater than 0, at most ${LONGEST_MS}.`,
  );
}

/** `text` as a whole number greater than 0. Throws SuiteError when it is none. */
export function parseCount(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new SuiteError("usage", `"${text}" is no count.`, "Give a whole number greater than 0.");
}
