// The clauses of CLOSE: what close() does, what it does not do, and what handle_close does when nobody overrides it.
// Knows the sentences only; who notices that the other end has gone is READ's, WRITE's and POLL's affair.

import type { ClauseTable } from "../clause.ts";

export const CLOSE = {
  "CLOSE-01": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence: "close(): closes the socket. When channels are closed, they are removed from the map.",
    },
    text: "close() makes connected, accepting and connecting false, takes the channel out of its map and closes its socket; the other end then reads the end of the stream.",
    hint: "After close() look at the three flags, at the map and at the socket: one of them was left as it was.",
  },
  "CLOSE-02": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "close(): all later operations on the socket object will fail." },
    text: "close() may be called again on a closed channel: nothing is raised and nothing changes.",
    corrected: "Closing once more does not fail.",
    hint: "A second close() must pass quietly over a channel that is in no map and a socket that is already closed.",
  },
  "CLOSE-03": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "handle_close(): called when the socket is closed." },
    text: "close() never calls handle_close: that handler speaks of ends the other end made or an error brought, not of the program's own close().",
    corrected: "Not called when the program itself closes the channel.",
    hint: "Do not announce a local close(), neither at once nor in a later pass.",
  },
  "CLOSE-04": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.close()" },
    text: "When the socket's own close fails with ENOTCONN or EBADF, close() does not mind. Any other error is raised, but by then the flags are cleared and the channel is unregistered.",
    hint: "Close the socket last, and look at the errno of what it raises.",
  },
  "CLOSE-05": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.close()" },
    text: "close() on a channel that never had a socket does nothing; on 2.7 it raises an attribute error.",
    hint: "close() must bear a channel whose socket is still empty.",
  },
  "CLOSE-06": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.close() and dispatcher.del_channel()" },
    text: "After close() the channel keeps its (closed) socket and its addr, but forgets its descriptor number: closing it again takes nobody out of the map who has been given that number since.",
    hint: "Clear the remembered descriptor number when the channel is unregistered; clear neither socket nor addr.",
  },
  "CLOSE-07": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, class dispatcher" },
    text: "Every channel has an attribute closing, which is false and which nothing ever sets or reads, neither before nor after close().",
    hint: "closing is there for old programs to look at; do not use it to remember that close() was called.",
  },
  "CLOSE-08": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.handle_close()" },
    text: 'The default handle_close logs "unhandled close event" as a warning, which by default is not printed, and calls close().',
    hint: "A channel that does not override handle_close must still be closed, and leave its map, when the other end goes.",
  },
  "CLOSE-09": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.del_channel()" },
    text: "A channel leaves its map by descriptor number: whatever the map holds under that number goes, even when it is another channel by now.",
    hint: "Remove the entry under the channel's number without comparing it to the channel.",
  },
  "CLOSE-10": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence: "close(): the remote end will receive no more data (after queued data is flushed).",
    },
    text: "What send() had taken before close() still reaches the other end, followed by an orderly end of the stream.",
    hint: "Close the socket in order: no reset, no lingering options, no discarding of what is queued.",
  },
  "CLOSE-11": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll() and readwrite()" },
    text: "A channel that is closed in one step of a pass gets no further step in that pass over select; in the pass over poll it still gets all its steps. So a reset by the other end calls handle_close once over select, and over poll twice, with handle_write in between when the channel is writable.",
    hint: "Over select look the descriptor up in the map before each step; over poll look it up once and run all its steps.",
  },
  "CLOSE-12": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.close() and dispatcher.handle_read_event()" },
    text: "Closing a listening channel makes accepting false, so that a read event that comes late goes to handle_read and not to handle_accept.",
    hint: "Reset accepting in close().",
  },
  "CLOSE-13": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.close()" },
    text: "close() works in this order: it clears the flags, unregisters the channel through its del_channel(), and closes the socket last, so that an overridden del_channel() finds the flags false and the socket open.",
    hint: "Clear the flags first, call del_channel() of the channel itself, close the socket last.",
  },
} as const satisfies ClauseTable;
