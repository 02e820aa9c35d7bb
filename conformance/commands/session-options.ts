// What several commands share: how words of the command line become adapters, limits and oracles.

import { existsSync } from "node:fs";
import type { Profile, Target } from "../../spec/clause.ts";
import { TARGETS } from "../../spec/clause.ts";
import type { Poller, RunLimits } from "../../spec/report.ts";
import type { AdapterSource } from "../adapters/adapter.ts";
import { containerAdapter } from "../adapters/container.ts";
import { namedImage } from "../adapters/container-image.ts";
import { moduleAdapter, referenceAdapter } from "../adapters/module.ts";
import { processAdapter } from "../adapters/process.ts";
import { parseTcpPlace, tcpAdapter } from "../adapters/tcp.ts";
import { VARIANTS } from "../adapters/typescript/variant.ts";
import { DEFAULT_RUN_LIMITS, Session } from "../play/session.ts";
import { printable } from "../report/printable.ts";
import { SuiteError } from "../suite-error.ts";
import { oracleSource } from "./oracle-source.ts";
import type { Surroundings } from "./surroundings.ts";

/** Who is judged, when it is no adapter of its own. */
export interface ModuleOptions {
  readonly module?: string;
  /** Another way of running the module, or the reference. */
  readonly variant?: string;
  /** Where an adapter listens that is running already: `HOST:PORT`. */
  readonly tcp?: string;
  /** The image an adapter ships as. */
  readonly image?: string;
}

/** Those of `options` that say who is judged. */
export function subjectOf({ module, variant, tcp, image }: ModuleOptions): ModuleOptions {
  return {
    ...(module === undefined ? {} : { module }),
    ...(variant === undefined ? {} : { variant }),
    ...(tcp === undefined ? {} : { tcp }),
    ...(image === undefined ? {} : { image }),
  };
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

function refuseContradictions(words: readonly string[], { module, variant, tcp, image }: ModuleOptions): void {
  const named = { "--module": module, "--tcp": tcp, "--image": image, "an adapter after --": words[0] };
  const ways = Object.entries(named).flatMap(([way, value]) => (value === undefined ? [] : [way]));
  if (ways.length > 1) throw new SuiteError("usage", `Both ${ways[0]} and ${ways[1]} are given.`, "Give one of them.");
  if (variant !== undefined && ways[0] !== undefined && module === undefined)
    throw new SuiteError(
      "usage",
      `Both --variant and ${ways[0]} are given.`,
      "--variant is for --module and the reference; say it in the adapter's own words.",
    );
}

/**
 * Who is judged: the adapter's words, else the adapter that listens or ships as an image, else the module, else the reference. Throws SuiteError
 * when the words contradict each other.
 */
export function adapterOf(words: readonly string[], options: ModuleOptions, surroundings: Surroundings): AdapterSource {
  const { module, variant, tcp, image } = options;
  refuseContradictions(words, options);
  if (words.length > 0) return processAdapter(words);
  if (tcp !== undefined) return tcpAdapter(parseTcpPlace(tcp));
  if (image !== undefined) return containerAdapter(namedImage(image, "adapter"), surroundings);
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
export function adapterWords(words: readonly string[], options: ModuleOptions): string {
  const named = Object.entries(subjectOf(options)).map(([option, value]) => ` --${option} ${quoted(value)}`);
  return words.length === 0 ? named.join("") : ` -- ${words.map(quoted).join(" ")}`;
}

/** `word` as a shell takes it: as it is, in quotes, or, where it cannot be shown otherwise, with escapes. */
export function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  const escaped = printable(word);
  return escaped === word ? `'${word.replaceAll("'", `'\\''`)}'` : `$'${printable(word.replace(/[\\']/g, "\\$&"))}'`;
}

/** A session with the live oracle `name` speaks of, or null for the recorded one. */
export function liveSession(name: string, limits: RunLimits, surroundings: Surroundings): Session | null {
  const source = oracleSource(name, surroundings);
  return source === null ? null : new Session(source, surroundings.host, limits);
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
  if (text in VARIANTS) return text;
  throw new SuiteError(
    "usage",
    `"${text}" is no variant.`,
    `Variants are ${Object.keys(VARIANTS).join(", ")}: on the module's loopAsync, over its epoll, or both.`,
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
