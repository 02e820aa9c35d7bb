// What each answer of the system means to a channel: for each call, one row for each kind of answer.
// The clauses named decide; the rows only bring them together.

import type { ClauseId } from "../../spec/clauses/index.ts";
import type { ErrnoName } from "../../spec/errno.ts";
import { code, idLink, table } from "./markdown.ts";

/** The errnos that mean a lost connection (ERROR-12). */
export const DISCONNECT_ERRNOS = [
  "ECONNRESET",
  "ENOTCONN",
  "ESHUTDOWN",
  "ECONNABORTED",
  "EPIPE",
  "EBADF",
] as const satisfies readonly ErrnoName[];

/** What the system answers, what then happens (Markdown, both), and the clauses that say so. */
type Consequence = readonly [answer: string, consequence: string, ...clauses: ClauseId[]];

const LOST = "lost connection";
const ELSE = "anything else";

/** The consequences of each call, in the order of a channel's life. */
const CONSEQUENCES: readonly { readonly call: string; readonly answers: readonly Consequence[] }[] = [
  {
    call: "constructor",
    answers: [
      ["ENOTCONN, EINVAL for the peer's address", "made, but not connected and without `addr`", "DISPATCHER-03"],
      [ELSE, "raised; no map holds the channel", "DISPATCHER-04"],
    ],
  },
  { call: "`set_reuse_addr`", answers: [["any error", "swallowed", "DISPATCHER-15"]] },
  {
    call: "`bind`",
    answers: [["any error", "raised; `addr` is the address that was asked for", "DISPATCHER-12"]],
  },
  { call: "`listen`", answers: [["any error", "raised; `accepting` stays true", "DISPATCHER-14"]] },
  {
    call: "`connect`",
    answers: [
      ["0, EISCONN", "the connect step runs at once", "CONNECT-03"],
      ["EINPROGRESS, EALREADY, EAGAIN", "returns; the channel is connecting", "CONNECT-02"],
      [ELSE, "raised, with the errno's symbol as text; still connecting, still open", "CONNECT-04"],
    ],
  },
  {
    call: "connect step: pending error",
    answers: [
      ["0", "`handle_connect`, then the flags change", "CONNECT-10", "CONNECT-11"],
      [LOST, "raised out of the event: over select `handle_error`, over poll `handle_close`", "CONNECT-13"],
      [ELSE, "raised out of the event: `handle_error`", "CONNECT-11", "CONNECT-12"],
    ],
  },
  {
    call: "`accept`",
    answers: [
      ["EAGAIN, ECONNABORTED", "returns nothing", "ACCEPT-02"],
      [ELSE, "raised; EMFILE thereby closes a listener with default handlers", "ACCEPT-03", "ACCEPT-11"],
    ],
  },
  {
    call: "`recv`",
    answers: [
      ["no bytes", "`handle_close`, then returns no bytes", "READ-04"],
      [LOST, "`handle_close`, then returns no bytes", "READ-05"],
      [`${ELSE}, EAGAIN too`, "raised; the channel stays as it was", "READ-06"],
    ],
  },
  {
    call: "`send`",
    answers: [
      ["EAGAIN", "returns 0", "WRITE-05"],
      [LOST, "`handle_close`, then returns 0", "WRITE-06"],
      [ELSE, "raised; the channel stays as it was", "WRITE-07"],
    ],
  },
  {
    call: "`send` of a buffered channel",
    answers: [
      ["EAGAIN", "the data stays in the buffer", "SEND-03"],
      [LOST, "`handle_close`; the data stays in the buffer", "SEND-06"],
      [ELSE, "raised; the data stays in the buffer", "SEND-06"],
    ],
  },
  {
    call: "`handle_read` of a chat channel",
    answers: [
      ["EAGAIN, EALREADY, EINPROGRESS", "returns", "CHAT-16"],
      [LOST, "`handle_close`, by `recv`; works on with what is buffered", "CHAT-16", "CHAT-17"],
      [ELSE, "`handle_error`, and returns", "CHAT-16"],
    ],
  },
  {
    call: "an attempt of a chat channel to send",
    answers: [
      ["EAGAIN", "the piece stays in the queue", "CHAT-22"],
      [LOST, "`handle_close`, by `send`; the piece stays in the queue", "CHAT-33"],
      [ELSE, "`handle_error`; the piece stays in the queue", "CHAT-33"],
    ],
  },
  {
    call: "exception event: pending error",
    answers: [
      ["0", "`handle_expt`", "OOB-01"],
      ["any error", "`handle_close`", "OOB-01"],
    ],
  },
  {
    call: "`close_all`: a channel's `close` raises",
    answers: [
      ["EBADF", "ignored; the walk goes on", "MAP-07"],
      [ELSE, "raised at once, unless `ignore_all`", "MAP-07", "MAP-08"],
    ],
  },
  {
    call: "the wait of select",
    answers: [["any error, such as EBADF", "leaves the pass and the loop; nobody is served", "SELECT-20"]],
  },
  {
    call: "the wait of poll",
    answers: [["POLLNVAL for a descriptor", "`handle_close` of that channel", "POLL-08", "POLL-15"]],
  },
  { call: "a handler raises, select", answers: [["any error", "`handle_error`", "ERROR-01", "ERROR-07"]] },
  {
    call: "a handler raises, poll",
    answers: [
      [LOST, "`handle_close`", "POLL-11", "ERROR-07"],
      [ELSE, "`handle_error`", "POLL-12"],
    ],
  },
];

/** The chapter on errnos: the set that means a lost connection, and the table. */
export function errnoConsequences(): string {
  const rows = CONSEQUENCES.flatMap(({ call, answers }) =>
    answers.map(([answer, consequence, ...clauses], index) => [
      index === 0 ? call : "",
      answer,
      consequence,
      clauses.map((id) => idLink(id)).join(", "),
    ]),
  );
  return [
    `A *lost connection* is one of ${DISCONNECT_ERRNOS.map(code).join(", ")}, and no other errno (${idLink("ERROR-12")}). ` +
      "EWOULDBLOCK is called EAGAIN here: the two are one number on the systems of today. " +
      "*Raised* means: to whoever made the call; out of a handler it then goes to the pass, see the last rows.",
    table(["call", "the system says", "what happens", "clauses"], rows),
  ].join("\n\n");
}
