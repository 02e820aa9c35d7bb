// What mutants are played on, one trial after the other: scenarios, properties, and random programs beside the original.
// Knows how each of them catches somebody; knows nothing of mutants, which are sessions here like any other.

import type { Target } from "../../spec/clause.ts";
import type { ClauseId } from "../../spec/clauses/index.ts";
import type { Host } from "../../spec/host.ts";
import type { TrialName } from "../../spec/kill-score.ts";
import type { World } from "../../spec/program.ts";
import type { CaseResult } from "../../spec/report.ts";
import { pythonAdapter } from "../adapters/python.ts";
import { isGraded } from "../certificate/certify.ts";
import { campaign, emptyTally } from "../fuzz/campaign.ts";
import { Duel } from "../fuzz/duel.ts";
import { failed } from "../judge/judge.ts";
import type { LoadedCase } from "../load/load.ts";
import { recordedOracle } from "../oracle.ts";
import { Places } from "../play/places.ts";
import { runCase } from "../play/run-case.ts";
import { DEFAULT_RUN_LIMITS, Session } from "../play/session.ts";
import { hold, type PropertyPlan } from "../properties/index.ts";

/** What caught somebody: a case by its id, or a kind of divergence. `clauses` are those that the case shows. */
export interface Catch {
  readonly trial: TrialName;
  readonly by: string;
  readonly clauses: readonly ClauseId[];
}

/** Something that catches who is not like the original. */
export interface Trial {
  readonly name: TrialName;
  /** Plays on `session` until it is caught. `worker` is which of those that play at the same time asks. Throws SuiteError as `Session.play`. */
  attack(session: Session, worker: number): Promise<Catch | null>;
}

/** How things are judged here. */
export interface Judging {
  readonly target: Target;
  /** Milliseconds. */
  readonly clock: () => number;
}

function caughtBy(trial: TrialName, { scenario, clauses }: CaseResult): Catch {
  return { trial, by: scenario, clauses };
}

/** Cases in the order in which they caught most: somebody is usually caught by what caught others. */
class Catchers {
  readonly #cases: readonly LoadedCase[];
  readonly #caught = new Map<string, number>();

  constructor(cases: readonly LoadedCase[]) {
    this.#cases = cases;
  }

  add({ scenario }: CaseResult): void {
    this.#caught.set(scenario, (this.#caught.get(scenario) ?? 0) + 1);
  }

  inOrder(): readonly LoadedCase[] {
    const caught = ({ id }: LoadedCase) => this.#caught.get(id) ?? 0;
    return [...this.#cases].sort((one, other) => caught(other) - caught(one));
  }
}

/** A machine that is busy elsewhere lets anybody run out of time: only who does so twice was caught by that. */
async function confirmed<Result extends CaseResult | null>(ask: () => Promise<Result>): Promise<Result> {
  const result = await ask();
  return result?.verdict.outcome === "timed-out" ? ask() : result;
}

/** Cases with what was recorded of them. */
export function caseTrial(name: TrialName, all: readonly LoadedCase[], { target, clock }: Judging): Trial {
  const cases = all.filter((loaded) => isGraded(loaded, target, "exact"));
  const oracle = recordedOracle(cases, target);
  const catchers = new Catchers(cases);
  return {
    name,
    async attack(session) {
      for (const loaded of catchers.inOrder()) {
        const judging = { target, profile: "exact", clock } as const;
        const result = await confirmed(() => runCase(loaded, judging, oracle, session));
        if (!failed(result.verdict)) continue;
        catchers.add(result);
        return caughtBy(name, result);
      }
      return null;
    },
  };
}

/** Properties. What breaks one is not made smaller: nobody looks at it. */
export function propertyTrial(plan: PropertyPlan, { target, clock }: Judging): Trial {
  return {
    name: "properties",
    async attack(session) {
      const firstBroken = async () => {
        for await (const result of hold({ ...plan, shrinkingPlays: 0 }, target, () => session, clock))
          if (failed(result.verdict)) return result;
        return null;
      };
      const broken = await confirmed(firstBroken);
      return broken === null ? null : caughtBy("properties", broken);
    },
  };
}

/** A duel of random programs with the original. */
export interface Duelling {
  readonly host: Host;
  /** The original. */
  readonly python: string;
  readonly worlds: readonly World[];
  readonly seed: number;
  /** How many programs of each world. */
  readonly runs: number;
  /** Told of each session, so that it can be ended when the campaign is. */
  readonly onSession: (session: Session) => void;
}

/** Random programs, put to the original at the same time. */
export function duelTrial({ host, python, worlds, seed, runs, onSession }: Duelling): Trial {
  return {
    name: "fuzz",
    async attack(session, worker) {
      const original = new Session(pythonAdapter(python), host, DEFAULT_RUN_LIMITS, originalPlaces(worker));
      onSession(original);
      const tally = emptyTally();
      const plan = { worlds, seed, runs, shard: { turn: 1, of: 1 }, applies: () => true };
      try {
        await campaign(
          plan,
          [new Duel(session, original, "exact")],
          tally,
          () => tally.divergences > 0,
          () => {},
        );
      } finally {
        await original.close();
      }
      const [first] = tally.groups.values();
      return first === undefined ? null : { trial: "fuzz", by: first.signature, clauses: [] };
    },
  };
}

/** Where a worker's mutants play. */
export function mutantPlaces(worker: number): Places {
  return new Places(2 * worker);
}

/** Where the original plays beside them. */
function originalPlaces(worker: number): Places {
  return new Places(2 * worker + 1);
}
