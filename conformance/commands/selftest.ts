// The command that turns the suite on itself: plays it on machine-made mutants of the original and counts who is caught.

import { createHash } from "node:crypto";
import { TARGETS, type Target } from "../../spec/clause.ts";
import { findInterpreters } from "../adapters/python.ts";
import { loadCases } from "../load.ts";
import { type Mutant, mutantsOf, playMutants } from "../mutants/campaign.ts";
import { readEquivalents } from "../mutants/equivalents.ts";
import { type Outcome, percentKilled, scoreOf } from "../mutants/score.ts";
import { describeScore } from "../mutants/text.ts";
import { EXIT_CODES, SuiteError } from "../suite-error.ts";
import type { Surroundings } from "./surroundings.ts";

/** Options of `selftest`. */
export interface SelftestOptions {
  /** The CPython whose modules are mutated; the newest that is found when absent. */
  readonly python?: string;
  /** The target `python` is, when it is given. */
  readonly target: Target;
  readonly only?: Mutant["module"];
  /** How many mutants, chosen by `seed`; all when absent. */
  readonly sample?: number;
  readonly seed: number;
  readonly workers: number;
  /** The lowest score that is good enough, in percent. */
  readonly atLeast: number;
}

/** Mutants can be made from 3.8 on, whose parser tells where everything ends. */
const WITH_PLACES = TARGETS.filter((target) => !["2.7", "3.6", "3.7"].includes(target));

function interpreterOf({ python, target }: SelftestOptions, env: NodeJS.ProcessEnv): readonly [Target, string] {
  if (python !== undefined) return [target, python];
  const found = findInterpreters(env);
  const newest = WITH_PLACES.filter((candidate) => found.has(candidate)).at(-1);
  const path = newest === undefined ? undefined : found.get(newest);
  if (newest !== undefined && path !== undefined) return [newest, path];
  throw new SuiteError(
    "oracle-unusable",
    `No CPython ${WITH_PLACES[0]} … ${WITH_PLACES.at(-1)} was found, whose asyncore could be mutated.`,
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

/** Plays the scenarios on mutants and prints the kill score. Gives the exit code. */
export async function selftestCommand(options: SelftestOptions, surroundings: Surroundings): Promise<number> {
  const { say, paint, progress, host, sessions } = surroundings;
  const [target, python] = interpreterOf(options, surroundings.env);
  const modules = options.only === undefined ? (["asyncore", "asynchat"] as const) : [options.only];
  const all = modules.flatMap((module) => mutantsOf(python, module));
  const mutants = sampled(all, options.sample, options.seed);
  const equivalents = readEquivalents();
  say(`${mutants.length} of ${all.length} mutants of ${modules.join(" and ")} of CPython ${target}`);
  const outcomes: Outcome[] = [];
  const campaign = {
    ...{ host, python, target, workers: options.workers, cases: loadCases() },
    onSession: sessions.add.bind(sessions),
  };
  await playMutants(mutants, campaign, (mutant, fate, done) => {
    outcomes.push({ mutant, fate });
    progress(`${done} of ${mutants.length}: ${mutant.module}.${mutant.function}, line ${mutant.line}`);
  });
  progress(null);
  const score = scoreOf(outcomes, equivalents);
  for (const line of describeScore(score, paint)) say(line);
  const good = percentKilled(score.total) >= options.atLeast && score.refuted.length === 0;
  return good ? EXIT_CODES.met : EXIT_CODES.notConformant;
}
