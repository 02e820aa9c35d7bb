// The command that turns the suite on itself: plays it on machine-made mutants of the original and counts who is caught.

import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TARGETS, type Target } from "../../spec/clause.ts";
import { findInterpreters, pythonAdapter } from "../adapters/python.ts";
import { loadCorpus } from "../corpus/load.ts";
import { readProofs } from "../judge/prove.ts";
import { loadCases } from "../load/load.ts";
import { type Campaign, playMutants } from "../mutants/campaign.ts";
import { readEquivalents } from "../mutants/equivalents.ts";
import { KILL_SCORE_FILE, keptScore, percentOf, printKillScore } from "../mutants/kill-score.ts";
import { type Mutant, mutantsOf } from "../mutants/mutant.ts";
import { killsOf, type Outcome, type Score, scoreOf } from "../mutants/score.ts";
import { describeScore } from "../mutants/text.ts";
import { caseTrial, duelTrial, propertyTrial, type Trial } from "../mutants/trials.ts";
import { liveOracle } from "../oracle.ts";
import { Session } from "../play/session.ts";
import { EXIT_CODES, SuiteError } from "../suite-error.ts";
import { propertiesFor } from "./properties.ts";
import { coverageCommand } from "./selftest-coverage.ts";
import type { Surroundings } from "./surroundings.ts";

/** Options of `selftest`. */
export interface SelftestOptions {
  readonly mutants: boolean;
  readonly coverage: boolean;
  /** The CPython whose modules are mutated or reached; when absent, the one of `target` that is found, or the newest. */
  readonly python?: string;
  /** The version it is of: 3.11 when `python` is given without. */
  readonly target?: Target;
  readonly only?: Mutant["module"];
  /** How many mutants, chosen by `seed`; all when absent. */
  readonly sample?: number;
  readonly seed: number;
  readonly workers: number;
  /** How many random programs of each world the survivors play beside the original. */
  readonly fuzz: number;
  /** Whether the score is kept for reports to carry. */
  readonly save: boolean;
  /** The lowest score that is good enough, in percent. */
  readonly atLeast: number;
}

/** Mutants can be made from 3.8 on, whose parser tells where everything ends. */
const WITH_PLACES = TARGETS.filter((target) => !["2.7", "3.6", "3.7"].includes(target));

function interpreterOf({ python, target }: SelftestOptions, env: NodeJS.ProcessEnv): readonly [Target, string] {
  if (python !== undefined) return [target ?? "3.11", python];
  const found = findInterpreters(env);
  const wanted = target ?? WITH_PLACES.filter((candidate) => found.has(candidate)).at(-1);
  const path = wanted === undefined ? undefined : found.get(wanted);
  if (wanted !== undefined && path !== undefined) return [wanted, path];
  throw new SuiteError(
    "oracle-unusable",
    `No CPython ${target ?? `${WITH_PLACES[0]} … ${WITH_PLACES.at(-1)}`} with asyncore was found here.`,
    "Name one: --python /usr/bin/python3.11 --target 3.11.",
  );
}

/** `count` of the mutants, the same for the same seed on every machine. */
function sampled(mutants: readonly Mutant[], count: number | undefined, seed: number): readonly Mutant[] {
  if (count === undefined) return mutants;
  const rank = (mutant: Mutant) =>
    createHash("sha256")
      .update(`${seed} ${JSON.stringify(mutant)}`)
      .digest("hex");
  const ranked = mutants.map((mutant) => [rank(mutant), mutant] as const);
  return ranked
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .slice(0, count)
    .map(([, mutant]) => mutant);
}

/** Who the original says it is. Throws SuiteError when it cannot be used, or is no `target`. */
async function nameOf(python: string, target: Target, { host, sessions }: Surroundings): Promise<string> {
  const session = new Session(pythonAdapter(python), host);
  sessions.add(session);
  try {
    const { identity } = await liveOracle(session, target);
    return identity.interpreters.join(", ");
  } finally {
    await session.close();
  }
}

/** What mutants are played on: what `certify` plays, and then what `fuzz` does. */
function trialsFor(target: Target, python: string, options: SelftestOptions, surroundings: Surroundings): Trial[] {
  const { host, clock, sessions } = surroundings;
  const duel = { host, python, worlds: ["scripted", "loopback"], seed: options.seed, runs: options.fuzz } as const;
  return [
    caseTrial("scenarios", loadCases(), { target, clock }),
    caseTrial("corpus", loadCorpus(target), { target, clock }),
    propertyTrial(propertiesFor(target, "exact"), { target, clock }),
    duelTrial({ ...duel, onSession: sessions.add.bind(sessions) }),
  ];
}

/** Plays mutants, which may be a sample of `all`, and says what came of them, also when that is interrupted, of those that were played until then. */
async function played(
  mutants: readonly Mutant[],
  all: readonly Mutant[],
  how: Pick<Campaign, "python" | "trials" | "workers">,
  surroundings: Surroundings,
): Promise<Score> {
  const { say, paint, progress, host, sessions, clock } = surroundings;
  const folder = mkdtempSync(join(tmpdir(), "mutants-"));
  const outcomes: Outcome[] = [];
  const finish = (): Score => {
    rmSync(folder, { recursive: true, force: true });
    progress(null);
    const score = scoreOf(outcomes, readEquivalents(), all);
    for (const line of describeScore(score, readProofs(), paint)) say(line);
    return score;
  };
  surroundings.onInterrupt = () => {
    say(`Interrupted: this is of the first ${outcomes.length}.`);
    finish();
  };
  const campaign = { ...how, host, clock, folder, onSession: sessions.add.bind(sessions) };
  await playMutants(mutants, campaign, (mutant, fate, done) => {
    outcomes.push({ mutant, fate });
    progress(`${done} of ${mutants.length}: ${mutant.module}.${mutant.function}, line ${mutant.line}`);
  });
  surroundings.onInterrupt = null;
  return finish();
}

/** Measures what is asked for: mutants or coverage. Gives the exit code. Throws SuiteError when it is neither or both. */
export async function selftestCommand(options: SelftestOptions, surroundings: Surroundings): Promise<number> {
  if (options.mutants === options.coverage)
    throw new SuiteError("usage", "It is not said what to measure.", "Give either --mutants or --coverage.");
  if (options.mutants) return mutantsCommand(options, surroundings);
  const [target, python] = interpreterOf(options, surroundings.env);
  return coverageCommand(python, target, options, surroundings);
}

/** Plays the suite on mutants and prints the kill score. Gives the exit code. */
async function mutantsCommand(options: SelftestOptions, surroundings: Surroundings): Promise<number> {
  const { say, clock } = surroundings;
  const [target, python] = interpreterOf(options, surroundings.env);
  if (!WITH_PLACES.includes(target))
    throw new SuiteError(
      "usage",
      `Mutants cannot be made of CPython ${target}: its parser does not tell where everything ends.`,
      `Take ${WITH_PLACES[0]} … ${WITH_PLACES.at(-1)}; --coverage goes with any.`,
    );
  const modules = options.only === undefined ? (["asyncore", "asynchat"] as const) : [options.only];
  const interpreter = await nameOf(python, target, surroundings);
  const all = modules.flatMap((module) => mutantsOf(python, module));
  const mutants = sampled(all, options.sample, options.seed);
  const trials = trialsFor(target, python, options, surroundings);
  say(`${mutants.length} of ${all.length} mutants of ${modules.join(" and ")} of ${interpreter}`);
  const score = await played(mutants, all, { python, trials, workers: options.workers }, surroundings);
  if (options.save) {
    const sample = options.sample === undefined ? null : { mutants: mutants.length, seed: options.seed };
    const measuredOn = new Date(clock()).toISOString().slice(0, "2026-11-22".length);
    const names = trials.map(({ name }) => name);
    writeFileSync(
      KILL_SCORE_FILE,
      printKillScore(keptScore(score, names, { target, interpreter, measuredOn, modules, sample })),
    );
  }
  const good = percentOf(killsOf(score.total)) >= options.atLeast && score.refuted.length === 0;
  return good ? EXIT_CODES.met : EXIT_CODES.notConformant;
}
