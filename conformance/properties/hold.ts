// Holds properties against an implementation: plays random programs, judges every play, and makes what breaks a property small.
// Starts nothing and writes nothing: who plays is handed in, and what came out are results of cases.

import fc from "fast-check";
import type { Capabilities } from "../../spec/adapter.ts";
import type { Target } from "../../spec/clause.ts";
import { holdsFor } from "../../spec/clauses/index.ts";
import type { Program } from "../../spec/program.ts";
import type { CaseResult, Poller } from "../../spec/report.ts";
import type { Trace } from "../../spec/trace.ts";
import { type Draft, programFrom, programsFrom } from "../generate/index.ts";
import { renumbered } from "../generate/renumbered.ts";
import { judge } from "../judge/judge.ts";
import { normalise } from "../judge/normalise.ts";
import { clausesOverPoll, movedProgram } from "../judge/over-poll.ts";
import { missingFor } from "../judge/qualify.ts";
import type { Player, PlayerOf } from "../play/player.ts";
import type { SessionPlay } from "../play/session.ts";
import { caseIdOf, type Property } from "./property.ts";
import { type Story, tell } from "./story.ts";

/** The programs that are played when nothing is said: these many of each kind, out of this seed. */
export const DEFAULT_SEED = 1;
export const DEFAULT_RUNS = 50;

/** How far the descriptors of a program that comes between are from those before: what one leaves behind nobody left before it. */
const APART = 40;

/** How many plays making a program smaller may cost when nothing is said. */
const SHRINKING_PLAYS = 600;

/** Which properties are held, on which programs. */
export interface PropertyPlan {
  readonly properties: readonly Property[];
  readonly seed: number;
  /** How many programs of each kind. */
  readonly runs: number;
  /** The pass that is made wherever a program could choose; either, as it happens, when absent. */
  readonly poller?: Poller;
  /** How many plays making one program smaller may cost. */
  readonly shrinkingPlays?: number;
  /** The smallest program that breaks the property of that id, where it was found already. */
  readonly shrunk?: (id: string) => Program | null;
}

/** What came of playing one program as often as a property asks. */
type Played = { readonly first: Story; readonly last: Story } | { readonly unplayed: SessionPlay };

/** What is wrong with one program: a sentence and the trace it is about, or that it could not be played. */
type Finding = { readonly sentence: string; readonly trace: Trace } | { readonly unplayed: SessionPlay };

async function storyOf(player: Player, program: Program): Promise<Story | { unplayed: SessionPlay }> {
  const play = await player.play(program);
  if (play.outcome.outcome !== "played") return { unplayed: play };
  return tell(program, normalise(play.outcome.trace, { program, profile: "exact", addresses: play.addresses }));
}

/** What there is to play of one kind: programs the implementation can be asked for, and what the first of the others needs. */
interface Supply {
  readonly programs: readonly Program[];
  readonly missing: string | null;
  /** What was played already, by number and by how often. */
  readonly known: Map<string, Promise<Played>>;
}

/** The plays of a run; those that several properties ask for happen once. */
class Plays {
  readonly #playerOf: PlayerOf;
  readonly #capabilities: Capabilities;
  readonly #supplies = new Map<Draft, Supply>();
  readonly plan: PropertyPlan;

  constructor(playerOf: PlayerOf, plan: PropertyPlan, capabilities: Capabilities) {
    this.#playerOf = playerOf;
    this.plan = plan;
    this.#capabilities = capabilities;
  }

  supply(draft: Draft): Supply {
    const known = this.#supplies.get(draft);
    if (known !== undefined) return known;
    const { seed, runs, poller } = this.plan;
    const made = Array.from({ length: runs }, (_, index) => programFrom(draft, seed, index));
    const all = poller === "poll" ? made.map(movedProgram) : made;
    const lacking = all.map((program) => missingFor(program, this.#capabilities));
    const programs = all.filter((_, index) => lacking[index] === null);
    const supply = { programs, missing: lacking.find((need) => need !== null) ?? null, known: new Map() };
    this.#supplies.set(draft, supply);
    return supply;
  }

  /** Plays the program of that number out of `draft` as often as the property asks, unless that was done already. */
  numbered({ plays = "once" }: Property, draft: Draft, index: number): Promise<Played> {
    const { programs, known } = this.supply(draft);
    const key = `${index} ${plays}`;
    const of = `programs/${draft.name}/${key}`;
    const isFirst = plays === "once" && index === 0 && !known.has(key);
    if (isFirst && programs.every(({ world }) => world === "scripted")) this.#playerOf(null).ahead?.(programs);
    const played = known.get(key) ?? this.play(of, plays, programs, index);
    known.set(key, played);
    return played;
  }

  /** Plays the program of that number, or `program` in its place; `of` says what for, null that it is for nothing else. */
  async play(
    of: string | null,
    plays: NonNullable<Property["plays"]>,
    programs: readonly Program[],
    index: number,
    program = programs[index] as Program,
  ): Promise<Played> {
    const player = this.#playerOf(of);
    const first = await storyOf(player, program);
    if ("unplayed" in first) return first;
    if (plays === "once") return { first, last: first };
    const other = renumbered(programs[(index + 1) % programs.length] as Program, (index + 1) * APART);
    const between = plays === "around another" ? await storyOf(player, other) : first;
    const last = "unplayed" in between ? between : await storyOf(player, program);
    return "unplayed" in last ? last : { first, last };
  }
}

/** A program that breaks a property, and where it came from. */
interface Breaking {
  readonly property: Property;
  readonly draft: Draft;
  readonly programs: readonly Program[];
  readonly index: number;
}

function find(property: Property, played: Played): Finding | null {
  if ("unplayed" in played) return played;
  const sentence = property.judge(played.first, played.last);
  return sentence === null ? null : { sentence, trace: played.last.trace };
}

/** The smallest program that still breaks the property. */
async function smallest({ property, draft, programs, index }: Breaking, plays: Plays): Promise<Program> {
  const { shrunk, shrinkingPlays = SHRINKING_PLAYS } = plays.plan;
  const found = programs[index] as Program;
  const known = shrunk?.(caseIdOf(property)) ?? null;
  if (known !== null) return known;
  let left = shrinkingPlays;
  const keeps = fc.asyncProperty(programsFrom(draft), async (candidate) => {
    left -= 1;
    if (left < 0) return true;
    const finding = find(property, await plays.play(null, property.plays ?? "once", programs, index, candidate));
    return finding === null || "unplayed" in finding;
  });
  const { counterexample } = await fc.check(keeps, { examples: [[found]], numRuns: 1, seed: DEFAULT_SEED });
  return counterexample?.[0] ?? found;
}

type Judged = Pick<CaseResult, "verdict" | "program" | "observed">;

/** The verdict on a property of which `first` was found on a program. */
async function judgeBroken(breaking: Breaking, first: Finding, plays: Plays): Promise<Judged> {
  const { property, programs, index } = breaking;
  const found = programs[index] as Program;
  if ("unplayed" in first) {
    const { outcome, stderr } = first.unplayed;
    return { verdict: judge(outcome, [], null, stderr).verdict, program: found };
  }
  const program = await smallest(breaking, plays);
  const again = find(
    property,
    await plays.play(caseIdOf(property), property.plays ?? "once", programs, index, program),
  );
  const isSeen = again !== null && "sentence" in again;
  const { sentence, trace } = isSeen ? again : first;
  return { verdict: { outcome: "violated", sentence }, program: isSeen ? program : found, observed: trace };
}

/** How many of so many programs a property is held on that has to play each of them several times. */
const SEVERAL_TIMES_SHARE = 1 / 5;

async function holdOne(property: Property, plays: Plays): Promise<Judged> {
  const share = property.plays === undefined ? 1 : SEVERAL_TIMES_SHARE;
  const supplies = property.drafts.map((draft) => ({ draft, supply: plays.supply(draft) }));
  for (const { draft, supply } of supplies) {
    const { programs } = supply;
    for (let index = 0; index < programs.length * share; index += 1) {
      const finding = find(property, await plays.numbered(property, draft, index));
      if (finding !== null) return judgeBroken({ property, draft, programs, index }, finding, plays);
    }
  }
  const missing = supplies.every(({ supply }) => supply.programs.length === 0) ? supplies[0]?.supply.missing : null;
  return { verdict: missing ? { outcome: "not-applicable", missing } : { outcome: "passed" } };
}

/** What comes of a property that is about the pass over select and nothing else, where everything goes over poll. */
const ABOUT_SELECT: Judged = { verdict: { outcome: "not-applicable", missing: "pollers: select" } };

/** Whether a property says anything of a target: all of its clauses are about others, or one is about this one. */
export function isHeld({ clauses }: Property, target: Target): boolean {
  return clauses.some((clause) => holdsFor(clause, target));
}

/**
 * Holds each property of the plan that is about `target` against what the players play on, and gives one result for each: a
 * broken one has the smallest program and what was observed of it. `clock` gives milliseconds.
 * Throws SuiteError as `Session.play`.
 */
export async function* hold(
  plan: PropertyPlan,
  target: Target,
  playerOf: PlayerOf,
  clock: () => number,
): AsyncGenerator<CaseResult> {
  const { capabilities } = await playerOf(null).identity();
  const plays = new Plays(playerOf, plan, capabilities);
  for (const property of plan.properties.filter((one) => isHeld(one, target))) {
    const begun = clock();
    const here = property.clauses.filter((clause) => holdsFor(clause, target));
    const clauses = plan.poller === "poll" ? clausesOverPoll(here) : here;
    const judged = clauses.length === 0 ? ABOUT_SELECT : await holdOne(property, plays);
    const durationMs = Math.round((clock() - begun) * 100) / 100;
    yield { scenario: caseIdOf(property), title: property.title, clauses, ...judged, durationMs };
  }
}
