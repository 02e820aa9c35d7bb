// The command that looks for what nobody thought of: random programs on an implementation and on the original at once.
// Knows what is said of a campaign and what is kept of it; what is played and how it is judged is in fuzz/.

import { mkdirSync } from "node:fs";
import type { InitializeResult } from "../../spec/adapter.ts";
import { findInterpreters } from "../adapters/python.ts";
import { campaign, emptyTally, type Group, type Tally } from "../fuzz/campaign.ts";
import { Duel } from "../fuzz/duel.ts";
import { type FindingContext, writeFinding } from "../fuzz/finding.ts";
import { freeze } from "../fuzz/freeze.ts";
import { shrink } from "../fuzz/shrink.ts";
import { describeTally, progressOf } from "../fuzz/text.ts";
import { liveOracle } from "../oracle.ts";
import { Places } from "../places.ts";
import { missingFor } from "../qualify.ts";
import { DEFAULT_RUN_LIMITS, Session } from "../session.ts";
import { EXIT_CODES, invariant, SuiteError } from "../suite-error.ts";
import type { FuzzOptions } from "./fuzz-options.ts";
import { chosenOracle, oracleSource } from "./oracle-source.ts";
import { replayLine } from "./replay.ts";
import { adapterOf, limitsOf, subjectOf } from "./session-options.ts";
import type { Surroundings } from "./surroundings.ts";

/** What a campaign takes that is given no end. */
const USUAL_BUDGET_MS = 60_000;
/** How long making one program smaller may take, and how many are made smaller at most. */
const SHRINK_MS = 15_000;
const SHRUNK = 20;

async function oracleOf({ oracle, target }: FuzzOptions, surroundings: Surroundings): Promise<string> {
  const found = oracle ?? findInterpreters(surroundings.env).get(target) ?? "recorded";
  const chosen = await chosenOracle(found, target, surroundings);
  if (chosen !== "recorded") return chosen;
  throw new SuiteError(
    "oracle-unusable",
    `There is no CPython ${target} here to be asked what is right, and nothing is recorded of random programs.`,
    `Name one: --oracle /usr/bin/python${target}, or with Docker --oracle container:${target}.`,
  );
}

function nameOf({ implementation }: InitializeResult): string {
  return `${implementation.name} ${implementation.version}`;
}

/** A campaign that is going on, and what is kept of it. */
interface Running {
  readonly options: FuzzOptions;
  readonly surroundings: Surroundings;
  readonly duel: Duel;
  readonly tally: Tally;
  readonly context: FindingContext;
  readonly startedAt: number;
  /** The folders of the groups, in the order in which they were found. */
  readonly folders: Map<string, string>;
}

/** Writes a group's folder as soon as there is one: whoever interrupts the campaign keeps it. */
function keep({ options, context, folders }: Running, group: Group): void {
  const number = folders.has(group.signature) ? [...folders.keys()].indexOf(group.signature) + 1 : folders.size + 1;
  folders.set(group.signature, writeFinding(options.out, number, group, context));
}

function say({ tally, folders, surroundings, startedAt }: Running, interrupted: boolean): void {
  const tookMs = surroundings.clock() - startedAt;
  for (const line of describeTally(tally, { folders, tookMs, interrupted, paint: surroundings.paint }))
    surroundings.say(line);
}

async function play(running: Running, identities: readonly InitializeResult[]): Promise<void> {
  const { options, surroundings, duel, tally, startedAt } = running;
  const { worlds, seed, shard } = options;
  const runs = options.runs ?? null;
  const budget = options.budget ?? (runs === null ? USUAL_BUDGET_MS : Number.POSITIVE_INFINITY);
  const applies: Parameters<typeof campaign>[0]["applies"] = (program) =>
    identities.every(({ capabilities }) => missingFor(program, capabilities) === null);
  const isLate = () => surroundings.clock() - startedAt > budget;
  await campaign({ worlds, seed, runs, shard, applies }, duel, tally, isLate, (fresh) => {
    for (const group of fresh) keep(running, group);
    surroundings.progress(progressOf(tally, surroundings.clock() - startedAt));
  });
}

async function makeSmall(running: Running): Promise<void> {
  const { tally, surroundings, duel } = running;
  for (const [number, group] of [...tally.groups.values()].slice(0, SHRUNK).entries()) {
    surroundings.progress(`making divergence ${number + 1} of ${tally.groups.size} smaller: ${group.signature}`);
    const until = surroundings.clock() + SHRINK_MS;
    const disagreement = await shrink(group.disagreement, duel, () => surroundings.clock() > until);
    const smaller = { ...group, disagreement };
    tally.groups.set(group.signature, smaller);
    keep(running, smaller);
  }
}

function keepForEver(group: Group, { target }: FuzzOptions, { say }: Surroundings): void {
  say(`Frozen: ${group.signature}. Say what it shows, then record it: npm run record -- ${freeze(group, target)}`);
}

function exitCodeOf({ programs, groups, voids }: Tally): number {
  if (groups.size > 0) return EXIT_CODES.notConformant;
  return programs.scripted + programs.loopback > voids.length ? EXIT_CODES.met : EXIT_CODES.incomplete;
}

function prepared(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SuiteError(
      "output-unwritable",
      `${folder} cannot be written: ${reason}.`,
      "Name another folder with --out.",
    );
  }
}

/** Plays random programs on both sides and keeps a folder for each kind of divergence. Gives the exit code. */
export async function fuzzCommand(
  options: FuzzOptions,
  adapter: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const python = await oracleOf(options, surroundings);
  const source = oracleSource(python, surroundings);
  invariant(source !== null, "an oracle that is not the recorded one can be asked");
  const { host, clock } = surroundings;
  const limits = limitsOf({ ...options, runLimit: DEFAULT_RUN_LIMITS.runMs }); // A campaign has a budget instead.
  const judged = new Session(adapterOf(adapter, options, surroundings), host, limits, new Places(1));
  const original = new Session(source, host, limits, new Places(0));
  for (const session of [judged, original]) surroundings.sessions.add(session);
  try {
    const oracle = await liveOracle(original, options.target);
    const identities = await Promise.all([judged.identity(), original.identity()]);
    prepared(options.out);
    const { target, profile, playLimit, startLimit } = options;
    const asked = { target, profile, oracle: python, playLimit, startLimit, ...subjectOf(options) };
    const context: FindingContext = {
      ...{ target: options.target, profile: options.profile },
      judged: nameOf(identities[0]),
      oracle: oracle.identity.interpreters.join(", "),
      replay: (program) => replayLine({ scenario: program }, asked, adapter, surroundings.env),
    };
    const running: Running = {
      ...{ options, surroundings, context, tally: emptyTally(), folders: new Map(), startedAt: clock() },
      duel: new Duel(judged, original, options.profile),
    };
    surroundings.onInterrupt = () => say(running, true);
    await play(running, identities);
    const tookMs = clock() - running.startedAt;
    await makeSmall(running);
    surroundings.progress(null);
    surroundings.onInterrupt = null;
    if (options.freeze) for (const group of running.tally.groups.values()) keepForEver(group, options, surroundings);
    say({ ...running, startedAt: clock() - tookMs }, false);
    return exitCodeOf(running.tally);
  } finally {
    await Promise.all([judged.close(), original.close()]);
  }
}
