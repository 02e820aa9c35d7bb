// The clauses of ERROR: where exceptions go, what handle_error does, and what is logged.
// Knows the sentences only; nothing of how exceptions look in any one language.

import type { ClauseTable } from "../clause.ts";

export const ERROR = {
  "ERROR-01": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence: "handle_error(): called when an exception is raised and not otherwise handled.",
    },
    text: "Whatever leaves a channel's handler during a pass is handed to that channel's handle_error, and the loop goes on; only ExitNow, KeyboardInterrupt and SystemExit pass through and leave the loop.",
    corrected: "Three exceptions never reach handle_error.",
    hint: "Guard each of the read, write, exception and close steps, and let exactly these three exceptions through.",
  },
  "ERROR-02": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, read(), write(), _exception() and readwrite()" },
    text: "An exception that passes through ends the pass at once: channels that were ready after it are not served, and the channel that raised it is neither closed nor taken out of its map. The next pass serves whoever is still ready.",
    hint: "Do no tidying up on the way out: no closing, no unregistering, no serving of the rest.",
  },
  "ERROR-03": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "handle_error(): the default version prints a condensed traceback." },
    text: 'The default handle_error prints one line to standard output, "error: uncaptured python exception, closing channel CHANNEL (TYPE:VALUE TRACEBACK)", and then calls handle_close once.',
    corrected: "It also calls handle_close, which by default closes the channel.",
    hint: "Log with type error, so that nothing suppresses the line; then call handle_close of the channel, not close.",
  },
  "ERROR-04": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.handle_error()" },
    text: 'When the channel cannot even be turned into text, the line of handle_error says "<__repr__(self) failed for object at NUMBER>" in its place, and the channel is closed as usual.',
    hint: "Guard the conversion of the channel to text inside handle_error.",
  },
  "ERROR-05": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, read(), write(), _exception() and readwrite()" },
    text: "handle_error runs while the exception is still the current one: an override can ask for it, condense its traceback, or raise it again.",
    hint: "Call handle_error from inside the handling of the exception, not after it.",
  },
  "ERROR-06": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, read(), write(), _exception() and readwrite()" },
    text: "Nobody catches what handle_error itself raises, or what is raised by a handle_close it calls: it leaves the pass and the loop at once.",
    hint: "There is no second guard around handle_error.",
  },
  "ERROR-07": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, read(), write() and readwrite()" },
    text: "When a handler raises a system error that means a lost connection (ECONNRESET, for example), the pass over select calls handle_error as for any other exception; the pass over poll calls handle_close instead.",
    hint: "Only the pass over poll looks at the errno of what a handler raised.",
  },
  "ERROR-08": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, compact_traceback()" },
    text: 'compact_traceback() condenses the current exception: where it was raised (file, function and line), its type, its value, and one text with every frame, outermost first, as "[file|function|line]" separated by blanks.',
    hint: "Compare the shape of what compact_traceback() returns; the frames themselves are never compared.",
  },
  "ERROR-09": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, compact_traceback()" },
    text: 'compact_traceback() without a current exception raises an assertion error, "traceback does not exist". On 2.7 an exception that a caller has dealt with already still counts as current.',
    hint: "An absent traceback is a fault of the caller and must not be turned into an empty text.",
  },
  "ERROR-10": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.log() and dispatcher.log_info()" },
    text: 'log(message) writes "log: MESSAGE" to standard error, always. log_info(message, type) writes "TYPE: MESSAGE" to standard output unless the type is in ignore_log_types, which holds "warning" alone by default; without a type it is "info". Messages need not be text.',
    hint: "Check the stream, the prefix, the default type, and that ignore_log_types is asked at the time of the call.",
  },
  "ERROR-11": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.handle_expt() to dispatcher.handle_close()" },
    text: 'The default handlers log one warning each, silent unless ignore_log_types is changed: "unhandled incoming priority event", "unhandled read event", "unhandled write event", "unhandled connect event", "unhandled close event" and "unhandled accepted event" (on 2.7 "unhandled accept event"). Only those of closing and of accepting do anything else.',
    hint: "The default handlers are quiet, not absent: empty ignore_log_types and compare the texts.",
  },
  "ERROR-12": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, _DISCONNECTED" },
    text: "The errnos that mean a lost connection are exactly ECONNRESET, ENOTCONN, ESHUTDOWN, ECONNABORTED, EPIPE and EBADF; neighbours such as ETIMEDOUT, ECONNREFUSED and EHOSTUNREACH are ordinary errors.",
    hint: "Compare the set of errnos, member by member.",
  },
  "ERROR-13": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.recv(), send(), accept() and close()" },
    text: "A system error without an errno out of the socket's recv, send, accept or close is raised as it is. Up to 3.9 the search for its errno fails instead, with an index error.",
    hint: "Compare the errno of an error only if it has one.",
  },
  "ERROR-14": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, class ExitNow" },
    text: "ExitNow is the module's own and derives from Exception directly: whoever catches every Exception around the loop catches it.",
    hint: "Make it neither a BaseException nor an error of another kind.",
  },
} as const satisfies ClauseTable;
