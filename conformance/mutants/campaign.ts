// Plays the scenarios and probes on machine-made mutants of the original, several at once, each until the first that fails.
// Knows which mutants are caught and by what; knows nothing of how mistakes are made or how results are shown.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Target } from "../../spec/clause.ts";
import type { Host } from "../../spec/host.ts";
import type { CaseResult, RunLimits } from "../../spec/report.ts";
import { pythonAdapter } from "../adapters/python.ts";
import { isGraded, runCase } from "../certify.ts";
import { failed } from "../judge.ts";
import type { LoadedCase } from "../load.ts";
import { type Oracle, recordedOracle } from "../oracle.ts";
import { packagePath } from "../package-path.ts";
import { Session } from "../session.ts";
import { SuiteError } from "../suite-error.ts";

/** The script that makes mutants. */
export const MUTANTS_SCRIPT = packagePath("conformance/mutants/mutants.py");

/** One small mistake in the original. `start` and `end` are places in its source. */
export interface Mutant {
  readonly module: "asyncore" | "asynchat";
  /** What kind of mistake, for example "negate a condition". */
  readonly operator: string;
  /** Where, for example "dispatcher.recv", or "module". */
  readonly function: string;
  readonly line: number;
  /** The source of the module without the mistake. */
  readonly source: string;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
}

/** What became of a mutant. One that cannot be loaded is nobody's implementation and does not count. */
export type Fate =
  | { readonly fate: "not-loadable"; readonly reason: string }
  | { readonly fate: "killed"; readonly by: CaseResult; readonly plays: number }
  | { readonly fate: "survived"; readonly plays: number };

/** What a campaign is about. */
export interface Campaign {
  readonly host: Host;
  readonly python: string;
  readonly target: Target;
  readonly cases: readonly LoadedCase[];
  /** How many mutants are played at once. */
  readonly workers: number;
  /** Told of each session, so that it can be ended when the campaign is. */
  readonly onSession: (session: Session) => void;
}

/** A mutant that hangs is killed by that, so a play need not be waited for as long as somebody's implementation. */
const LIMITS: RunLimits = { playMs: 4000, startMs: 10_000, runMs: 600_000 };

/** Every mutant of `module` as `python` has it, in order of place. */
export function mutantsOf(python: string, module: Mutant["module"]): readonly Mutant[] {
  const listed = execFileSync(python, [MUTANTS_SCRIPT, module], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const { source, mutants } = JSON.parse(listed) as { source: string; mutants: Omit<Mutant, "module" | "source">[] };
  return mutants.map((mutant) => ({ module, source, ...mutant }));
}

/** Scenarios in the order in which they killed most: a mutant is usually caught by what caught others. */
class Killers {
  readonly #cases: readonly LoadedCase[];
  readonly #kills = new Map<string, number>();

  constructor(cases: readonly LoadedCase[]) {
    this.#cases = cases;
  }

  add({ scenario }: CaseResult): void {
    this.#kills.set(scenario, (this.#kills.get(scenario) ?? 0) + 1);
  }

  inOrder(): readonly LoadedCase[] {
    const kills = ({ id }: LoadedCase) => this.#kills.get(id) ?? 0;
    return [...this.#cases].sort((one, other) => kills(other) - kills(one));
  }
}

/** The whole module with its mistake. */
function sourceOf({ source, start, end, after }: Mutant): string {
  return source.slice(0, start) + after + source.slice(end);
}

async function fateOf(
  mutant: Mutant,
  { host, python, target, onSession }: Campaign,
  oracle: Oracle,
  killers: Killers,
): Promise<Fate> {
  const folder = mkdtempSync(join(tmpdir(), "mutant-"));
  writeFileSync(join(folder, `${mutant.module}.py`), sourceOf(mutant));
  const session = new Session(pythonAdapter(python, { env: { PYTHONPATH: folder } }), host, LIMITS);
  onSession(session);
  let plays = 0;
  try {
    for (const loaded of killers.inOrder()) {
      const result = await runCase(loaded, { target, profile: "exact", clock: Date.now }, oracle, session);
      plays += 1;
      if (!failed(result.verdict)) continue;
      killers.add(result);
      return { fate: "killed", by: result, plays };
    }
    return { fate: "survived", plays };
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
  const cases = campaign.cases.filter((loaded) => isGraded(loaded, campaign.target, "exact"));
  const oracle = recordedOracle(cases, campaign.target);
  const killers = new Killers(cases);
  const waiting = mutants[Symbol.iterator]();
  let done = 0;
  const work = async () => {
    for (const mutant of waiting) {
      const fate = await fateOf(mutant, campaign, oracle, killers);
      done += 1;
      onFate(mutant, fate, done);
    }
  };
  await Promise.all(Array.from({ length: campaign.workers }, work));
}
