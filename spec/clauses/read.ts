// The clauses of READ: what a read event does, and what recv() gives and says.
// Knows the sentences only; which pass finds a descriptor readable is SELECT's and POLL's affair.

import type { ClauseTable } from "../clause.ts";

export const READ = {
  "READ-01": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "handle_accept(): implied by a read event on a listening socket. handle_read(): called when a read will succeed.",
    },
    text: "A read event means handle_accept and nothing else on a channel that is listening; on one that is connecting it completes the connection (handle_connect) and then calls handle_read; on any other channel, connected or not, it calls handle_read.",
    corrected:
      "The documentation ties handle_connect to the first write event; in the original the first read event completes a connection just as well.",
    hint: "Look at what a readable descriptor does before handle_read: ask accepting first, then whether the channel is still connecting.",
  },
  "READ-02": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.handle_read_event()" },
    text: "The accepting flag outranks connected and connecting: while accepting is true a read event is handle_accept, whatever the other two say. Connected outranks connecting: while both are true neither a read event nor a write event completes a connection.",
    hint: "Test accepting first when an event arrives, then connected, and connecting only when it is not connected.",
  },
  "READ-03": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence: "recv(buffer_size): reads up to buffer_size bytes from the remote end of the socket.",
    },
    text: "recv(n) receives once and returns what that gave: at most n bytes, and fewer when fewer are there. What it left waits for the next recv.",
    hint: "recv must ask the socket exactly once, for exactly n bytes, without collecting until n are there.",
  },
  "READ-04": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "handle_close(): implied by a read event with no data available." },
    text: "A recv that finds the other end closed calls handle_close first and then returns an empty byte string to its caller, whose handler goes on.",
    corrected:
      "The read event as such says nothing of the end: it is recv, called by the program, that calls handle_close.",
    hint: "When the socket gives zero bytes, recv must call handle_close itself (not close) before it returns empty bytes.",
  },
  "READ-05": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "handle_close(): called when the socket is closed." },
    text: "A recv that fails because the connection is gone (ECONNRESET, ENOTCONN, ESHUTDOWN, ECONNABORTED, EPIPE, EBADF) raises nothing: it calls handle_close and returns an empty byte string, as at an orderly end.",
    hint: "Catch the six errnos of a lost connection inside recv and treat them like an empty read.",
  },
  "READ-06": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where: "asyncore, recv(): it may raise BlockingIOError even though select or poll reported the socket as ready.",
    },
    text: "A recv that fails in any other way raises the error and leaves the channel as it was; that includes EAGAIN when there is nothing to read yet, which send would have swallowed.",
    hint: "Do not turn EAGAIN into empty bytes: to every caller empty bytes mean the end of the stream.",
  },
  "READ-07": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.recv()" },
    text: "recv never closes the channel itself. When handle_close is overridden and does not close, the channel stays connected and in its map, and every pass reports the same end again: handle_read, then handle_close out of its recv.",
    hint: "Closing belongs to handle_close; neither recv nor the pass may close or unregister on its own.",
  },
  "READ-08": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.recv()" },
    text: "When the handle_close that recv calls at the end of the stream raises an error that means a lost connection, recv calls handle_close a second time and returns empty bytes; the error goes no further.",
    hint: "The guard against a lost connection in recv also encloses its call of handle_close for empty data.",
  },
  "READ-09": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.recv()" },
    text: "recv(0) gets no data from a live connection either, and so calls handle_close although the other end is still there.",
    hint: "recv decides by the emptiness of what it got, without looking at how much was asked for.",
  },
  "READ-10": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "handle_close(): implied by a read event with no data available." },
    text: "The end of the stream is noticed by recv alone: a handle_read that does not call recv is called again in every pass, and handle_close is never called, in both kinds of pass.",
    corrected: "A read event without data implies nothing as long as the program does not call recv.",
    hint: "The pass must not peek at the socket to find out whether a readable channel has ended.",
  },
  "READ-11": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll() and poll2()" },
    text: "A channel whose readable() is false does not notice that the other end has closed in order. A reset it does notice in the pass over poll, when it is writable: handle_write, then handle_close.",
    hint: "Only channels that want to read are asked about for reading; hang-ups reach the others through poll alone.",
  },
  "READ-12": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "handle_close(): implied by a read event with no data available." },
    text: "Data that arrived before the end is delivered before the end: one pass gives the data, and only a later read that finds none calls handle_close.",
    hint: "Do not call handle_close because the end has arrived; wait until a recv comes back empty.",
  },
  "READ-13": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll() and readwrite(); kernel dependent, as on Linux" },
    text: "Data followed by a reset: the pass over select gives the data and hears of the reset in its next pass; the pass over poll gives the data and calls handle_close in the same pass, so that what was left unread is lost.",
    hint: "In the pass over poll the hang-up and error flags call handle_close after the read step, whether or not everything was read.",
  },
} as const satisfies ClauseTable;
