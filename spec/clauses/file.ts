// How descriptors of files, pipes and terminals become channels: file_wrapper and file_dispatcher.
// Knows nothing of what a pass does with them; they are served like any other channel (SELECT, POLL).

import type { ClauseTable } from "../clause.ts";

/** file_dispatcher. */
export const FILE = {
  "FILE-01": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where:
        "Python 3.11 library reference, asyncore, file_wrapper: duplicates the handle so that the original may be closed independently",
    },
    text: "file_wrapper works on a duplicate of the descriptor it is given: closing the wrapper leaves the original open, and closing the original leaves the wrapper working.",
    hint: "Duplicate the descriptor in the constructor and close only the duplicate.",
  },
  "FILE-02": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, file_wrapper.recv(), send()" },
    text: "recv and read are one method of the wrapper, and so are send and write: they read and write its descriptor once, and return what came or how many bytes went.",
    hint: "Offer both names, and do not loop inside them.",
  },
  "FILE-03": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, file_wrapper.close()" },
    text: "A closed wrapper has no descriptor (its fileno is −1): closing it again does nothing, not even to whoever has the same number by now, and reading and writing raise EBADF.",
    hint: "Forget the number when the wrapper is closed, before the system is asked to close it.",
  },
  "FILE-04": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, file_wrapper.getsockopt()" },
    text: "The wrapper answers getsockopt for the pending error (SOL_SOCKET, SO_ERROR) with 0, also when the length is given as 0. Any other level or option, and any other length, raises NotImplementedError.",
    hint: "A file has no pending error, and nothing else that a socket could be asked for.",
  },
  "FILE-05": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py of 3.x, file_wrapper.__del__()" },
    text: "A wrapper that nobody refers to any more closes its descriptor when it is collected, with a resource warning where there are such. On 2.7 the descriptor stays open, and nothing is said.",
    hint: "Only languages that collect while a program runs can show it.",
  },
  "FILE-06": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where:
        "Python 3.11 library reference, asyncore, file_dispatcher: takes a file descriptor or file object and an optional map",
    },
    text: "A file channel is made from a descriptor, or from anything with a fileno method, and optionally a map. It works on a duplicate, is registered at once, is connected without handle_connect, has no addr, and makes the file non-blocking, for everybody who has it open.",
    hint: "Non-blocking is a property of the open file, not of one descriptor: it shows on the original, too.",
  },
  "FILE-07": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, file_dispatcher.__init__(), file_wrapper.__init__()" },
    text: "Making a file channel from a descriptor that is not open raises EBADF, and no map holds the channel.",
    hint: "Duplicate before you register.",
  },
  "FILE-08": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll(), poll2(), readwrite()" },
    text: "When the writer of a pipe has gone, the pass over select calls handle_read, whose recv returns nothing and calls handle_close. The pass over poll calls handle_close alone; with data left it calls handle_read and handle_close in one pass.",
    hint: "poll reports the end of a pipe as POLLHUP, and with data left together with POLLIN.",
  },
  "FILE-09": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.recv(), send(); file_wrapper.recv(), send()" },
    text: "Errors of the descriptor count as errors of a socket: EPIPE and EBADF call handle_close and give 0 or no data, EAGAIN makes send return 0 and is raised by recv. On 2.7 they do not: all of them are raised.",
    hint: "From 3.3 on an error of the system is of one kind, whatever it comes from; on 2.7 a socket's errors are a kind of their own.",
  },
  "FILE-10": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, poll(), poll2(), readwrite()" },
    text: "When the reader of a pipe has gone, a channel on its writing end whose readable is true gets a read event in the pass over select, where reading fails with EBADF. The pass over poll calls handle_write and then handle_close.",
    hint: "select reports a broken pipe as readable and writable; poll as POLLOUT and POLLERR, and POLLERR closes.",
  },
} as const satisfies ClauseTable;
