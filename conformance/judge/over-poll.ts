// The same scenario over the other pass: what a program asks of the pass over select, asked of the pass over poll instead.
// Data in, data out; what interpreters did then is recorded beside what they did over select.

import type { Capabilities } from "../../spec/adapter.ts";
import type { ClauseId } from "../../spec/clauses/index.ts";
import type { Action, Op, Program, Reaction } from "../../spec/program.ts";
import type { Poller } from "../../spec/report.ts";
import type { Recording, Scenario } from "../../spec/scenario.ts";
import { isOfCorpus } from "../corpus/load.ts";
import type { LoadedCase, LoadedScenario } from "../load/load.ts";
import { actionsOf } from "./qualify.ts";

/** The clause that is about choosing between the two passes: nobody shows it over one of them. */
const OF_THE_CHOICE: ClauseId = "LOOP-03";

const ONE_PASS = new Set<Op>(["poll", "poll2", "poll3"]);

function moved(action: Action): Action {
  if (action.op === "poll") return { ...action, op: "poll2" };
  return action.op === "loop" || action.op === "settle" ? { ...action, use_poll: true } : action;
}

function movedReaction(reaction: Reaction): Reaction {
  if (reaction === null || typeof reaction !== "object" || !("do" in reaction)) return reaction;
  return { ...reaction, do: (reaction.do ?? []).map(moved) };
}

type Reacting = { readonly on?: Readonly<Record<string, readonly Reaction[] | undefined>> };

/** Declarations with every reaction moved. */
function movedAll<Declared extends Reacting>(declared: Readonly<Record<string, Declared>>): Record<string, Declared> {
  const movedOne = (one: Declared): Declared => {
    if (one.on === undefined) return one;
    const on = Object.entries(one.on).map(([event, reactions]) => [event, reactions?.map(movedReaction)]);
    return { ...one, on: Object.fromEntries(on) };
  };
  return Object.fromEntries(Object.entries(declared).map(([name, one]) => [name, movedOne(one)]));
}

/** `program` with every pass made over poll, wherever it is asked for. */
export function movedProgram(program: Program): Program {
  return {
    ...program,
    channels: movedAll(program.channels),
    ...(program.objects === undefined ? {} : { objects: movedAll(program.objects) }),
    ...(program.producers === undefined ? {} : { producers: movedAll(program.producers) }),
    steps: program.steps.map(moved),
  };
}

/**
 * `scenario` over poll, or null when it is about the passes: it calls one of them, shows a clause of SELECT or the choice
 * between them before all, or brings a script for select. One that runs no pass is what it was.
 */
export function overPoll(scenario: Scenario): Scenario | null {
  const { program } = scenario;
  const [first] = scenario.clauses;
  if (first === OF_THE_CHOICE || first?.startsWith("SELECT-") || program.world === "scripted") return null;
  if (actionsOf(program).some(({ action }) => ONE_PASS.has(action.op))) return null;
  return { ...scenario, clauses: clausesOverPoll(scenario.clauses), program: movedProgram(program) };
}

/** Those of `clauses` that can be shown over poll. */
export function clausesOverPoll(clauses: readonly ClauseId[]): readonly ClauseId[] {
  return clauses.filter((clause) => !clause.startsWith("SELECT-") && clause !== OF_THE_CHOICE);
}

/** A recording as it is when its scenario is played over poll: a version that left no other trace left the same. */
function recordingOverPoll({ overPoll: others = [], ...recording }: Recording): Recording {
  const differing = new Set(others.flatMap(({ versions }) => versions));
  const same = recording.traces.flatMap((trace) => {
    const versions = trace.versions.filter((version) => !differing.has(version));
    return versions.length === 0 ? [] : [{ ...trace, versions }];
  });
  return { ...recording, traces: [...same, ...others] };
}

/** The pass to play over on an implementation with these capabilities: select, unless its passes are all over poll or epoll. */
export function pollerFor({ passes, pollers }: Capabilities): Poller {
  return passes && pollers.length > 0 && !pollers.includes("select") ? "poll" : "select";
}

/**
 * A loaded case over `poller`, with what was recorded of it then; a probe, what is about a pass, and a random program, which
 * has its passes by chance, stay as they are.
 */
export function over<Case extends LoadedCase>(poller: Poller, loaded: Case): Case | LoadedScenario {
  if (poller === "select" || "probe" in loaded || isOfCorpus(loaded)) return loaded;
  const scenario = overPoll(loaded.scenario);
  if (scenario === null) return loaded;
  return { id: loaded.id, scenario, recording: loaded.recording && recordingOverPoll(loaded.recording) };
}
