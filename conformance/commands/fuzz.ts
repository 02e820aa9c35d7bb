// The command that looks for what nobody thought of: random programs on an implementation and on the original at once.
// Knows what is said of a campaign and what is kept of it; what is played and how it is judged is in fuzz/.

import type { InitializeResult } from "../../spec/adapter.ts";
import type { Profile } from "../../spec/clause.ts";
import { findInterpreters } from "../adapters/python.ts";
import { type CampaignPlan, campaign, emptyTally, type Group, programsOf, type Tally } from "../fuzz/campaign.ts";
import { type CampaignAbout, type CampaignEnd, campaignReport, writeCampaign } from "../fuzz/campaign-report.ts";
import { Duel } from "../fuzz/duel.ts";
import { writeFinding } from "../fuzz/finding.ts";
import { freeze } from "../fuzz/freeze.ts";
import { Pace } from "../fuzz/pace.ts";
import { shrink } from "../fuzz/shrink.ts";
import { describeTally, progressOf } from "../fuzz/text.ts";
import { missingFor } from "../judge/qualify.ts";
import { liveOracle, type Oracle } from "../oracle.ts";
import { DEFAULT_RUN_LIMITS, type Session } from "../play/session.ts";
import { makeFolder } from "../report/json.ts";
import { invariant, SuiteError } from "../suite-error.ts";
import { campaignExitCode, findingContext, replayTemplate } from "./campaign-outcome.ts";
import type { FuzzOptions } from "./fuzz-options.ts";
import { chosenOracle, oracleSource } from "./oracle-source.ts";
import { adapterOf, limitsOf, subjectOf } from "./session-options.ts";
import { takeShard } from "./shard-option.ts";
import type { Surroundings } from "./surroundings.ts";
import { sizeOf, Team } from "./team.ts";

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

/** Who plays a campaign, and which. */
interface Playing {
  /** As they were given, with the oracle that was chosen and the part and folder that were taken. */
  readonly options: FuzzOptions & { readonly oracle: string; readonly budgetMs: number | null };
  readonly plan: CampaignPlan;
  /** Those who play at once. */
  readonly duels: readonly [Duel, ...Duel[]];
}

/** A campaign that is going on, and what is kept of it. */
interface Running extends Playing {
  readonly surroundings: Surroundings;
  readonly tally: Tally;
  readonly about: CampaignAbout;
  readonly startedAt: number;
  readonly pace: Pace;
  /** The folders of the groups, in the order in which they were found. */
  readonly folders: Map<string, string>;
}

function aboutOf(
  { options, plan }: Playing,
  adapter: readonly string[],
  { implementation }: InitializeResult,
  oracle: Oracle,
  { clock, environment, env }: Surroundings,
): CampaignAbout {
  const { target, profile, playLimit, startLimit, budgetMs } = options;
  const asked = { ...{ target, profile, oracle: options.oracle, playLimit, startLimit }, ...subjectOf(options) };
  const { worlds, seed, runs, shard } = plan;
  return {
    ...{ target, profile, implementation, adapter, environment, worlds, seed, runs, budgetMs },
    oracle: oracle.identity,
    limits: { playMs: playLimit, startMs: startLimit },
    shard: shard.of === 1 ? null : shard,
    startedAt: new Date(clock()).toISOString(),
    replay: replayTemplate(asked, adapter, env),
  };
}

/** Writes what is known so far, and how the campaign stands. */
function report({ about, tally, options }: Running, end: CampaignEnd): void {
  writeCampaign(campaignReport(about, tally, end), options.out);
}

/** Writes a group's folder as soon as there is one: whoever interrupts the campaign keeps it. */
function keep({ options, about, folders }: Running, group: Group): void {
  const number = folders.has(group.signature) ? [...folders.keys()].indexOf(group.signature) + 1 : folders.size + 1;
  folders.set(group.signature, writeFinding(options.out, number, group, findingContext(about)));
}

function say({ tally, folders, surroundings, startedAt, pace }: Running, interrupted: boolean): void {
  const tookMs = surroundings.clock() - startedAt;
  const context = { folders, tookMs, pace: pace.describe(), interrupted, paint: surroundings.paint };
  for (const line of describeTally(tally, context)) surroundings.say(line);
}

async function play(running: Running): Promise<void> {
  const { plan, surroundings, duels, tally, startedAt, options, pace } = running;
  const isLate = () => surroundings.clock() - startedAt > (options.budgetMs ?? Number.POSITIVE_INFINITY);
  await campaign(plan, duels, tally, isLate, (fresh, time) => {
    pace.add(time);
    for (const group of fresh) keep(running, group);
    surroundings.progress(progressOf(tally, surroundings.clock() - startedAt));
  });
}

async function makeSmall(running: Running): Promise<void> {
  const { tally, surroundings, duels } = running;
  for (const [number, group] of [...tally.groups.values()].slice(0, SHRUNK).entries()) {
    surroundings.progress(`making divergence ${number + 1} of ${tally.groups.size} smaller: ${group.signature}`);
    const until = surroundings.clock() + SHRINK_MS;
    const disagreement = await shrink(group.disagreement, duels[0], () => surroundings.clock() > until);
    const smaller = { ...group, disagreement };
    tally.groups.set(group.signature, smaller);
    keep(running, smaller);
  }
}

function keepForEver(group: Group, { target }: FuzzOptions, { say }: Surroundings): void {
  say(`Frozen: ${group.signature}. Say what it shows, then record it: npm run record -- ${freeze(group, target)}`);
}

function prepared(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SuiteError(
      "output-unwritable",
      `${folder} cannot be written: ${reason}.`,
      "Name another folder with --out.",
    );
  }
}

/** How a campaign stands that was not interrupted: a budget may have ended it before all was played that was asked for. */
function endOf({ tally, plan, options, surroundings }: Running): CampaignEnd {
  const done = tally.programs.scripted + tally.programs.loopback + tally.notApplicable;
  const wanted = plan.worlds.length * programsOf(plan);
  if (plan.runs === null || done === wanted) return { finishedAt: new Date(surroundings.clock()).toISOString() };
  return { reason: `its budget of ${options.budgetMs} ms was spent after ${done} of ${wanted} programs` };
}

/** Plays the campaign to its end, makes small what it found, and says it. Gives the exit code. */
async function runCampaign(running: Running): Promise<number> {
  const { surroundings, options } = running;
  report(running, { reason: "the campaign was not finished" });
  surroundings.onInterrupt = () => {
    report(running, { reason: "the campaign was interrupted" });
    say(running, true);
  };
  await play(running);
  const tookMs = surroundings.clock() - running.startedAt;
  const end = endOf(running);
  await makeSmall(running);
  surroundings.progress(null);
  surroundings.onInterrupt = null;
  if (options.freeze) for (const group of running.tally.groups.values()) keepForEver(group, options, surroundings);
  report(running, end);
  say({ ...running, startedAt: surroundings.clock() - tookMs }, false);
  return campaignExitCode(running.tally);
}

/** Every implementation with an original of its own, as long as there are both. */
function duelsOf(
  [first, ...judged]: readonly [Session, ...Session[]],
  [original, ...originals]: readonly [Session, ...Session[]],
  profile: Profile,
): readonly [Duel, ...Duel[]] {
  const pairs = judged.slice(0, originals.length);
  const others = pairs.map((session, turn) => new Duel(session, originals[turn] as Session, profile));
  return [new Duel(first, original, profile), ...others];
}

/** Plays random programs on both sides and keeps a folder for each kind of divergence. Gives the exit code. */
export async function fuzzCommand(
  given: FuzzOptions,
  adapter: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const python = await oracleOf(given, surroundings);
  const source = oracleSource(python, surroundings);
  invariant(source !== null, "an oracle that is not the recorded one can be asked");
  const limits = limitsOf({ ...given, runLimit: DEFAULT_RUN_LIMITS.runMs }); // A campaign has a budget instead.
  const adapterSource = adapterOf(adapter, given, surroundings);
  const size = Math.min(...[adapterSource, source].map((each) => sizeOf(each, given.workers, surroundings.cores)));
  const judged = new Team(adapterSource, size, limits, surroundings, 0);
  const originals = new Team(source, size, limits, surroundings, size);
  try {
    const oracle = await liveOracle(originals.first, given.target);
    const duels = duelsOf(await judged.ready(), await originals.ready(), given.profile);
    const identities = await Promise.all([judged.first.identity(), originals.first.identity()]);
    const { shard, out } = takeShard(given.shard, given.out);
    prepared(out);
    const { worlds, seed, runs = null, budget = runs === null ? USUAL_BUDGET_MS : null } = given;
    const applies: CampaignPlan["applies"] = (program) =>
      identities.every(({ capabilities }) => missingFor(program, capabilities) === null);
    const playing: Playing = {
      options: { ...given, oracle: python, out, budgetMs: budget },
      plan: { worlds, seed, runs, shard, applies },
      duels,
    };
    const about = aboutOf(playing, adapter, identities[0], oracle, surroundings);
    return await runCampaign({
      ...{ ...playing, surroundings, about, tally: emptyTally(), folders: new Map() },
      ...{ startedAt: surroundings.clock(), pace: new Pace() },
    });
  } finally {
    await Promise.all([judged.close(), originals.close()]);
  }
}
