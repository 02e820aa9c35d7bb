// The clauses of area SELECT: one pass over select(2), from the questions to the last event.
// Knows the order of a pass and what it looks up when; what an event does to a channel is in CONNECT, ACCEPT, READ, WRITE and OOB.

import type { ClauseTable } from "../clause.ts";

const DURING_PROCESSING =
  "During asynchronous processing each mapped channel's readable() and writable() methods are used to determine whether the channel's socket should be added to the list of channels select()ed or poll()ed for read and write events.";

/** The clauses of area SELECT. */
export const SELECT = {
  "SELECT-01": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: DURING_PROCESSING },
    text: "At the start of each pass every channel of the map is asked readable() and then writable(), each exactly once and both in any case. Only when all have been asked does the pass wait, and only then are events served.",
    hint: "Ask both questions of every channel in every pass; do not remember answers and do not skip the second question.",
  },
  "SELECT-02": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "Channels are asked, and handed to select(2), in the order of the map: in order of registration, whatever their descriptor numbers are. (On 2.7 a plain map has no order of its own.)",
    hint: "Keep the map in order of insertion and do not sort by descriptor.",
  },
  "SELECT-03": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "readable(): called each time around the asynchronous loop to determine whether a channel's socket should be added to the list on which read events can occur.",
    },
    text: "A channel is watched for reading in a pass exactly if its readable() answered true in that pass: data that waits behind a false answer stays where it is.",
    hint: "Build the read list anew in each pass from this pass's answers.",
  },
  "SELECT-04": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "writable(): called each time around the asynchronous loop to determine whether the channel's socket should be added to the list on which write events can occur.",
    },
    text: "A channel is watched for writing in a pass exactly if its writable() answered true in that pass and it is not listening; whether it is listening is looked at after writable() has answered.",
    hint: "Build the write list anew in each pass; read the flag `accepting` after the question, not before.",
  },
  "SELECT-05": {
    level: "must",
    profile: "exact",
    authority: {
      kind: "seed",
      sentence:
        "writable(): the default method simply returns True, so that by default all channels are interested in write events.",
    },
    text: "A listening channel is asked writable() like any other, but whatever it answers it is never watched for writing.",
    corrected: "All channels but the listening ones, which are left out of the write list.",
    hint: "Keep listening channels out of the write list, not out of the questions.",
  },
  "SELECT-06": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "A channel is watched for exceptional conditions exactly if readable() or writable() answered true, even if it is a listening channel that is watched for nothing else.",
    hint: "The exception list follows the two answers, not the two other lists.",
  },
  "SELECT-07": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: DURING_PROCESSING },
    text: "A channel that answers false to both questions is not watched at all: it gets no event in that pass, not even when its connection was reset.",
    hint: "Do not watch for errors or hang-ups on behalf of a channel that asked for nothing.",
  },
  "SELECT-08": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "When no channel is interested in anything, the pass sleeps once for the whole timeout and ends, without looking at any descriptor.",
    hint: "A pass with nobody to wait for still takes its time, or the loop spins.",
  },
  "SELECT-09": {
    level: "must",
    profile: "exact",
    authority: { kind: "seed", sentence: DURING_PROCESSING },
    text: "A pass waits exactly once, for reading, writing and exceptional conditions together: what becomes ready while handlers run is served in a later pass.",
    hint: "Take all three ready lists from one wait, and do not look again before the pass is over.",
  },
  "SELECT-10": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "The answers of readable() and writable() count by their truth value: a number other than zero or a text that is not empty is yes; zero, an empty text, an empty list and none are no.",
    hint: "Do not compare the answer with true.",
  },
  "SELECT-11": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "Events are served kind by kind: first the read events of all channels, then all write events, then all exception events, and within a kind in the order in which select(2) gave the descriptors.",
    hint: "Three rounds over the channels, not one round with three events each (that is the poll pass).",
  },
  "SELECT-12": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "Before each single event the channel is looked up in the map again: one that closed itself in its read event gets neither the write event nor the exception event of that pass.",
    hint: "Look the descriptor up again before every event and drop the event silently if nothing is there.",
  },
  "SELECT-13": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "A channel that another channel's handler closed or unregistered earlier in the pass gets none of its own events any more.",
    hint: "Do not collect the channels to be served before the first handler runs.",
  },
  "SELECT-14": {
    level: "should",
    profile: "exact",
    authority: {
      kind: "source",
      where: "asyncore.py, poll(); upstream left it so (issues 75114, 75168)",
    },
    text: "The look-up is by descriptor number only: when a handler closes a channel and a new one is registered under the same number, the events that were meant for the old one reach the new one in the same pass.",
    hint: "Do not check that the channel is the one that was asked; the original does not.",
  },
  "SELECT-15": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "A channel that a handler registers during a pass is neither asked nor served in that pass, however ready it is, but from the next one on.",
    hint: "New channels wait for the next round of questions.",
  },
  "SELECT-16": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "The questions go round a copy of the map: a channel that a predicate closes is still asked and its dead descriptor still watched, so that the wait fails with EBADF and leaves the loop; a channel that a predicate adds is not asked in that pass.",
    hint: "Copy the map before asking, and do not look again before waiting.",
  },
  "SELECT-17": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence: "handle_error(): called when an exception is raised and not otherwise handled.",
    },
    text: "An exception of one channel's handler goes to that channel's handle_error() and disturbs nobody else: the pass goes on, and the failing channel, if it is still registered, still gets its later events of the same pass.",
    hint: "Guard each single event, not the pass.",
  },
  "SELECT-18": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "A wait that is interrupted (EINTR) leaves the pass and the loop like any other error of it. On 2.7 it ends the pass, which then serves nobody, and the loop goes on.",
    hint: "Hand EINTR on like every error of the wait; whether a signal causes one at all is another matter.",
  },
  "SELECT-19": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll() and poll2()" },
    text: "A signal whose handler returns does not end a pass that waits or sleeps: it goes on for the time that is left. On 2.7 it ends the pass, which then serves nobody, without an error. What the handler raises leaves the pass and the loop, and every channel stays.",
    hint: "Go on waiting after EINTR, and let what a signal handler raises through.",
  },
  "SELECT-20": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "An error of the wait itself, for instance EBADF because a socket was closed behind its channel's back, leaves the pass and the loop; no handler runs, the map stays as it is, and every further pass fails alike.",
    hint: "Do not turn errors of select(2) into handle_error() or handle_close(), and do not clean up.",
  },
  "SELECT-21": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "A descriptor at or above FD_SETSIZE (1024) makes the wait over select fail with a value error that leaves the pass and the loop; the pass over poll serves it.",
    hint: "Refuse such a descriptor in the wait instead of writing beyond the sets.",
  },
  "SELECT-22": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "What is watched is the key of the map, whatever descriptor the channel under it believes to have; events on the key reach that channel.",
    hint: "Watch the keys of the map, not what each channel says its descriptor is.",
  },
  "SELECT-23": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py: poll(), read(), write(), _exception()" },
    text: "An object in a map need not be a dispatcher. A pass uses only readable(), writable(), the attribute `accepting`, handle_read_event(), handle_write_event(), handle_expt_event(), handle_error() and, over poll, handle_close(); `accepting` is read only when writable() answered true.",
    hint: "No tests of class, and no other methods or attributes of what is in the map.",
  },
  "SELECT-24": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "A registered channel that is false in its language's test of truth, for instance because it has a length of zero, is served like any other.",
    hint: "Test whether the map has no entry; never the truth of the channel.",
  },
  "SELECT-25": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "A descriptor that select(2) gives and under which the map holds nobody is passed over without an error.",
    hint: "Look every descriptor up, and expect to find nothing.",
  },
  "SELECT-26": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll()" },
    text: "Readiness is a level, not an edge: data that nobody took calls handle_read() again in every pass, and a socket that can be written calls handle_write() in every pass in which writable() is true.",
    hint: "Report a condition for as long as it lasts, not once when it begins.",
  },
} as const satisfies ClauseTable;
