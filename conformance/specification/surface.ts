// Everything a program can call, override or read, by its name and arguments, with the clauses to begin with.
// Knows names; what they do is told by the clauses.

import type { ClauseId } from "../../spec/clauses/index.ts";
import { code, idLink, table } from "./markdown.ts";

/** A name with its arguments and their defaults, what it is for, and the clauses that say more. */
type Entry = readonly [name: string, purpose: string, ClauseId, ...clauses: ClauseId[]];

/** Names that belong together. */
interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** The whole surface. Source of the signatures: CPython 3.11. */
const SURFACE: readonly Section[] = [
  {
    title: "The module asyncore",
    entries: [
      ["loop(timeout=30.0, use_poll=False, map=None, count=None)", "makes passes", "LOOP-01", "LOOP-07"],
      ["poll(timeout=0.0, map=None)", "one pass over select", "SELECT-01", "SELECT-09", "LOOP-10"],
      ["poll2(timeout=0.0, map=None), poll3", "one pass over poll", "POLL-07", "LOOP-10"],
      ["close_all(map=None, ignore_all=False)", "closes every channel of a map", "MAP-06", "MAP-07"],
      ["compact_traceback()", "condenses the current exception", "ERROR-08", "ERROR-09"],
      ["socket_map", "the global map", "LOOP-05", "MAP-01"],
      ["ExitNow", "an exception that leaves the loop", "ERROR-01", "ERROR-02"],
    ],
  },
  {
    title: "dispatcher: what a program calls",
    entries: [
      ["dispatcher(sock=None, map=None)", "makes a channel", "DISPATCHER-01", "DISPATCHER-02", "DISPATCHER-07"],
      ["create_socket(family=AF_INET, type=SOCK_STREAM)", "gives it a socket", "DISPATCHER-08", "DISPATCHER-09"],
      ["set_socket(sock, map=None)", "gives it that socket", "DISPATCHER-11"],
      ["set_reuse_addr()", "sets `SO_REUSEADDR`", "DISPATCHER-15"],
      ["bind(addr)", "binds the socket", "DISPATCHER-12", "DISPATCHER-13"],
      ["listen(num)", "makes it a listening channel", "DISPATCHER-14"],
      ["accept()", "takes a waiting connection", "ACCEPT-01", "ACCEPT-02"],
      ["connect(address)", "begins to connect", "CONNECT-01", "CONNECT-02", "CONNECT-03"],
      ["send(data)", "sends once", "WRITE-04", "WRITE-05", "WRITE-06"],
      ["recv(buffer_size)", "receives once", "READ-03", "READ-04", "READ-05"],
      ["close()", "closes and unregisters", "CLOSE-01", "CLOSE-13"],
      ["add_channel(map=None)", "registers", "MAP-03"],
      ["del_channel(map=None)", "unregisters", "MAP-04"],
      ["log(message), log_info(message, type='info')", "prints", "ERROR-10"],
    ],
  },
  {
    title: "dispatcher: what a program overrides",
    entries: [
      ["readable(), writable()", "the predicates", "DISPATCHER-16", "SELECT-03", "SELECT-04"],
      ["handle_connect()", "the connection stands", "CONNECT-07", "CONNECT-08"],
      ["handle_accept()", "somebody wants to connect", "ACCEPT-04", "ACCEPT-05"],
      ["handle_accepted(sock, addr)", "somebody was accepted", "ACCEPT-05", "ACCEPT-07"],
      ["handle_read()", "there is something to read", "READ-01"],
      ["handle_write()", "there is room to write", "WRITE-01"],
      ["handle_expt()", "there is urgent data", "OOB-01"],
      ["handle_close()", "the connection has ended", "READ-04", "POLL-08", "CLOSE-08"],
      ["handle_error()", "a handler has raised", "ERROR-01", "ERROR-03"],
    ],
  },
  {
    title: "dispatcher: what a pass calls",
    entries: [
      ["handle_read_event()", "the read event", "READ-01"],
      ["handle_write_event()", "the write event", "WRITE-01"],
      ["handle_expt_event()", "the exception event", "OOB-01"],
      ["handle_connect_event()", "the connect step", "CONNECT-11"],
    ],
  },
  {
    title: "dispatcher: attributes",
    entries: [
      ["connected, accepting, connecting", "the flags", "ATTRIBUTE-01"],
      ["closing, debug", "of no effect here", "CLOSE-07", "ATTRIBUTE-01"],
      ["addr", "an address, or none", "ATTRIBUTE-09"],
      ["socket", "the socket, or none", "DISPATCHER-01", "CLOSE-06"],
      ["family_and_type", "what `create_socket` was given", "DISPATCHER-08"],
      ["ignore_log_types", "what `log_info` leaves out", "ERROR-10"],
    ],
  },
  {
    title: "dispatcher_with_send, in addition",
    entries: [
      ["dispatcher_with_send(sock=None, map=None)", "a channel that buffers what it sends", "SEND-09"],
      ["send(data)", "buffers, and tries to send", "SEND-01", "SEND-05", "SEND-06"],
      ["initiate_send()", "sends from the front of the buffer, once", "SEND-02", "SEND-03", "SEND-07"],
      ["writable(), handle_write()", "already overridden", "SEND-04"],
      ["out_buffer", "what waits to be sent", "SEND-03", "SEND-09"],
    ],
  },
  {
    title: "Files",
    entries: [
      ["file_dispatcher(fd, map=None)", "a channel for a pipe or terminal", "FILE-06", "FILE-07"],
      ["set_file(fd)", "gives it that file", "FILE-01", "FILE-06"],
      ["file_wrapper(fd)", "a file with the methods of a socket", "FILE-01", "FILE-05"],
      [
        "recv(…), read(…), send(…), write(…), getsockopt(…), fileno(), close()",
        "its methods",
        "FILE-02",
        "FILE-03",
        "FILE-04",
        "FILE-09",
      ],
    ],
  },
  {
    title: "The module asynchat",
    entries: [
      ["async_chat(sock=None, map=None)", "a channel for messages that end in a terminator", "CHAT-39", "CHAT-02"],
      [
        "set_terminator(term), get_terminator()",
        "what ends a message: bytes, a length, or none",
        "CHAT-04",
        "CHAT-07",
        "CHAT-09",
        "CHAT-10",
      ],
      ["collect_incoming_data(data), found_terminator()", "what a program has to override", "CHAT-03", "CHAT-04"],
      ["push(data), push_with_producer(producer)", "queue what is to be sent, and try to send", "CHAT-19", "CHAT-25"],
      ["close_when_done()", "closes once the queue is empty", "CHAT-30", "CHAT-31"],
      ["discard_buffers()", "forgets what was received and what is queued", "CHAT-12"],
      ["initiate_send()", "sends from the front of the queue, once", "CHAT-21", "CHAT-22", "CHAT-23"],
      ["_collect_incoming_data(data), _get_data()", "gather a message in a list", "CHAT-34"],
      ["ac_in_buffer_size, ac_out_buffer_size", "how much is read and sent at once", "CHAT-01"],
      ["use_encoding, encoding", "whether and how text becomes bytes", "CHAT-38"],
      ["incoming, producer_fifo", "the message gathered so far, and the queue", "CHAT-34", "CHAT-37"],
      ["simple_producer(data, buffer_size=512), more()", "gives data piece by piece", "CHAT-36"],
      ["find_prefix_at_end(haystack, needle)", "how much of a terminator has begun", "CHAT-35"],
    ],
  },
];

function names(list: string): string {
  return list
    .split(/, (?![^(]*\))/)
    .map(code)
    .join(", ");
}

/** The chapter on names: one table for each section. */
export function surface(): string {
  return SURFACE.map(({ title, entries }) => {
    const rows = entries.map(([name, purpose, ...clauses]) => [
      names(name),
      purpose,
      clauses.map((id) => idLink(id)).join(", "),
    ]);
    return `### ${title}\n\n${table(["name", "what it is for", "begin with"], rows)}`;
  }).join("\n\n");
}
