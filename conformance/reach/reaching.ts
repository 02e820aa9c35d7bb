// Plays on an interpreter that says which lines of its own asyncore and asynchat each play walked.
// Knows what is asked of the adapter beside plays; knows nothing of what the lines mean.

import type { Host } from "../../spec/host.ts";
import type { RunLimits } from "../../spec/report.ts";
import type { Adapter, AdapterSource } from "../adapters/adapter.ts";
import { pythonAdapter } from "../adapters/python.ts";
import { packagePath } from "../package-path.ts";
import { DEFAULT_RUN_LIMITS, Session } from "../play/session.ts";
import { SuiteError } from "../suite-error.ts";

/** The script that plays as the adapter does and watches. */
const REACHING_SCRIPT = packagePath("conformance/adapters/python/reaching.py");

/** The modules that are watched. */
export const WATCHED = ["asyncore", "asynchat"] as const;

/** One of them. */
export type Watched = (typeof WATCHED)[number];

/**
 * One call of a function: the lines it went from and to, in order of number; 0 is outside of it, and a line that was left by
 * an exception is below 0. `caller` is "" for a call from elsewhere.
 */
export interface Walk {
  readonly module: Watched;
  readonly caller: string;
  readonly arcs: readonly (readonly [from: number, to: number])[];
}

/** What there is to reach in one module. */
export interface Source {
  readonly lines: readonly { readonly line: number; readonly function: string; readonly text: string }[];
  /** The two ways out of each condition: from one of its lines (first and last) into what it guards, or elsewhere. */
  readonly branches: readonly { readonly from: readonly [number, number]; readonly into: number }[];
}

/** What was walked in each of several plays and probes, in their order, and besides: when the modules were loaded. */
export interface Reached {
  readonly plays: readonly (readonly Walk[])[];
  readonly aside: readonly Walk[];
}

/** An interpreter that is watched while it plays. */
export class Reaching {
  readonly session: Session;
  readonly #python: string;
  readonly #walks: Walk[] = [];
  #adapter: Adapter | null = null;

  constructor(python: string, host: Host, limits: RunLimits = DEFAULT_RUN_LIMITS) {
    const source = pythonAdapter(python, { script: REACHING_SCRIPT });
    const watched: AdapterSource = {
      ...source,
      start: async (limitMs, ended) => {
        this.#walks.length = 0;
        this.#adapter = await source.start(limitMs, ended);
        return this.#adapter;
      },
    };
    this.#python = python;
    this.session = new Session(watched, host, limits);
  }

  async #ask(method: string): Promise<unknown> {
    const answer = await this.#adapter?.ask(method, {}, DEFAULT_RUN_LIMITS.playMs);
    if (answer?.answer === "result") return answer.result;
    throw new SuiteError(
      "oracle-unusable",
      `${this.#python} did not say what was reached: ${JSON.stringify(answer)}.`,
      "Try another interpreter.",
    );
  }

  /** What there is to reach, by module. Throws SuiteError when the interpreter does not say. */
  async source(): Promise<Readonly<Partial<Record<Watched, Source>>>> {
    await this.session.identity();
    return (await this.#ask("source")) as Partial<Record<Watched, Source>>;
  }

  /** What was walked since this was last asked. Throws SuiteError when the interpreter does not say. */
  async reached(): Promise<Reached> {
    await this.session.identity();
    const { walks, plays, aside } = (await this.#ask("reached")) as { walks: Walk[] } & Record<"plays", number[][]> &
      Record<"aside", number[]>;
    this.#walks.push(...walks);
    const named = (numbers: readonly number[]) => numbers.flatMap((number) => this.#walks[number] ?? []);
    return { plays: plays.map(named), aside: named(aside) };
  }
}
