// The clauses of WRITE: what a write event does, and what send() takes, gives and says.
// Knows the sentences only; which pass finds a descriptor writable is SELECT's and POLL's affair.

import type { ClauseTable } from "../clause.ts";

export const WRITE = {
  "WRITE-01": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "handle_connect(): implied by the first write event. handle_write(): called when a writable socket can be written.",
    },
    text: "A write event on a channel that is connecting completes the connection (handle_connect) and then calls handle_write; on a connected channel, and on one that never began to connect, it calls handle_write alone.",
    hint: "Look at what a writable descriptor does before handle_write: only a channel that is connecting gets handle_connect.",
  },
  "WRITE-02": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.handle_write_event()" },
    text: "A write event on a listening channel is ignored altogether: no handle_write, no handle_connect, no look at the socket.",
    hint: "Return at once from a write event while accepting is true.",
  },
  "WRITE-03": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "handle_write(): called when a writable socket can be written." },
    text: "As long as writable() answers true and the socket has room, handle_write is called once in every pass, whether or not anything was sent the last time.",
    hint: "Writability is a level, not an edge: ask again in every pass.",
  },
  "WRITE-04": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "send(data): sends data to the remote end of the socket." },
    text: "send(data) sends once and returns how many bytes the socket took, which may be fewer than were given; the rest is the caller's to send again.",
    corrected: "One call may send only a part of the data; the number it returns says how much.",
    hint: "send must neither loop until all is sent nor return the length of what it was given.",
  },
  "WRITE-05": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "It can otherwise be treated as a normal non-blocking socket." },
    text: "When the socket has no room at all (EAGAIN, also called EWOULDBLOCK), send returns 0; nothing is raised and no handler is called.",
    corrected: "Where a normal non-blocking socket fails with EAGAIN, send of a channel returns 0.",
    hint: "Turn EAGAIN of the socket's send into a return value of 0.",
  },
  "WRITE-06": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "send(data): sends data to the remote end of the socket." },
    text: "A send that fails because the connection is gone (ECONNRESET, ENOTCONN, ESHUTDOWN, ECONNABORTED, EPIPE, EBADF) raises nothing: it calls handle_close and returns 0.",
    corrected: "Sending into a broken connection is no error of send; it is reported through handle_close.",
    hint: "Catch the six errnos of a lost connection inside send, call handle_close, return 0.",
  },
  "WRITE-07": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "It can otherwise be treated as a normal non-blocking socket." },
    text: "A send that fails in any other way (ECONNREFUSED, ETIMEDOUT, EMSGSIZE …) raises the error and leaves the channel as it was.",
    hint: "Only EAGAIN and the six errnos of a lost connection are special in send; everything else is the caller's to see.",
  },
  "WRITE-08": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.handle_write_event()" },
    text: "When a write event finds that the connection attempt has failed, the error goes to handle_error and handle_write is not called in that event.",
    hint: "Raise the pending socket error out of the connect step, before handle_write is reached.",
  },
  "WRITE-09": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.send()" },
    text: "send on a TCP channel that was never connected finds the connection lost (EPIPE on Linux): it calls handle_close and returns 0.",
    hint: "Do not check connected before sending; let the socket answer, and treat EPIPE and ENOTCONN as a lost connection.",
  },
  "WRITE-10": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "close(): all later operations on the socket object will fail." },
    text: "After close(), send returns 0 and recv returns empty bytes, and each of them calls handle_close again; neither raises.",
    corrected: "Later operations of the channel do not fail: the socket's EBADF is taken for one more lost connection.",
    hint: "Keep the closed socket reachable and let EBADF run through the same path as a reset.",
  },
} as const satisfies ClauseTable;
