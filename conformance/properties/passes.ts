// What holds of every pass, whoever is in the map and whatever they do: questions, the wait, who is served.

import type { Name } from "../../spec/program.ts";
import type { StateObservation } from "../../spec/trace.ts";
import { crowdDraft, longDraft } from "../generate/crowds.ts";
import { loopbackDraft } from "../generate/loopback.ts";
import { scriptedDraft } from "../generate/scripted.ts";
import { firstWrong, type Property } from "./property.ts";
import { allRounds, answerOf, type Round, roundsOf } from "./rounds.ts";
import {
  called,
  isAction,
  isEvent,
  isOverPoll,
  isPass,
  isUnfinished,
  raisedBy,
  type Seen,
  type Story,
  within,
} from "./story.ts";

const BOTH = [loopbackDraft, scriptedDraft] as const;

/** The states channels were last seen in before each observation at top level. */
function statesBefore({ all }: Story, at: number): ReadonlyMap<Name, StateObservation> {
  const states = new Map<Name, StateObservation>();
  for (const { observation } of all.slice(0, at))
    if (observation.kind === "state") states.set(observation.of, observation);
  return states;
}

/** How often a channel was given a socket or was made: with several, its name stands for more than one thing. */
function openings({ all }: Story, channel: Name): number {
  const ways = ["new", "create_socket", "set_socket", "set_file", "add_channel"] as const;
  const opening = all.filter((seen) => isAction(seen, ...ways) && seen.observation.of === channel);
  if (opening.filter((seen) => isAction(seen, "new")).length > 1) return opening.length;
  const bare = opening.find(({ action }) => action?.op === "new" && !("socket" in action) && !("file" in action));
  return opening.length - (bare === undefined ? 0 : 1);
}

function mapOf({ action }: Seen): Name {
  return action !== undefined && "map" in action && action.map !== undefined ? action.map : "global";
}

const ASKS_IN_ORDER: Property = {
  id: "select/asks-readable-then-writable",
  title: "In each pass everybody is asked readable and then writable, both in any case",
  clauses: ["SELECT-01", "POLL-18"],
  why: "Whoever asks the second question only after a certain answer to the first changes what predicates with effects do.",
  drafts: BOTH,
  judge: (story) =>
    firstWrong(allRounds(story), ({ pass, questions }) =>
      firstWrong([...questions.entries()], ([index, question]) => {
        const { event, of } = question.observation;
        const [before, after] = [questions[index - 1]?.observation, questions[index + 1]?.observation];
        if (event === "writable")
          return before?.event === "readable" && before.of === of
            ? null
            : `${called(question)} was asked without readable before it.`;
        const isLast = after === undefined && (raisedBy(pass) !== undefined || isUnfinished(story, pass));
        if (isLast || raisedBy(question) !== undefined || (after?.event === "writable" && after.of === of)) return null;
        return `${called(question)} was not followed by the question whether ${of} is writable.`;
      }),
    ),
};

/** Whom the first pass of a step must ask, by what states say, and what it asked instead. */
function askedAmiss(story: Story, pass: Seen): string | null {
  const { action, at } = pass;
  const states = statesBefore(story, at);
  const map = mapOf(pass);
  const known = [...states];
  if (known.some(([name]) => openings(story, name) > 1)) return null; // Under two descriptors somebody is asked twice.
  const [first] = roundsOf(pass);
  const asked = new Set((first?.questions ?? []).map(({ observation }) => observation.of));
  const stranger = known.find(([name, { maps }]) => asked.has(name) && !maps.includes(map));
  if (stranger !== undefined) return `${called(pass)} asked ${stranger[0]}, which is not in the map ${map}.`;
  const mayAskNobody =
    action === undefined ||
    action.op === "settle" ||
    ("count" in action && (action.count ?? 1) <= 0) ||
    story.program.maps?.[map]?.kind === "falsy" ||
    raisedBy(pass) !== undefined ||
    isUnfinished(story, pass);
  if (mayAskNobody) return null;
  const forgotten = known.find(([name, { maps }]) => maps.includes(map) && !asked.has(name));
  return forgotten === undefined ? null : `${called(pass)} did not ask ${forgotten[0]}, which is in the map ${map}.`;
}

const ASKS_THE_MAP: Property = {
  id: "loop/asks-whom-the-map-holds",
  title: "A pass asks exactly the channels that its map holds when it begins, and nobody else",
  clauses: ["LOOP-05", "SELECT-01", "POLL-18"],
  why: "Channels of other maps belong to somebody else's loop, and closed ones to nobody's.",
  drafts: [...BOTH, crowdDraft],
  judge: (story) =>
    firstWrong(
      story.all.filter((seen) => isPass(seen) && seen.parent === null),
      (pass) => askedAmiss(story, pass),
    ),
};

/** Nothing in it could change who is in a map. */
function isQuiet(story: Story, pass: Seen): boolean {
  return within(story, pass).every(
    (seen) => !isAction(seen) && !isEvent(seen, "handle_close", "handle_error", "handle_accepted"),
  );
}

function countedAmiss(story: Story, pass: Seen): string | null {
  const { action, at } = pass;
  const count = action?.op === "loop" ? action.count : undefined;
  if (count === undefined || count === null || pass.parent !== null || raisedBy(pass) !== undefined) return null;
  const map = mapOf(pass);
  if (story.program.maps?.[map]?.kind === "falsy" || !isQuiet(story, pass)) return null;
  const staying = [...statesBefore(story, at)].filter(
    ([name, { maps }]) => maps.includes(map) && openings(story, name) < 2,
  );
  return firstWrong(staying, ([name]) => {
    const asked = pass.inside.filter((seen) => isEvent(seen, "readable") && seen.observation.of === name).length;
    const wanted = Math.max(0, Math.ceil(count));
    const isCutOff = asked < wanted && isUnfinished(story, pass);
    return asked === wanted || isCutOff
      ? null
      : `${called(pass)} has a count of ${count}, and asked ${name} ${asked} times.`;
  });
}

const COUNTS: Property = {
  id: "loop/makes-as-many-passes-as-it-counts",
  title: "A loop with a count asks a channel that stays in its map once for each pass it counts",
  clauses: ["LOOP-07", "LOOP-08"],
  why: "An idle pass counts as much as a busy one, and the last of them is easily made once too often.",
  drafts: [...BOTH, longDraft],
  judge: (story) => firstWrong(story.all.filter(isPass), (pass) => countedAmiss(story, pass)),
};

function waitedAmiss(story: Story, { pass, waits }: Round): string | null {
  const { action } = pass;
  if (action === undefined || !("timeout" in action) || action.timeout === undefined) return null;
  const { timeout } = action;
  return firstWrong(waits, (wait) => {
    const told = wait.observation.args?.at(-1);
    const milliseconds = timeout === null ? null : Math.trunc(timeout * 1000);
    const wanted = wait.observation.call === "poll" ? milliseconds : timeout;
    return told === wanted || (isOverPoll(story, pass) && wanted === null)
      ? null
      : `${called(wait)} was told to wait ${told}, and the timeout of its pass is ${timeout} s.`;
  });
}

const WAITS: Property = {
  id: "loop/waits-as-long-as-it-is-told",
  title: "Every wait is given the timeout of its pass: seconds to select and sleep, whole milliseconds to poll",
  clauses: ["LOOP-02", "POLL-02", "SELECT-08"],
  why: "Two units and three ways to wait: one of them is easily forgotten.",
  drafts: [scriptedDraft],
  judge: (story) => firstWrong(allRounds(story), (round) => waitedAmiss(story, round)),
};

function members(value: unknown): readonly unknown[] {
  return typeof value === "object" && value !== null && "list" in value ? (value.list as readonly unknown[]) : [];
}

function flagsOf(entry: unknown): readonly unknown[] {
  return members(members(entry)[1]);
}

/** Who said yes to what in a pass: how many to readable, and how many to either. Somebody under two descriptors counts twice. */
function yeses({ questions }: Round): { readers: number; interested: number } {
  const answers = questions.map(({ observation }) => observation.returned === true);
  const both = answers.flatMap((readable, index) => (index % 2 === 0 ? [[readable, answers[index + 1] === true]] : []));
  const interested = both.filter(([readable, writable]) => readable || writable).length;
  return { readers: both.filter(([readable]) => readable).length, interested };
}

/** Whether everybody was asked both questions: whoever left that to chance is judged by another property. */
function isComplete({ questions }: Round): boolean {
  return questions.every(({ observation }, index) => observation.event === (index % 2 === 0 ? "readable" : "writable"));
}

function watchedAmiss(round: Round): string | null {
  const [wait] = round.waits;
  if (wait === undefined || !isComplete(round)) return null;
  const { readers, interested } = yeses(round);
  const [first, , third] = wait.observation.args ?? [];
  if (wait.observation.call === "select") {
    if (members(first).length !== readers)
      return `${called(wait)} watches ${members(first).length} for reading, and ${readers} answered that they are readable.`;
    const watched = members(third).length;
    return watched === interested
      ? null
      : `${called(wait)} watches ${watched} for exceptional conditions, and ${interested} wanted anything.`;
  }
  if (wait.observation.call === "sleep")
    return interested === 0 ? null : `${called(wait)} slept although ${interested} wanted something.`;
  const reading = members(first).filter(
    (entry) => flagsOf(entry).includes("POLLIN") && flagsOf(entry).includes("POLLPRI"),
  );
  return reading.length === readers
    ? null
    : `${called(wait)} watches ${reading.length} for POLLIN and POLLPRI, and ${readers} answered that they are readable.`;
}

const WATCHES: Property = {
  id: "select/watches-whom-it-must",
  title:
    "Watched for reading are as many as answered readable, and for exceptional conditions as many as wanted anything",
  clauses: ["SELECT-03", "SELECT-06", "POLL-03", "SELECT-08"],
  why: "A channel that is not watched for exceptional conditions never hears of urgent data or of a refused connection.",
  drafts: [scriptedDraft],
  judge: (story) => firstWrong(allRounds(story), watchedAmiss),
};

const HANDLERS = { handle_read: "readable", handle_write: "writable" } as const;

function servedUnasked(story: Story, round: Round): string | null {
  return firstWrong(round.served, (seen) => {
    const { event, of } = seen.observation;
    if (event !== "handle_read" && event !== "handle_write") return null;
    const renewed = within(story, round.pass).some(
      (inner) => isAction(inner, "new", "create_socket", "add_channel", "set", "call") && inner.observation.of === of,
    );
    if (renewed || answerOf(round, of, HANDLERS[event]) !== false) return null;
    return `${called(seen)} was called in a pass in which ${of} had answered that it is not ${HANDLERS[event]}.`;
  });
}

const SERVES: Property = {
  id: "select/serves-whom-it-asked",
  title:
    "handle_read and handle_write are called in a pass only of channels that had answered that they are readable and writable",
  clauses: ["SELECT-03", "SELECT-04", "SELECT-07", "POLL-04"],
  why: "A program that answers false relies on being left alone: it has nothing to send, or no room for what it would read.",
  drafts: [loopbackDraft],
  judge: (story) => firstWrong(allRounds(story).filter(isComplete), (round) => servedUnasked(story, round)),
};

const RANKS: Readonly<Record<string, number>> = { handle_accept: 0, handle_read: 0, handle_write: 1, handle_expt: 2 };

const BY_KIND: Property = {
  id: "select/serves-kind-by-kind",
  title: "A pass over select serves all read events first, then all write events, then all exception events",
  clauses: ["SELECT-11"],
  why: "Programs rely on having read what there was before they write; a loop that goes from channel to channel mixes the two.",
  drafts: [...BOTH, crowdDraft],
  judge: (story) =>
    firstWrong(
      allRounds(story).filter(({ pass }) => !isOverPoll(story, pass)),
      ({ served }) => {
        const ranked = served.filter(({ observation }) => RANKS[observation.event] !== undefined);
        const late = ranked.find((seen, index) => {
          const before = ranked[index - 1]?.observation.event;
          return before !== undefined && (RANKS[seen.observation.event] ?? 0) < (RANKS[before] ?? 0);
        });
        return late === undefined
          ? null
          : `${called(late)} was called after a later kind of event had been served in its pass.`;
      },
    ),
};

/** Statements about passes. */
export const OF_PASSES: readonly Property[] = [ASKS_IN_ORDER, ASKS_THE_MAP, COUNTS, WAITS, WATCHES, SERVES, BY_KIND];
