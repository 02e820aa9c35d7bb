// The clauses of area POLL: one pass over poll(2), where it differs from the one over select(2).
// Knows flags and the order of service; what an event does to a channel is in CONNECT, ACCEPT, READ, WRITE and OOB.

import type { ClauseTable } from "../clause.ts";

/** The clauses of area POLL. */
export const POLL = {
  "POLL-01": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll2()" },
    text: "What each channel wants is said to poll(2) anew in each pass: nothing is left over from the pass before. Over an empty map poll(2) is not asked at all.",
    hint: "Build the list of registrations from this pass's answers; a registration that outlives its pass has to be taken back. Over epoll or kqueue the kernel may keep them, as long as it reports what this pass asked for: the calls below are not binding then, everything above them is.",
  },
  "POLL-02": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll2()" },
    text: "The timeout is handed to poll(2) in whole milliseconds, cut off towards zero: 0.0019 seconds are 1, minus a tenth of a millisecond is 0 and waits for nothing; none means no limit.",
    hint: "Multiply by 1000 and truncate; do not round, and do not round down below zero, which would wait for ever.",
  },
  "POLL-03": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll2()" },
    text: "readable() stands for POLLIN and POLLPRI, writable() of a channel that is not listening for POLLOUT: urgent data reach only a channel whose readable() answered true, unlike over select.",
    hint: "Ask for POLLPRI together with POLLIN, never with POLLOUT alone.",
  },
  "POLL-04": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll2()" },
    text: "A channel that answers false to both questions is not handed to poll(2) and hears of nothing in that pass, not even of a reset or a hang-up.",
    hint: "poll(2) reports errors and hang-ups unasked, so leave such a channel out altogether instead of asking for no flags.",
  },
  "POLL-05": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll2()" },
    text: "A listening channel is watched for POLLIN and POLLPRI if readable() is true and never for POLLOUT. If only writable() is true it is not watched at all, unlike over select.",
    hint: "Leave a listening channel out of poll(2) when its readable() is false.",
  },
  "POLL-06": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll2()" },
    text: "When no channel is interested in anything, the pass still waits for the whole timeout, in poll(2) itself.",
    hint: "Wait even with nothing to watch, or the loop spins.",
  },
  "POLL-07": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll2() and readwrite()" },
    text: "Channels are served one after the other, in the order in which poll(2) gave the descriptors; each gets its read event, then its write event, then its exception event, then handle_close().",
    hint: "One round over the channels with up to four steps each (three rounds is the select pass).",
  },
  "POLL-08": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, readwrite()" },
    text: "POLLIN is a read event, POLLOUT a write event, POLLPRI an exception event. POLLHUP, POLLERR and POLLNVAL call handle_close(), once however many of the three are set.",
    hint: "Errors and hang-ups go straight to handle_close(), not through a read event and not through handle_expt().",
  },
  "POLL-09": {
    level: "must",
    profile: "exact",
    authority: {
      kind: "source",
      where: "asyncore.py, readwrite(); upstream left it so (issue 75114)",
    },
    text: "The steps of one channel do not depend on one another: when its read event closes the channel, the write event, the exception event and handle_close() that were reported with it still follow, on the closed channel. So handle_close() can run twice in one pass.",
    hint: "Do not look the channel up again between its steps (the select pass does).",
  },
  "POLL-10": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll2()" },
    text: "Each channel is looked up in the map just before its steps: one that an earlier channel's handler closed or unregistered is skipped altogether.",
    hint: "Do not look up all channels before the first handler runs.",
  },
  "POLL-11": {
    level: "must",
    profile: "exact",
    authority: {
      kind: "source",
      where: "asyncore.py, readwrite()",
    },
    text: "A system error that leaves a handler and says the connection is gone (ECONNRESET, ENOTCONN, ESHUTDOWN, ECONNABORTED, EPIPE, EBADF) calls handle_close() instead of handle_error(), and the channel's remaining steps are skipped.",
    hint: "Only this pass makes the difference; over select the same error goes to handle_error().",
  },
  "POLL-12": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, readwrite()" },
    text: "Any other exception of a handler calls handle_error() once and skips the channel's remaining steps of that pass, also when the channel is still registered, unlike over select.",
    hint: "Guard the four steps of a channel together, not each by itself.",
  },
  "POLL-13": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, readwrite()" },
    text: "The step that calls handle_close() is guarded like the others: if it raises an error that says the connection is gone, handle_close() is called once more; if it raises anything else, handle_error() is called.",
    hint: "Put the last step under the same guard as the first three.",
  },
  "POLL-14": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll2()" },
    text: "An error of the wait leaves the pass and the loop, EINTR like any other. On 2.7 EINTR alone counts as nothing ready, and the loop goes on.",
    hint: "Hand every error of the wait on.",
  },
  "POLL-15": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, readwrite()" },
    text: "A socket that was closed behind its channel's back is reported as POLLNVAL: handle_close() runs and the channel leaves the map, whereas over select EBADF leaves the loop.",
    hint: "Treat POLLNVAL like a hang-up.",
  },
  "POLL-16": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, readwrite()" },
    text: "A system error without an errno that leaves a handler is no lost connection: it calls handle_error(). Up to 3.9 the search for its errno fails instead, and an index error leaves the loop.",
    hint: "Compare the errno of an error only if it has one.",
  },
  "POLL-17": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, readwrite()" },
    text: "A hang-up that comes without anything to read, as at the end of a pipe or on a socket that was never connected, calls handle_close() without a handle_read() before it, whereas over select it looks like something to read.",
    hint: "Do not turn POLLHUP into a read event.",
  },
  "POLL-18": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll2()" },
    text: "Every channel of the map is asked readable() and then writable(), each once and both in any case, listening channels too, before the pass waits.",
    hint: "Do not skip writable() because readable() was true or because the channel listens.",
  },
  "POLL-19": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll2()" },
    text: "A channel that a handler registers during the pass is neither asked nor served in that pass, but from the next one on.",
    hint: "New channels wait for the next round of questions.",
  },
  "POLL-20": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll2()" },
    text: "The questions go round a copy of the map: a channel that a predicate closes is still asked, and what poll(2) reports of its dead descriptor is dropped, since nothing is registered under it any more; a channel that a predicate adds is not asked in that pass.",
    hint: "Copy the map before asking, and ignore descriptors that are no longer in it.",
  },
} as const satisfies ClauseTable;
