// Which clauses a divergence may be about, as far as a machine can tell: those that speak of what differs.
// Knows the words of clauses and of moments; a human has the last word.

import { AREAS, type Area, type Target } from "../../spec/clause.ts";
import { areaOf, CLAUSE_IDS, type ClauseId, clauseOf, holdsFor } from "../../spec/clauses/index.ts";
import type { Base, Program } from "../../spec/program.ts";
import type { Moment } from "../../spec/verdict.ts";
import type { Disagreement } from "./duel.ts";

const MOST = 6;

const PASSES = new Set(["loop", "poll", "poll2", "poll3", "settle"]);

/** The areas a word belongs to, where its name does not tell. */
const AREAS_OF: Readonly<Record<string, readonly Area[]>> = {
  handle_connect: ["CONNECT"],
  handle_connect_event: ["CONNECT"],
  connect: ["CONNECT"],
  connect_ex: ["CONNECT"],
  getsockopt: ["CONNECT", "OOB"],
  getpeername: ["DISPATCHER"],
  new: ["DISPATCHER"],
  create_socket: ["DISPATCHER"],
  handle_accept: ["ACCEPT"],
  handle_accepted: ["ACCEPT"],
  accept: ["ACCEPT"],
  listen: ["ACCEPT"],
  bind: ["ACCEPT"],
  handle_read: ["READ"],
  handle_read_event: ["READ"],
  recv: ["READ"],
  readable: ["SELECT", "POLL", "READ"],
  writable: ["SELECT", "POLL", "WRITE"],
  handle_write: ["WRITE"],
  handle_write_event: ["WRITE"],
  send: ["WRITE"],
  handle_close: ["CLOSE"],
  close: ["CLOSE"],
  close_all: ["MAP"],
  add_channel: ["MAP"],
  del_channel: ["MAP"],
  handle_expt: ["OOB"],
  handle_expt_event: ["OOB"],
  handle_error: ["ERROR"],
  log_info: ["ERROR"],
  log: ["ERROR"],
  select: ["SELECT", "LOOP"],
  poll: ["POLL", "LOOP"],
  sleep: ["SELECT", "LOOP"],
  loop: ["LOOP"],
  describe: ["ATTRIBUTE"],
  get: ["ATTRIBUTE"],
  dup: ["FILE"],
  read: ["FILE"],
  write: ["FILE"],
};

const AREAS_OF_BASE: Readonly<Partial<Record<Base, Area>>> = {
  dispatcher_with_send: "SEND",
  file_dispatcher: "FILE",
  async_chat: "CHAT",
};

/** What a moment speaks of: a word of the language of programs, and the name it is said of. */
function wordsOf(moment: Moment | null): { word: string; of: string | null } | null {
  if (moment === null) return null;
  if (moment.moment === "ends") {
    const [of, word] = moment.what.split(/\.(.*)/s);
    return word === undefined ? { word: moment.what, of: null } : { word, of: of ?? null };
  }
  const { observation } = moment;
  if (observation.kind === "written") return { word: "log_info", of: null };
  if (observation.kind === "exhausted") return null;
  if (observation.kind === "state") return { word: "close", of: observation.of };
  const word =
    observation.kind === "action"
      ? observation.op
      : observation.kind === "event"
        ? observation.event
        : observation.call;
  return { word, of: observation.of ?? null };
}

function isNamed(word: string, text: string): boolean {
  return new RegExp(`\\b${word}\\b`).test(text);
}

interface Sought {
  readonly words: readonly string[];
  /** What the program says to the loop, when the loop is what differs. */
  readonly details: readonly string[];
  readonly areas: readonly Area[];
}

function scoreOf(id: ClauseId, { words, details, areas }: Sought): number {
  const { text } = clauseOf(id);
  const named = words.filter((word) => isNamed(word, text)).length;
  const detailed = details.filter((word) => isNamed(word, text)).length;
  return named + detailed === 0 ? 0 : named * 2 + detailed * 2 + (areas.includes(areaOf(id)) ? 3 : 0);
}

const DETAILS = ["count", "use_poll", "map"] as const;

/** What the passes of a program are told, beside how long to wait. */
function detailsOf({ steps }: Program): readonly string[] {
  return DETAILS.filter((detail) => steps.some((action) => PASSES.has(action.op) && detail in action));
}

function areasOf(words: readonly string[], names: readonly string[], program: Program): readonly Area[] {
  const bases = names.flatMap((name) => program.channels[name]?.base ?? []);
  const found = [
    ...words.flatMap((word) => AREAS_OF[word] ?? []),
    ...bases.flatMap((base) => AREAS_OF_BASE[base] ?? []),
  ];
  return (Object.keys(AREAS) as Area[]).filter((area) => found.includes(area));
}

/** The clauses that speak of what differs first and hold for `target`, the likeliest first, at most six. */
export function clausesAbout(
  { program, verdict }: Pick<Disagreement, "program" | "verdict">,
  target: Target,
): readonly ClauseId[] {
  if (verdict.outcome !== "diverged") return [];
  const { expected, observed } = verdict.divergence;
  const said = [wordsOf(expected), wordsOf(observed)].filter((one) => one !== null);
  const words = [...new Set(said.map(({ word }) => word))];
  const areas = areasOf(
    words,
    said.flatMap(({ of }) => of ?? []),
    program,
  );
  const details = words.some((word) => PASSES.has(word)) ? detailsOf(program) : [];
  const sought = { words, details, areas };
  const scored = CLAUSE_IDS.filter((id) => holdsFor(id, target)).map((id) => ({ id, score: scoreOf(id, sought) }));
  return scored
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST)
    .map(({ id }) => id);
}
