// The clauses of OOB: what an exceptional condition of a descriptor does; in practice that is urgent data.
// Knows the sentences only; which descriptors are watched for it is SELECT's and POLL's affair as well.

import type { ClauseTable } from "../clause.ts";

export const OOB = {
  "OOB-01": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence: "handle_expt(): called when there is out-of-band data for a socket connection.",
    },
    text: "An exception event first reads the socket's pending error: if there is none it calls handle_expt, which is how urgent data is announced; if there is one, whichever, it calls handle_close.",
    corrected: "When an error is pending on the socket, handle_close is called instead.",
    hint: "Read SO_ERROR in the exception event, and let its being zero or not decide between the two handlers.",
  },
  "OOB-02": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll() and readwrite()" },
    text: "Exception events come from the third list that select returns, and from the flag POLLPRI in the pass over poll; there the flags for errors and hang-ups are no exception events but call handle_close.",
    hint: "Ask poll for POLLPRI as well as POLLIN, and route POLLPRI alone to the exception event.",
  },
  "OOB-03": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.handle_expt()" },
    text: 'The default handle_expt logs "unhandled incoming priority event" as a warning, which by default is not printed, and does nothing else: the channel stays open.',
    hint: "The default handle_expt must not close and must not read the urgent byte.",
  },
  "OOB-04": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll() and readwrite()" },
    text: "When ordinary data and urgent data are waiting together, handle_read comes before handle_expt in the same pass, in both kinds of pass.",
    hint: "Serve the exception event after reading and writing.",
  },
  "OOB-05": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll() and poll2()" },
    text: "handle_expt is called in every pass until the urgent byte has been received, with the flag for urgent data, from the socket underneath, or ordinary data that came after it has been read.",
    hint: "Urgency is a level, not an edge: as long as the kernel reports it, report it.",
  },
  "OOB-06": {
    level: "must",
    profile: "exact",
    authority: {
      kind: "seed",
      sentence: "handle_expt(): called when there is out-of-band data for a socket connection.",
    },
    text: "Only channels that want something are watched for exceptional conditions: the pass over select watches those that want to read or to write, the pass over poll those that want to read only.",
    corrected:
      "A channel that wants nothing never hears of urgent data, and over poll neither does one that only wants to write.",
    hint: "Over select put a channel in the third list when it is readable or writable; over poll add POLLPRI only together with POLLIN.",
  },
  "OOB-07": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.handle_expt_event()" },
    text: "When the question for the pending error fails itself, that is an exception of the exception event: over select it goes to handle_error(); over poll an errno that means a lost connection calls handle_close(), any other handle_error().",
    hint: "Let the failure leave the event, and the pass decide.",
  },
  "OOB-08": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.handle_expt_event()" },
    text: "A listening channel is no exception to the exceptions: an exception event on it follows the same rule, and without a pending error calls handle_expt.",
    hint: "Unlike read and write events, an exception event does not look at accepting.",
  },
} as const satisfies ClauseTable;
