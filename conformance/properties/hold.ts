// Holds properties against an implementation: plays random programs, judges every play, and makes what breaks a property small.
// Starts nothing and writes nothing: the session is handed in, and what came out are results of cases.

import fc from "fast-check";
import type { Capabilities } from "../../spec/adapter.ts";
import type { Target } from "../../spec/clause.ts";
import { clauseOf } from "../../spec/clauses/index.ts";
import type { Program } from "../../spec/program.ts";
import type { CaseResult } from "../../spec/report.ts";
import type { Trace } from "../../spec/trace.ts";
import { type Draft, programFrom, programsFrom } from "../generate/index.ts";
import { judge } from "../judge.ts";
import { normalise } from "../normalise.ts";
import { missingFor } from "../qualify.ts";
import type { Session, SessionPlay } from "../session.ts";
import type { Property } from "./property.ts";
import { type Story, tell } from "./story.ts";

/** The programs that are played when nothing is said: these many of each kind, out of this seed. */
export const DEFAULT_SEED = 1;
export const DEFAULT_RUNS = 100;

/** How many plays making a program smaller may cost when nothing is said. */
const SHRINKING_PLAYS = 600;

/** Which properties are held, on which programs. */
export interface PropertyPlan {
  readonly properties: readonly Property[];
  readonly seed: number;
  /** How many programs of each kind. */
  readonly runs: number;
  /** How many plays making one program smaller may cost. */
  readonly shrinkingPlays?: number;
}

/** What came of playing one program as often as a property asks. */
type Played = { readonly first: Story; readonly last: Story } | { readonly unplayed: SessionPlay };

/** What is wrong with one program: a sentence and the trace it is about, or that it could not be played. */
type Finding = { readonly sentence: string; readonly trace: Trace } | { readonly unplayed: SessionPlay };

async function storyOf(session: Session, program: Program): Promise<Story | { unplayed: SessionPlay }> {
  const play = await session.play(program);
  if (play.outcome.outcome !== "played") return { unplayed: play };
  return tell(program, normalise(play.outcome.trace, { program, profile: "exact", addresses: play.addresses }));
}

/** Plays of programs by number; those that several properties ask for happen once. */
class Plays {
  readonly #session: Session;
  readonly #seed: number;
  readonly #known = new Map<string, Promise<Played>>();
  readonly #drafts: Draft[] = [];
  readonly shrinkingPlays: number;

  constructor(session: Session, { seed, shrinkingPlays = SHRINKING_PLAYS }: PropertyPlan) {
    this.#session = session;
    this.#seed = seed;
    this.shrinkingPlays = shrinkingPlays;
  }

  program(draft: Draft, index: number): Program {
    return programFrom(draft, this.#seed, index);
  }

  numbered({ plays = "once" }: Property, draft: Draft, index: number): Promise<Played> {
    if (!this.#drafts.includes(draft)) this.#drafts.push(draft);
    const key = `${plays} ${this.#drafts.indexOf(draft)} ${index}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const played = this.play(plays, this.program(draft, index), this.program(draft, index + 1));
    this.#known.set(key, played);
    return played;
  }

  async play(plays: NonNullable<Property["plays"]>, program: Program, other: Program): Promise<Played> {
    const first = await storyOf(this.#session, program);
    if ("unplayed" in first) return first;
    if (plays === "once") return { first, last: first };
    const between = plays === "around another" ? await storyOf(this.#session, other) : first;
    const last = "unplayed" in between ? between : await storyOf(this.#session, program);
    return "unplayed" in last ? last : { first, last };
  }
}

function find(property: Property, played: Played): Finding | null {
  if ("unplayed" in played) return played;
  const sentence = property.judge(played.first, played.last);
  return sentence === null ? null : { sentence, trace: played.last.trace };
}

/** Makes `program` as small as it can be while it still breaks `property`. */
async function smallest(
  property: Property,
  draft: Draft,
  program: Program,
  other: Program,
  plays: Plays,
): Promise<Program> {
  let left = plays.shrinkingPlays;
  const breaks = async (candidate: Program) => {
    left -= 1;
    const finding = left < 0 ? null : find(property, await plays.play(property.plays ?? "once", candidate, other));
    return finding !== null && "sentence" in finding;
  };
  const keeps = fc.asyncProperty(programsFrom(draft), async (candidate) => !(await breaks(candidate)));
  const { counterexample } = await fc.check(keeps, { examples: [[program]], numRuns: 1, seed: DEFAULT_SEED });
  return counterexample?.[0] ?? program;
}

type Judged = Pick<CaseResult, "verdict" | "program" | "observed">;

/** The verdict on a property that the program of this number does not keep. */
async function broken(property: Property, draft: Draft, index: number, first: Finding, plays: Plays): Promise<Judged> {
  if ("unplayed" in first)
    return {
      verdict: judge(first.unplayed.outcome, [], null, first.unplayed.stderr).verdict,
      program: plays.program(draft, index),
    };
  const [found, other] = [plays.program(draft, index), plays.program(draft, index + 1)];
  const program = await smallest(property, draft, found, other, plays);
  const again = find(property, await plays.play(property.plays ?? "once", program, other));
  const isSeen = again !== null && "sentence" in again;
  const { sentence, trace } = isSeen ? again : first;
  return { verdict: { outcome: "violated", sentence }, program: isSeen ? program : found, observed: trace };
}

async function holdOne(property: Property, runs: number, capabilities: Capabilities, plays: Plays): Promise<Judged> {
  let missing: string | null = null;
  let played = 0;
  const times = property.plays === undefined ? runs : Math.ceil(runs / 5);
  for (const draft of property.drafts)
    for (let index = 0; index < times; index += 1) {
      const lacking = missingFor(plays.program(draft, index), capabilities);
      missing ??= lacking;
      if (lacking !== null) continue;
      played += 1;
      const finding = find(property, await plays.numbered(property, draft, index));
      if (finding !== null) return broken(property, draft, index, finding, plays);
    }
  return { verdict: played > 0 || missing === null ? { outcome: "passed" } : { outcome: "not-applicable", missing } };
}

/** Whether a property says anything of a target: all of its clauses are about others, or one is about this one. */
export function isHeld({ clauses }: Property, target: Target): boolean {
  return clauses.some((clause) => clauseOf(clause).versions?.includes(target) ?? true);
}

/**
 * Holds each property of the plan that is about `target` against what `session` plays on, and gives one result for each: a
 * broken one has the smallest program and what was observed of it. `clock` gives milliseconds.
 * Throws SuiteError as `Session.play`.
 */
export async function* hold(
  plan: PropertyPlan,
  target: Target,
  session: Session,
  clock: () => number,
): AsyncGenerator<CaseResult> {
  const { capabilities } = await session.identity();
  const plays = new Plays(session, plan);
  for (const property of plan.properties.filter((one) => isHeld(one, target))) {
    const begun = clock();
    const judged = await holdOne(property, plan.runs, capabilities, plays);
    const clauses = property.clauses.filter((clause) => clauseOf(clause).versions?.includes(target) ?? true);
    const durationMs = Math.round((clock() - begun) * 100) / 100;
    yield { scenario: `property/${property.id}`, title: property.title, clauses, ...judged, durationMs };
  }
}
