// The suite as vitest tests: a third party calls `conformance` in a test file of its own, and so does the reference.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { posixHost } from "../reference/posix/index.ts";
import type { InitializeResult } from "../spec/adapter.ts";
import type { Profile, Target } from "../spec/clause.ts";
import type { CaseResult } from "../spec/report.ts";
import { moduleAdapter } from "./adapters/module.ts";
import { processAdapter } from "./adapters/process.ts";

export { adapterWords } from "./adapters/words.ts";

import { isAboutGraded, isGraded } from "./certificate/certify.ts";
import { replayLine } from "./commands/replay.ts";
import { CORPUS_WORLDS, type CorpusCase, loadCorpus } from "./corpus/load.ts";
import { failed, scopeOf } from "./judge/judge.ts";
import { over, pollerFor } from "./judge/over-poll.ts";
import { missingForCase } from "./judge/qualify.ts";
import { aboutOf, type LoadedCase, loadCases, playedOf } from "./load/load.ts";
import { recordedOracle } from "./oracle.ts";
import { runCase } from "./play/run-case.ts";
import { DEFAULT_RUN_LIMITS, Session } from "./play/session.ts";
import { tooUnsteady } from "./play/steady.ts";
import { DEFAULT_RUNS, DEFAULT_SEED, hold, PROPERTIES } from "./properties/index.ts";
import { caseIdOf } from "./properties/property.ts";
import { explainFailure } from "./report/failure.ts";
import { paintWith } from "./report/paint.ts";
import type { Played } from "./report/program-text.ts";

/** Who is judged, and what it claims. Exactly one of `module` and `adapter`. */
export interface ConformanceOptions {
  /** The path of a JavaScript or TypeScript module of the shape `AsyncoreModule`. */
  readonly module?: string;
  /** A program and its arguments. */
  readonly adapter?: readonly string[];
  /** The CPython whose behaviour is claimed; "3.11" when absent. */
  readonly target?: Target;
  /** "exact" when absent. */
  readonly profile?: Profile;
}

function titleOf(loaded: LoadedCase): string {
  const { clauses, title } = aboutOf(loaded);
  return `${clauses[0]} ${loaded.id}: ${title}`;
}

/** The programs of the corpus by world, and what a test of them is called: so many tests would drown those of the scenarios. */
function corpusOf(target: Target, profile: Profile): readonly (readonly [string, readonly CorpusCase[]])[] {
  const graded = loadCorpus(target).filter((loaded) => isGraded(loaded, target, profile));
  return CORPUS_WORLDS.map((world) => {
    const programs = graded.filter(({ scenario }) => scenario.program.world === world);
    return [
      `corpus: ${programs.length} random programs of the ${world} world go as in the original`,
      programs,
    ] as const;
  }).filter(([, programs]) => programs.length > 0);
}

/** An error that is its message alone: vitest shows the code a stack leads to, and this one leads to the suite, not to the fault. */
function unframed(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}

/** Declares one test for each scenario and probe of the target and profile, and one that something was judged at all. */
export function conformance(options: ConformanceOptions): void {
  const { module, adapter, target = "3.11", profile = "exact" } = options;
  const source = adapter === undefined ? moduleAdapter(module ?? "", process.execPath) : processAdapter(adapter);
  const cases = loadCases().filter((loaded) => isGraded(loaded, target, profile));
  const corpus = corpusOf(target, profile);
  const oracle = recordedOracle([...cases, ...corpus.flatMap(([, programs]) => programs)], target);
  const plan = { target, profile, clock: () => performance.now() };
  const again = { target, profile, oracle: "recorded", ...(module === undefined ? {} : { module }) };

  describe(`${source.words.join(" ")} as CPython ${target} (${profile} profile)`, () => {
    const session = new Session(source, posixHost, DEFAULT_RUN_LIMITS);
    let identity: InitializeResult;
    let graded = 0;
    beforeAll(async () => {
      identity = await session.identity();
    });
    afterAll(() => session.close());

    const explained = (result: CaseResult, program: Played) => {
      const replay = replayLine(result, again, adapter ?? [], process.env);
      const context = { program, target, profile, replay, width: 120, paint: paintWith(false) };
      return explainFailure(result, context).join("\n");
    };

    for (const overSelect of cases)
      test(titleOf(overSelect), async ({ skip }) => {
        const loaded = over(pollerFor(identity.capabilities), overSelect);
        const missing = missingForCase(loaded, identity.capabilities);
        if (missing !== null) skip(`the implementation does not declare ${missing}`);
        const result = await runCase(loaded, plan, oracle, session);
        graded += 1;
        if (failed(result.verdict)) throw unframed(explained(result, playedOf(loaded)));
      });

    for (const [title, programs] of corpus)
      test(title, async ({ skip }) => {
        const lacking = programs.map((loaded) => missingForCase(loaded, identity.capabilities));
        const asked = programs.filter((_, at) => lacking[at] === null);
        if (asked.length === 0) skip(`the implementation does not declare ${lacking[0]}`);
        graded += asked.length;
        const results: CaseResult[] = [];
        for (const loaded of asked) {
          const result = await runCase(loaded, plan, oracle, session);
          if (failed(result.verdict)) throw unframed(explained(result, playedOf(loaded)));
          results.push(result);
        }
        const problem = tooUnsteady(results);
        if (problem !== null) throw unframed(problem);
      });

    const properties = PROPERTIES.filter(({ clauses }) => isAboutGraded(clauses, target, profile));
    const results = hold({ properties, seed: DEFAULT_SEED, runs: DEFAULT_RUNS }, target, () => session, plan.clock);
    const held = new Map<string, CaseResult>();
    for (const property of properties)
      test(`${property.clauses[0]} ${caseIdOf(property)}: ${property.title}`, async ({ skip }) => {
        while (!held.has(caseIdOf(property))) {
          const { value, done } = await results.next();
          if (done === true) throw unframed(`${caseIdOf(property)} was not held.`);
          held.set(value.scenario, value);
        }
        const result = held.get(caseIdOf(property)) as CaseResult;
        if (result.verdict.outcome === "not-applicable")
          skip(`the implementation does not declare ${result.verdict.missing}`);
        graded += 1;
        if (failed(result.verdict)) throw unframed(explained(result, result.program ?? { source: "" }));
      });

    test("the core is declared, and something was judged", () => {
      expect(
        scopeOf(identity.capabilities),
        "base dispatcher, family inet, world loopback and a poller",
      ).not.toBeNull();
      expect(graded).toBeGreaterThan(0);
    });
  });
}
