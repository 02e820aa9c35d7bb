// What a listening channel does: accept, handle_accept, handle_accepted.
// Knows nothing of how a listener is made (DISPATCHER) or closed (CLOSE).

import type { ClauseTable } from "../clause.ts";

const SINCE_3 = ["3.6", "3.7", "3.8", "3.9", "3.10", "3.11"] as const;

/** Listening and accepting. */
export const ACCEPT = {
  "ACCEPT-01": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "The return value is a pair (connection, address): a new socket object usable to send and receive data, and the address bound to the socket at the other end.",
    },
    text: "accept takes one waiting connection and returns a pair: a plain new socket, not a channel, and the address of the other end.",
    hint: "Return the socket itself with the client's own address.",
  },
  "ACCEPT-02": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where: "Python 3.11 library reference, asyncore, dispatcher.accept(): the return value can be None or a pair",
    },
    text: "accept returns nothing when no connection is there to be taken (EWOULDBLOCK, EAGAIN) or it has gone by then (ECONNABORTED).",
    corrected: "Earlier versions of the documentation promise a pair only.",
    hint: "Turn EWOULDBLOCK, EAGAIN and ECONNABORTED into “nothing”; they are not errors here.",
  },
  "ACCEPT-03": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.accept()" },
    text: "Every other error of accept is raised: EINVAL on a socket that does not listen, EMFILE when the process has no descriptor left.",
    hint: "Swallow only the errors ACCEPT-02 names.",
  },
  "ACCEPT-04": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "handle_accept(): implied by a read event on a listening socket." },
    text: "A read event on a listening channel calls handle_accept once and nothing else. The listener's flags do not change: it never becomes connected.",
    hint: "In the read event look at accepting first, call handle_accept, and stop there.",
  },
  "ACCEPT-05": {
    level: "must",
    profile: "documented",
    authority: { kind: "later", where: "Python 3.11 library reference, asyncore, dispatcher.handle_accepted()" },
    versions: SINCE_3,
    text: "The default handle_accept calls accept and hands the socket and the address to handle_accepted; when accept gives nothing, handle_accepted is not called. An override of handle_accept replaces all of this.",
    corrected: "Earlier versions of the documentation know handle_accept only.",
    hint: "handle_accepted is called by the default handle_accept, with two arguments, and by nothing else.",
  },
  "ACCEPT-06": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py of 2.7, dispatcher.handle_accept()" },
    versions: ["2.7"],
    text: "On 2.7 there is no handle_accepted, and the default handle_accept only logs a warning (which is ignored): the client stays in the queue and the event repeats in every pass.",
    hint: "The default of 2.7 does not call accept.",
  },
  "ACCEPT-07": {
    level: "must",
    profile: "documented",
    authority: { kind: "later", where: "Python 3.11 library reference, asyncore, dispatcher.handle_accepted()" },
    versions: SINCE_3,
    text: "The default handle_accepted closes the new socket and logs the warning “unhandled accepted event”.",
    hint: "A client that nobody wants must see the end of the connection at once.",
  },
  "ACCEPT-08": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where: "Python 3.11 library reference, asyncore, dispatcher.handle_accepted(): sock is a new socket object",
    },
    text: "An accepted socket belongs to the program: it is blocking, in no map, and stays open.",
    hint: "Do not register, switch or close what accept returns.",
  },
  "ACCEPT-09": {
    level: "must",
    profile: "exact",
    authority: { kind: "seed", sentence: "handle_accept(): implied by a read event on a listening socket." },
    text: "One read event accepts at most one connection: three waiting clients take three passes.",
    hint: "Do not empty the queue; the next pass reports the listener again.",
  },
  "ACCEPT-10": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, read(), dispatcher.handle_read_event(), handle_error()" },
    text: "An exception in handle_accept or handle_accepted goes to the listener's own handle_error, whose default closes the listener; the accepted socket is left as it is.",
    hint: "The exception belongs to the channel whose event it was, and that is the listener.",
  },
  "ACCEPT-11": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.accept(), handle_error()" },
    text: "Running out of descriptors in accept (EMFILE) therefore closes a listener that has the default handlers.",
    hint: "EMFILE is an exception like any other: it reaches handle_error, which closes.",
  },
  "ACCEPT-12": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "handle_accept(): implied by a read event on a listening socket." },
    text: "An override of handle_accept that does not call accept is called again in every pass while the client waits.",
    hint: "The event lasts as long as its cause: do not remember that it was reported.",
  },
  "ACCEPT-13": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "handle_accept(): called on listening channels (passive openers) when a connection can be established with a new remote endpoint.",
    },
    text: "A listening channel never gets handle_connect, handle_read or handle_write, although its readable and writable are asked and answer true.",
    hint: "Keep listeners out of the write list, and let a read event on them end in handle_accept.",
  },
  "ACCEPT-14": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.accept(), __init__()" },
    text: "A client that resets its connection before it is accepted is accepted all the same (on Linux): a channel made of that socket is not connected and has no addr.",
    hint: "The question for the peer's address fails with ENOTCONN, which DISPATCHER-03 tolerates.",
  },
  "ACCEPT-15": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.accept()" },
    text: "accept raises a value error when the socket gives other than two things. Only when it gives what cannot be taken apart at all, such as nothing, is that the same as nobody to accept. (2.7 words the error more briefly.)",
    hint: "Guard against the type error of taking nothing apart, and against no other.",
  },
} as const satisfies ClauseTable;
