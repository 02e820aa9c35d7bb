// Plays mutants of the original through every trial, several at once, each until something catches it.
// Knows which mutants are caught and by what; knows nothing of how mistakes are made or how results are shown.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Host } from "../../spec/host.ts";
import type { RunLimits } from "../../spec/report.ts";
import { pythonAdapter } from "../adapters/python.ts";
import { Session } from "../play/session.ts";
import { SuiteError } from "../suite-error.ts";
import { type Mutant, mutatedSource } from "./mutant.ts";
import { type Catch, mutantPlaces, type Trial } from "./trials.ts";

/** What became of a mutant, and how long it took. One that cannot be loaded is nobody's implementation and does not count. */
export type Fate =
  | { readonly fate: "not-loadable"; readonly reason: string }
  | { readonly fate: "killed"; readonly caught: Catch; readonly tookMs: number }
  | { readonly fate: "survived"; readonly tookMs: number };

/** What a campaign is about. */
export interface Campaign {
  readonly host: Host;
  readonly python: string;
  readonly trials: readonly Trial[];
  /** Where mutants lie while they are played. */
  readonly folder: string;
  /** How many mutants are played at once. */
  readonly workers: number;
  /** Milliseconds. */
  readonly clock: () => number;
  /** Told of each session, so that it can be ended when the campaign is. */
  readonly onSession: (session: Session) => void;
}

/** A mutant that hangs is killed by that, so a play need not be waited for as long as somebody's implementation. */
const LIMITS: RunLimits = { playMs: 4000, startMs: 10_000, runMs: 600_000 };

async function fateOf(
  mutant: Mutant,
  worker: number,
  { host, python, trials, clock, onSession, ...campaign }: Campaign,
): Promise<Fate> {
  const folder = mkdtempSync(join(campaign.folder, "mutant-"));
  writeFileSync(join(folder, `${mutant.module}.py`), mutatedSource(mutant));
  const source = pythonAdapter(python, { env: { PYTHONPATH: folder } });
  const session = new Session(source, host, LIMITS, mutantPlaces(worker));
  onSession(session);
  const begun = clock();
  try {
    for (const trial of trials) {
      const caught = await trial.attack(session, worker);
      if (caught !== null) return { fate: "killed", caught, tookMs: clock() - begun };
    }
    return { fate: "survived", tookMs: clock() - begun };
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error;
    return { fate: "not-loadable", reason: error.message };
  } finally {
    session.kill();
    rmSync(folder, { recursive: true });
  }
}

/** Plays every one of `mutants` and tells the fate of each as it is known, in whatever order they end. */
export async function playMutants(
  mutants: readonly Mutant[],
  campaign: Campaign,
  onFate: (mutant: Mutant, fate: Fate, done: number) => void,
): Promise<void> {
  const waiting = mutants[Symbol.iterator]();
  let done = 0;
  const work = async (worker: number) => {
    for (const mutant of waiting) {
      const fate = await fateOf(mutant, worker, campaign);
      done += 1;
      onFate(mutant, fate, done);
    }
  };
  await Promise.all(Array.from({ length: campaign.workers }, (_, worker) => work(worker)));
}
