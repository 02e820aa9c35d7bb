// What connect does, and when handle_connect is called.
// Knows the channel's connecting state; how a pass chooses its events is in SELECT and POLL.

import type { ClauseTable } from "../clause.ts";

/** Connecting: connect, the pending socket error, handle_connect and the flags around it. */
export const CONNECT = {
  "CONNECT-01": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.connect()" },
    text: "connect first sets connected to false and connecting to true, also on a channel that was connected, and then asks the socket once.",
    hint: "Reset both flags before the call of the system, whatever they were.",
  },
  "CONNECT-02": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "As with a normal socket object, address is a tuple with the host to connect to and the port number. Otherwise it can be treated as a non-blocking socket.",
    },
    text: "While the connection is being made (the socket answers EINPROGRESS, EALREADY or EWOULDBLOCK), connect returns nothing and calls no event; connecting stays true and addr is the address asked for.",
    hint: "A connection in progress is no error: record the address and return.",
  },
  "CONNECT-03": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.connect(), handle_connect_event()" },
    text: "When the socket answers that it is connected (0 or EISCONN), handle_connect is called before connect returns, then connected becomes true and connecting false. No handle_write belongs to that call.",
    corrected:
      "The documentation implies handle_connect by the first write event; a connection that stands at once needs no event.",
    hint: "Treat 0 and EISCONN as the end of the connecting phase and run handle_connect inside connect.",
  },
  "CONNECT-04": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.connect()" },
    text: "Any other answer is raised as a socket error whose text is the errno's symbol, such as ECONNREFUSED. In Python it is of the class for that errno, such as ConnectionRefusedError; on 2.7 it is the socket module's error. No event is called, addr stays what it was, connecting stays true, and the channel stays open and registered.",
    hint: "Raise with the symbolic name as text; do not close, do not reset connecting.",
  },
  "CONNECT-05": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.connect()" },
    text: "When the socket's answer to connect is an errno that has no name, a key error is raised: the error would have been named after it. The state is that of any other failure.",
    hint: "Name the error by looking its symbol up; what is not found fails as look-ups do.",
  },
  "CONNECT-06": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.connect()" },
    text: "On Windows EINVAL, too, means that the connection is being made (on 2.7 also where the system is Windows CE); on every other system it is raised like any other error.",
    hint: "Ask for the name of the system before EINVAL is taken for a connection in progress.",
  },
  "CONNECT-07": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "handle_connect(): implied by the first write event." },
    text: "The first write event of a connecting channel calls handle_connect; then connected becomes true and connecting false, and handle_write follows in the same event.",
    corrected:
      "The first read event does it as well, and connect itself when the connection stands at once; only if no socket error is pending.",
    hint: "In the write event look at connecting first, finish the connection, and go on to handle_write.",
  },
  "CONNECT-08": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where: "Python 3.11 library reference, asyncore: handle_connect() is implied by the first read or write event",
    },
    text: "The first read event of a connecting channel calls handle_connect, and handle_read follows in the same event.",
    hint: "The read event must look at connecting just as the write event does.",
  },
  "CONNECT-09": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where: "Python 3.11 library reference, asyncore: handle_connect() is implied by the first read or write event",
    },
    text: "When a connecting channel is readable and writable in one pass, handle_connect is called once, before handle_read; handle_write comes last.",
    hint: "The read step finishes the connection, so the write step of the same pass must find it connected.",
  },
  "CONNECT-10": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.handle_connect_event()" },
    text: "While handle_connect runs, connected is still false and connecting still true; they change when it has returned.",
    hint: "Change the flags after handle_connect, not before it.",
  },
  "CONNECT-11": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence: "handle_connect(): called when the active opener's socket makes a connection.",
    },
    text: "Before handle_connect the pending error of the socket is fetched (SO_ERROR). If there is one, it is raised with the system's text, and the event calls neither handle_connect nor handle_read nor handle_write.",
    hint: "Ask for SO_ERROR when the connecting channel gets its first event, and raise what it says.",
  },
  "CONNECT-12": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "handle_error(): called when an exception is raised and not otherwise handled. The default version prints a condensed traceback.",
    },
    text: "A refused connection arrives as handle_error, once, in both passes (ECONNREFUSED does not count as a lost connection); handle_connect is never called. The default handle_error prints one line and calls handle_close, which closes the channel.",
    corrected: "Besides printing, the default handle_error calls handle_close.",
    hint: "Let ECONNREFUSED leave the event as an exception, and let the pass hand it to handle_error.",
  },
  "CONNECT-13": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, read(), readwrite()" },
    text: "When the pending error of a connecting channel says that the connection is lost, such as ECONNRESET, the pass over select calls handle_error, and the pass over poll calls handle_close alone.",
    hint: "Only the pass over poll turns ECONNRESET, ENOTCONN, ESHUTDOWN, ECONNABORTED, EPIPE and EBADF into handle_close.",
  },
  "CONNECT-14": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.handle_connect_event()" },
    text: "Fetching the pending error clears it. A handle_error that does not close leaves the channel connecting, and its next event calls handle_connect although nothing is connected: over select the write step of the same pass, over poll an event of the next pass.",
    hint: "A failed connection neither resets connecting nor closes the channel by itself.",
  },
  "CONNECT-15": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.handle_connect_event()" },
    text: "When handle_connect raises, connected stays false and connecting true, so that the next event calls it again. Raised inside connect, the exception reaches the caller of connect and not handle_error.",
    hint: "The flags change only when handle_connect returns; connect guards nothing.",
  },
  "CONNECT-16": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.handle_connect_event(), handle_write_event()" },
    text: "When handle_connect closes its channel, connected still becomes true afterwards, and handle_read or handle_write still follows, on the closed channel.",
    hint: "Nothing is looked at again after handle_connect has returned.",
  },
  "CONNECT-17": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.handle_read_event(), handle_write_event()" },
    text: "A channel that never called connect gets no handle_connect, although it is not connected: its events go straight to handle_read and handle_write.",
    hint: "“Not connected” does not mean “connecting”.",
  },
  "CONNECT-18": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence: "handle_connect(): called when the active opener's socket makes a connection.",
    },
    text: "A channel made from a connected socket, such as an accepted one, never gets handle_connect.",
    hint: "The constructor sets connected, so that no event finishes a connection that nobody asked for.",
  },
  "CONNECT-19": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.connect()" },
    text: "Calling connect again starts over: on a connected channel the socket answers that it is connected (EISCONN), so that handle_connect is called again before connect returns, and addr becomes the address of that last call.",
    hint: "connect does not look at the channel's state; it resets it and asks the socket.",
  },
  "CONNECT-20": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.connect()" },
    text: "An exception of the socket's own connect, such as a type error for something that is no address, leaves connect as it is; connecting stays true and addr unchanged.",
    hint: "Set addr only when the socket has answered.",
  },
  "CONNECT-21": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.handle_expt_event()" },
    text: "An exception event on a connecting channel never calls handle_connect: without a pending error it calls handle_expt, and the channel is still connecting.",
    hint: "Only read and write events finish a connection.",
  },
  "CONNECT-22": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.connect()" },
    text: "Because EAGAIN counts as pending, a local-domain connect whose answer is that the queue is full, where nothing is pending, leads to a handle_connect in the next event without any connection.",
    hint: "Take EAGAIN of connect for EINPROGRESS; whether something is under way is not asked.",
  },
  "CONNECT-23": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.recv()" },
    text: "On a datagram channel connect is done at once, and an empty datagram cannot be told from the end of a stream: recv calls handle_close.",
    hint: "Do not treat datagram sockets differently.",
  },
  "CONNECT-24": {
    level: "should",
    profile: "documented",
    authority: { kind: "seed", sentence: "handle_connect(): implied by the first write event." },
    text: "handle_connect is called once for each connection: later events call handle_read and handle_write alone.",
    hint: "connecting must be false, and connected true, once handle_connect has returned.",
  },
  "CONNECT-25": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "Each mapped channel's readable() and writable() methods are used to determine whether the channel's socket should be added to the list of channels.",
    },
    text: "A connecting channel is asked and watched like any other: with writable false and nothing to read it stays connecting, even after the other end has accepted it.",
    hint: "Do not watch a connecting channel for writing on its behalf.",
  },
} as const satisfies ClauseTable;
