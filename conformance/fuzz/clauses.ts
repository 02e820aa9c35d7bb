// Which clauses a divergence may be about, as far as a machine can tell: those that speak of what differs.
// Knows the words of clauses; what differs is told by subject.ts, and a human has the last word.

import type { Area, Target } from "../../spec/clause.ts";
import { areaOf, CLAUSE_IDS, type ClauseId, clauseOf, holdsFor } from "../../spec/clauses/index.ts";
import type { Base, Program } from "../../spec/program.ts";
import type { Trace } from "../../spec/trace.ts";
import type { CaseVerdict } from "../../spec/verdict.ts";
import { PASSES, type Said, type Subject, subjectOf } from "./subject.ts";

const MOST = 6;

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
  listen: ["DISPATCHER", "ACCEPT"],
  bind: ["DISPATCHER"],
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
  select: ["SELECT"],
  poll: ["POLL"],
  sleep: ["SELECT"],
  loop: ["LOOP"],
  map: ["MAP"],
  connected: ["CLOSE", "CONNECT"],
  connecting: ["CLOSE", "CONNECT"],
  accepting: ["CLOSE", "ACCEPT"],
  describe: ["ATTRIBUTE"],
  get: ["ATTRIBUTE"],
  dup: ["FILE"],
  read: ["FILE"],
  write: ["FILE"],
};

/** The area of a base that adds something to the plain channel, and the words that are its own then. */
const OWN: Readonly<Partial<Record<Base, { readonly area: Area; readonly words: readonly string[] }>>> = {
  dispatcher_with_send: { area: "SEND", words: ["send", "writable"] },
  file_dispatcher: { area: "FILE", words: ["new", "dup", "read", "write"] },
  async_chat: {
    area: "CHAT",
    words: [
      ...["push", "push_with_producer", "close_when_done", "initiate_send", "discard_buffers", "readable", "writable"],
      ...["set_terminator", "get_terminator", "collect_incoming_data", "found_terminator", "_get_data", "handle_read"],
    ],
  },
};

const OF_BASES: ReadonlySet<Area> = new Set(Object.values(OWN).map(({ area }) => area));

/** What clauses call a thing that has a name of the system's own. */
const CALLED: Readonly<Record<string, string>> = {
  getsockopt: "pending error",
  setsockopt: "SO_REUSEADDR",
  getpeername: "address",
  connect_ex: "connect",
};

function isNamed(word: string, text: string): boolean {
  return new RegExp(`\\b${CALLED[word] ?? word}\\b`).test(text);
}

interface Sought {
  readonly words: readonly string[];
  /** Words that make a clause likelier, but name nothing that differs. */
  readonly details: readonly string[];
  readonly areas: readonly Area[];
  /** The areas of the bases whose own affair it is: they say more than those of the words. */
  readonly own: readonly Area[];
}

/** A clause that names everything says little of each: what so many further words take away. */
const DILUTION = 0.25;

function scoreOf(id: ClauseId, { words, details, areas, own }: Sought): number {
  const { text } = clauseOf(id);
  const area = areaOf(id);
  const sought = [...words, ...details];
  const named = sought.filter((word) => isNamed(word, text)).length;
  if (named === 0 || (OF_BASES.has(area) && !own.includes(area))) return 0;
  const others = Object.keys(AREAS_OF).filter((word) => !sought.includes(word) && isNamed(word, text)).length;
  return named * 2 - others * DILUTION + (own.includes(area) ? 4 : areas.includes(area) ? 3 : 0);
}

const DETAILS = ["count", "use_poll", "map"] as const;

/** What the passes of a program are told, beside how long to wait. */
function detailsOf({ steps }: Program): readonly string[] {
  return DETAILS.filter((detail) => steps.some((action) => PASSES.has(action.op) && detail in action));
}

/** A pass that begins or ends; the call of that name is something else. */
function isPass({ word, kind }: Said): boolean {
  return PASSES.has(word) && kind !== "call";
}

/** Handlers of which one must know who called them to say what they are about. */
const CALLED_BY_MANY = new Set(["handle_close", "handle_error"]);

/** What is asked at the beginning of a pass: that it is asked, of whom and when, is what clauses say of it. */
const QUESTIONS = new Set(["readable", "writable"]);

/** Who made what differs happen, where that says more than what it is: a call of the system, a handler that many call. */
function callerOf({ said, within }: Subject): Said | null {
  const [caller] = said.some(({ kind, word }) => kind === "call" || CALLED_BY_MANY.has(word)) ? within : [];
  return caller ?? null;
}

function soughtBy(subject: Subject, program: Program): Sought {
  const { said, details } = subject;
  const words = [...new Set(said.map(({ word }) => word))];
  const caller = callerOf(subject);
  const callers = caller === null || isPass(caller) ? [] : [caller.word];
  const own = [...said, ...(caller === null ? [] : [caller])].flatMap(({ word, of }) => {
    const base = OWN[program.channels[of ?? ""]?.base ?? "dispatcher"];
    return base?.words.includes(word) ? [base.area] : [];
  });
  const isAsked = said.some(({ kind, word }) => kind === "event" && QUESTIONS.has(word));
  const further = [...details, ...callers.filter((word) => !words.includes(word)), ...(isAsked ? ["asked"] : [])];
  const isServed = caller !== null && isPass(caller) && !words.some((word) => PASSES.has(word));
  const served: readonly Area[] = isServed ? ["SELECT", "POLL"] : [];
  return {
    words,
    details: [...further, ...(said.some(isPass) ? detailsOf(program) : [])],
    areas: [...[...words, ...further].flatMap((word) => AREAS_OF[word] ?? []), ...served],
    own,
  };
}

/**
 * The clauses that speak of what differs first and hold for `target`, the likeliest first, at most six. `expected` is the
 * trace of the original, as far as it is known: what a moment is part of says more than the moment.
 */
export function clausesAbout(
  { program, verdict, expected }: { program: Program; verdict: CaseVerdict; expected: Trace | null },
  target: Target,
): readonly ClauseId[] {
  if (verdict.outcome !== "diverged") return [];
  const sought = soughtBy(subjectOf(verdict.divergence, expected), program);
  const scored = CLAUSE_IDS.filter((id) => holdsFor(id, target)).map((id) => ({ id, score: scoreOf(id, sought) }));
  return scored
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST)
    .map(({ id }) => id);
}
