// The commands about oracles: which there are on this machine, and whether each still does what was recorded.

import { TARGETS } from "../../spec/clause.ts";
import { corpusFor, loadCorpus } from "../corpus/load.ts";
import { failed, judge } from "../judge/judge.ts";
import { missingForCase } from "../judge/qualify.ts";
import { aboutOf, type LoadedCase, loadCases } from "../load/load.ts";
import { liveOracle, recordedOracle } from "../oracle.ts";
import { playCase } from "../play/play-case.ts";
import { DEFAULT_RUN_LIMITS, Session } from "../play/session.ts";
import { describeVerdict } from "../report/failure.ts";
import { plural } from "../report/plural.ts";
import { EXIT_CODES, SuiteError } from "../suite-error.ts";
import { oracleSource } from "./oracle-source.ts";
import { type OracleHere, oraclesHere } from "./oracles-here.ts";
import { selectNamed } from "./selection.ts";
import type { Surroundings } from "./surroundings.ts";

/** Options of `oracle check`. */
export interface OracleCheckOptions {
  /** Only these, by what is written after --oracle; every local one and every container that is there already, when empty. */
  readonly on: readonly string[];
}

/** Prints a line for each oracle there is. Gives the exit code. */
export async function oracleListCommand(
  options: { readonly json: boolean },
  surroundings: Surroundings,
): Promise<number> {
  const { oracles, noContainers } = await oraclesHere(loadCases(), surroundings);
  if (options.json) {
    surroundings.say(JSON.stringify(oracles, null, 1));
    return EXIT_CODES.met;
  }
  const width = Math.max(...oracles.map(({ words }) => words.length));
  for (const { target, kind, words, about } of oracles)
    surroundings.say(`${target.padEnd(5)} ${kind.padEnd(10)} ${words.padEnd(width)}  ${about}`);
  if (noContainers !== null) surroundings.say(`no containers: ${noContainers}`);
  return EXIT_CODES.met;
}

/** One that is named: it is there, or a container that is built when it is asked. */
function named(words: string, live: readonly OracleHere[]): OracleHere {
  const target = TARGETS.find((version) => words === `container:${version}`);
  const built = target === undefined ? [] : [{ kind: "container", target, words, about: "" } as const];
  const [found] = [...live.filter((oracle) => oracle.words === words), ...built];
  if (found !== undefined) return found;
  throw new SuiteError(
    "usage",
    `There is no oracle ${words} here that could be checked.`,
    "`asyncore-conformance oracle list` shows those there are.",
  );
}

function chosen(all: readonly OracleHere[], { on }: OracleCheckOptions): readonly OracleHere[] {
  const live = all.filter(({ kind }) => kind !== "recorded");
  if (on.length > 0) return on.map((words) => named(words, live));
  if (live.length > 0) return live;
  throw new SuiteError(
    "oracle-unusable",
    "There is no oracle here that could be checked: neither a CPython with asyncore nor a container of one.",
    "Install a CPython with asyncore, or with Docker name a container: --on container:3.11.",
  );
}

/** Plays `cases` on one oracle. Says each that differs from what is recorded, and gives how many do. */
async function checkOne(oracle: OracleHere, cases: readonly LoadedCase[], surroundings: Surroundings): Promise<number> {
  const source = oracleSource(oracle.words, surroundings);
  if (source === null) return 0;
  const session = new Session(source, surroundings.host, DEFAULT_RUN_LIMITS);
  surroundings.sessions.add(session);
  try {
    await liveOracle(session, oracle.target); // It is what it is taken for.
    const { implementation, capabilities } = await session.identity();
    const name = `${oracle.words} (${implementation.name} ${implementation.version})`;
    const ours = cases.filter((loaded) => aboutOf(loaded).targets?.includes(oracle.target) ?? true);
    const playable = ours.filter((loaded) => missingForCase(loaded, capabilities) === null);
    const recorded = recordedOracle(playable, oracle.target);
    let drifted = 0;
    for (const [index, loaded] of playable.entries()) {
      surroundings.progress(`${index + 1} of ${playable.length} on ${oracle.words}: ${loaded.id}`);
      const { outcome, context, stderr } = await playCase(loaded, session, "exact");
      const { verdict } = judge(outcome, await recorded.expect(loaded), context, stderr);
      if (!failed(verdict)) continue;
      drifted += 1;
      surroundings.say(`drift: ${loaded.id} on ${name}: ${describeVerdict(verdict)}`);
    }
    surroundings.progress(null);
    const left = ours.length - playable.length;
    const rest = left === 0 ? "" : `, ${left} need what it does not have`;
    surroundings.say(`${name}: ${plural(playable.length, "scenario")}, ${drifted} not as recorded${rest}`);
    return drifted;
  } finally {
    surroundings.progress(null);
    await session.close();
  }
}

/** Plays the selected scenarios on the oracles there are, and holds them against what is recorded. Gives the exit code. */
export async function oracleCheckCommand(
  selectors: readonly string[],
  options: OracleCheckOptions,
  surroundings: Surroundings,
): Promise<number> {
  const corpus = selectors.length === 0 ? loadCorpus() : corpusFor(selectors);
  const cases = selectNamed([...loadCases(), ...corpus], selectors);
  const { oracles, noContainers } = await oraclesHere([], surroundings);
  if (noContainers !== null) surroundings.say(`no containers: ${noContainers}`);
  let drifted = 0;
  for (const oracle of chosen(oracles, options)) drifted += await checkOne(oracle, cases, surroundings);
  return drifted === 0 ? EXIT_CODES.met : EXIT_CODES.suiteFault;
}
