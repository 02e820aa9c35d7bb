// The states a channel goes through, and which clauses bring it from one to the next: a table and a diagram.
// The states are our names for combinations of the flags; nothing in an implementation needs to be called so.

import { CLAUSE_IDS, type ClauseId } from "../../spec/clauses/index.ts";
import { idLink, table } from "./markdown.ts";

/** A state: its name, what it means, and how it shows in the channel's attributes. */
type State = readonly [name: string, meaning: string, flag: string, socket: string];

/** Every state of a channel. */
export const STATES: readonly State[] = [
  ["New", "has no socket yet", "", "none; in no map"],
  ["Open", "has a socket that nothing was done with", "", "open; in its map"],
  ["Connecting", "has called `connect`, and no event yet", "`connecting`", "open; in its map"],
  ["Connected", "has another end", "`connected`", "open; in its map"],
  ["Listening", "has called `listen`", "`accepting`", "open; in its map"],
  ["Closed", "was closed", "", "closed, but kept; in no map"],
];

/** An edge of the diagram: from one state to another, what happens, and the clauses that say so. */
type Transition = readonly [from: string, to: string, when: string, ...clauses: ClauseId[]];

/** Where a life begins. */
export const BEGINNING = "[*]";

/** Every edge of the diagram. */
export const TRANSITIONS: readonly Transition[] = [
  [BEGINNING, "New", "made without a socket", "DISPATCHER-01"],
  [BEGINNING, "Connected", "made with a connected socket", "DISPATCHER-02"],
  [BEGINNING, "Open", "made with any other socket", "DISPATCHER-03"],
  ["New", "New", "close", "CLOSE-05"],
  ["New", "Open", "create_socket, set_socket", "DISPATCHER-08", "DISPATCHER-11"],
  ["Open", "Connecting", "connect, unless done at once", "CONNECT-02", "CONNECT-04"],
  ["Open", "Connected", "connect, done at once. handle_connect", "CONNECT-03"],
  ["Open", "Listening", "listen", "DISPATCHER-14"],
  ["Open", "Closed", "close", "CLOSE-01"],
  ["Connecting", "Connected", "first event. handle_connect", "CONNECT-07", "CONNECT-08"],
  ["Connecting", "Connecting", "event with a pending error. handle_error", "CONNECT-11", "CONNECT-14"],
  ["Connecting", "Closed", "close, also by the default handle_error", "CLOSE-01", "CONNECT-12"],
  ["Connected", "Connected", "handle_read, handle_write, handle_expt", "READ-01", "WRITE-01", "OOB-01"],
  ["Connected", "Connecting", "connect again", "CONNECT-01", "CONNECT-19"],
  [
    "Connected",
    "Closed",
    "close, also by the default handle_close and handle_error",
    "CLOSE-01",
    "CLOSE-08",
    "ERROR-03",
  ],
  ["Listening", "Listening", "read event. handle_accept", "ACCEPT-04"],
  ["Listening", "Closed", "close, also by the default handle_error", "CLOSE-12", "ACCEPT-10"],
  ["Closed", "Closed", "close, send, recv", "CLOSE-02", "WRITE-10"],
  ["Closed", "Open", "create_socket, set_socket", "DISPATCHER-08", "DISPATCHER-11"],
];

function diagram(): string {
  const edges = TRANSITIONS.map(([from, to, when, ...ids]) => `  ${from} --> ${to}: ${when}<br/>(${ids.join(", ")})`);
  return ["```mermaid", "stateDiagram-v2", ...edges, "```"].join("\n");
}

/** The chapter on states: how each looks from outside, and the diagram with the clauses on its edges. */
export function channelStates(): string {
  const named = new Set(TRANSITIONS.flatMap(([, , , ...ids]) => ids));
  const clauses = CLAUSE_IDS.filter((id) => named.has(id));
  return [
    "These names are used in this chapter only: a channel has no such attribute. An edge says what happens, then which handler is called.",
    table(["state", "a channel that", "flag that is true", "socket"], STATES),
    diagram(),
    `The clauses on the edges: ${clauses.map((id) => idLink(id)).join(", ")}.`,
  ].join("\n\n");
}
