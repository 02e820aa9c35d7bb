// All clauses of all areas, and their ids as a type: code or a fixture that names an unknown clause does not compile or load.

import type { Area, Clause, Target } from "../clause.ts";
import { ACCEPT } from "./accept.ts";
import { ATTRIBUTE } from "./attribute.ts";
import { CHAT } from "./chat.ts";
import { CLOSE } from "./close.ts";
import { CONNECT } from "./connect.ts";
import { DISPATCHER } from "./dispatcher.ts";
import { ERROR } from "./error.ts";
import { FILE } from "./file.ts";
import { LOOP } from "./loop.ts";
import { MAP } from "./map.ts";
import { OOB } from "./oob.ts";
import { POLL } from "./poll.ts";
import { READ } from "./read.ts";
import { SELECT } from "./select.ts";
import { SEND } from "./send.ts";
import { WRITE } from "./write.ts";

/** Every clause by id, in the order of the specification. Ids are never renumbered. */
export const CLAUSES = {
  ...LOOP,
  ...SELECT,
  ...POLL,
  ...MAP,
  ...DISPATCHER,
  ...CONNECT,
  ...ACCEPT,
  ...READ,
  ...WRITE,
  ...CLOSE,
  ...OOB,
  ...ERROR,
  ...ATTRIBUTE,
  ...SEND,
  ...FILE,
  ...CHAT,
} as const satisfies Readonly<Record<string, Clause>>;

/** The id of a clause: its area and a number, for example `CONNECT-07`. */
export type ClauseId = keyof typeof CLAUSES;

/** Every clause id, in the order of the specification. */
export const CLAUSE_IDS = Object.keys(CLAUSES) as readonly ClauseId[];

/** The clause of that id. */
export function clauseOf(id: ClauseId): Clause {
  return CLAUSES[id];
}

/** Whether the clause `id` is about the version `target`: one that names no versions is about all of them. */
export function holdsFor(id: ClauseId, target: Target): boolean {
  return clauseOf(id).versions?.includes(target) ?? true;
}

/** The area a clause belongs to. */
export function areaOf(id: ClauseId): Area {
  return id.slice(0, id.lastIndexOf("-")) as Area;
}
