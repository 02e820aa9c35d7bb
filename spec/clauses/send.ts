// What dispatcher_with_send adds to a channel: a buffer of what is to be sent.
// Knows nothing of send itself (WRITE), nor of chat channels, which queue what they send (CHAT).

import type { ClauseTable } from "../clause.ts";

/** Where the base is documented. */
const DOCUMENTED_AS_BUFFERED =
  "Python 3.11 library reference, asyncore, dispatcher_with_send: adds simple buffered output capability";

/** dispatcher_with_send. */
export const SEND = {
  "SEND-01": {
    level: "must",
    profile: "documented",
    authority: { kind: "later", where: DOCUMENTED_AS_BUFFERED },
    text: "send puts the data at the end of the output buffer, makes one attempt at once to send from the front of it, and returns nothing: not how much was sent.",
    hint: "Small data on an idle connection leaves inside send, before any pass.",
  },
  "SEND-02": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher_with_send.initiate_send()" },
    text: "One attempt offers the socket at most the first 65536 bytes of the buffer (512 on 2.7), in one send, whatever else waits.",
    hint: "Cut the piece before it is sent, and do not go on with the next piece in the same attempt.",
  },
  "SEND-03": {
    level: "must",
    profile: "documented",
    authority: { kind: "later", where: DOCUMENTED_AS_BUFFERED },
    text: "What the socket took is removed from the front of the buffer; the rest stays, in order, and leaves with later attempts. When the socket takes nothing now (EAGAIN), everything stays.",
    hint: "Remove as many bytes as send reports, not as many as were offered.",
  },
  "SEND-04": {
    level: "must",
    profile: "documented",
    authority: { kind: "later", where: DOCUMENTED_AS_BUFFERED },
    text: "writable is true while the channel is not connected or something waits in the buffer, else false, so that an idle channel gets no write events; handle_write makes one attempt to send.",
    hint: "Without the first half a connection is not noticed; without the second the loop spins.",
  },
  "SEND-05": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher_with_send.send(), dispatcher.handle_write_event()" },
    text: "Data sent before the connection stands is kept in the buffer and leaves in the write event that completes the connection: handle_connect first, then handle_write.",
    hint: "Neither connecting nor handle_connect touches the buffer.",
  },
  "SEND-06": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher_with_send.initiate_send(), dispatcher.send()" },
    text: "When the attempt finds the connection lost, handle_close is called and send returns as always; any other error of the socket is raised by send. In both cases the data is still in the buffer.",
    hint: "The data is in the buffer before the attempt, and an attempt that took nothing removes nothing.",
  },
  "SEND-07": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher_with_send.initiate_send()" },
    text: "An attempt with an empty buffer, by send of no data or by handle_write, still sends: zero bytes, which on a datagram socket is an empty datagram.",
    hint: "Do not leave early when there is nothing to send.",
  },
  "SEND-08": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher_with_send.send()" },
    text: "When debug is true, send calls log_info with “sending” and the data as text, before anything is sent. (Bytes as text are the business of the language: b'hello' in Python 3, 'hello' on 2.7.)",
    hint: "The line comes first, also when the attempt fails.",
  },
  "SEND-09": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher_with_send.__init__(), send()" },
    text: "The constructor takes a socket and a map like the plain channel's, and begins with an empty buffer of bytes. When the buffer holds anything that bytes cannot be put behind, send raises a type error.",
    hint: "Hand both arguments on; the buffer is empty, not absent, from the beginning.",
  },
} as const satisfies ClauseTable;
