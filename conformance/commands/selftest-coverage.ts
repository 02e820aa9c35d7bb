// The command that measures how much of the original the suite reaches: with scenarios and probes, with the corpus, with random
// programs. Knows what is played; where it led is told by the interpreter.

import type { Target } from "../../spec/clause.ts";
import type { Program, World } from "../../spec/program.ts";
import { isGraded } from "../certificate/certify.ts";
import { CORPUS_WORLDS, loadVolume } from "../corpus/load.ts";
import { programOf } from "../generate/index.ts";
import { missingFor, missingForCase } from "../judge/qualify.ts";
import { type LoadedCase, loadCases } from "../load/load.ts";
import { liveOracle } from "../oracle.ts";
import { playCase } from "../play/play-case.ts";
import { coverageOf } from "../reach/coverage.ts";
import { Reaching, WATCHED, type Walk } from "../reach/reaching.ts";
import { explain, readReasons } from "../reach/reasons.ts";
import { describeReach, type Reacher } from "../reach/text.ts";
import { EXIT_CODES } from "../suite-error.ts";
import type { Surroundings } from "./surroundings.ts";

/** What is measured. */
export interface CoverageOptions {
  /** How many random programs of each world. */
  readonly fuzz: number;
  readonly seed: number;
}

/** So many scripted programs are played in one go. */
const BATCH = 200;

/** Plays things on an interpreter that is watched, and gathers where they led. */
class Expedition {
  readonly #reaching: Reaching;
  readonly #progress: (words: string) => void;
  readonly #aside: Walk[] = [];

  constructor(reaching: Reaching, progress: (words: string) => void) {
    this.#reaching = reaching;
    this.#progress = progress;
  }

  /** Where `play` leads, and what is walked before any play. */
  async walked(play: () => Promise<void>): Promise<readonly Walk[]> {
    const before = await this.#reaching.reached();
    this.#aside.push(...before.aside);
    await play();
    const { plays, aside } = await this.#reaching.reached();
    this.#aside.push(...aside);
    return [...new Set([...plays.flat(), ...this.#aside])];
  }

  async playCases(cases: readonly LoadedCase[]): Promise<void> {
    const { session } = this.#reaching;
    const { capabilities } = await session.identity();
    for (const [index, loaded] of cases.entries()) {
      this.#progress(`${index + 1} of ${cases.length}: ${loaded.id}`);
      if (missingForCase(loaded, capabilities) === null) await playCase(loaded, session, "exact");
    }
  }

  async playPrograms(all: readonly Program[], name: string): Promise<void> {
    const { session } = this.#reaching;
    const { capabilities } = await session.identity();
    const programs = all.filter((program) => missingFor(program, capabilities) === null);
    for (let first = 0; first < programs.length; first += BATCH) {
      this.#progress(`${name}: ${first} of ${programs.length}`);
      const batch = programs.slice(first, first + BATCH);
      await session.playAll(batch.filter(({ world }) => world === "scripted"));
      for (const program of batch) if (program.world === "loopback") await session.play(program);
    }
  }
}

function corpusPrograms(): readonly Program[] {
  return CORPUS_WORLDS.flatMap((world) => loadVolume(world)?.kept.map(({ program }) => program) ?? []);
}

function randomPrograms({ fuzz, seed }: CoverageOptions): readonly Program[] {
  const worlds: readonly World[] = ["scripted", "loopback"];
  return worlds.flatMap((world) => Array.from({ length: fuzz }, (_, index) => programOf(world, seed, index)));
}

/**
 * Plays the suite on `python`, which is of `target`, and prints how much of its asyncore and asynchat was reached by what.
 * Gives the exit code: not met when a line is reached by nothing and nobody knows why, or is reached and somebody knows why not.
 */
export async function coverageCommand(
  python: string,
  target: Target,
  options: CoverageOptions,
  { host, sessions, progress, say, paint }: Surroundings,
): Promise<number> {
  const reaching = new Reaching(python, host);
  sessions.add(reaching.session);
  try {
    const { identity } = await liveOracle(reaching.session, target);
    const source = await reaching.source();
    const expedition = new Expedition(reaching, progress);
    const cases = loadCases("ignore").filter((loaded) => isGraded(loaded, target, "exact"));
    const random = `${options.fuzz} random programs of each world`;
    const walks = {
      "scenarios and probes": await expedition.walked(() => expedition.playCases(cases)),
      "the corpus": await expedition.walked(() => expedition.playPrograms(corpusPrograms(), "the corpus")),
      [random]: await expedition.walked(() => expedition.playPrograms(randomPrograms(options), random)),
    };
    const modules = WATCHED.flatMap((module) => {
      const found = source[module];
      return found === undefined ? [] : [[module, found] as const];
    });
    const reacherOf = (name: string, ways: readonly Walk[]): Reacher => {
      return { name, coverages: modules.map(([module, found]) => coverageOf(module, found, ways)) };
    };
    const all = reacherOf("all of them", Object.values(walks).flat());
    const reachers = [...Object.entries(walks).map(([name, ways]) => reacherOf(name, ways)), all];
    const explained = explain(all.coverages, readReasons(), target);
    progress(null);
    say(`how much of ${identity.interpreters.join(", ")} is reached`);
    say("");
    for (const line of describeReach(reachers, explained, paint)) say(line);
    const isGood = explained.refuted.length === 0 && explained.unreached.every(({ reason }) => reason !== null);
    return isGood ? EXIT_CODES.met : EXIT_CODES.notConformant;
  } finally {
    progress(null);
    await reaching.session.close();
  }
}
