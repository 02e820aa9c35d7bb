"""Faults for the clauses of FILE; edits/__init__.py says what an entry is."""

CLOSE = "fd = self.fd\n            self.fd = -1\n            os.close(fd)"

EDITS = {
    "works-on-the-original": (
        "self.fd = os.dup(fd)", "self.fd = fd",
        "FILE-01", "a wrapper works on the descriptor it is given"),
    "takes-the-original-over": (
        "self.fd = os.dup(fd)", "self.fd = os.dup(fd)\n            os.close(fd)",
        "FILE-01", "a wrapper closes the descriptor it is given"),
    "reads-under-one-name": (
        "        read = recv\n", "",
        "FILE-02", "a wrapper has no read"),
    "reads-something-at-least": (
        "return os.read(self.fd, *args)", "return os.read(self.fd, args[0] or 1)",
        "FILE-02", "recv of a wrapper reads a byte when none was asked for"),
    "writes-without-counting": (
        "return os.write(self.fd, *args)", "os.write(self.fd, *args)",
        "FILE-02", "send of a wrapper does not say how much went"),
    "closes-its-number-again": (
        "if self.fd < 0:\n                return\n            " + CLOSE, "os.close(self.fd)",
        "FILE-03", "closing a wrapper again closes whoever has its number by now"),
    "keeps-the-number-of-the-closed": (
        CLOSE, "self.fd, fd = self.fd, self.fd\n            os.close(fd)",
        "FILE-03", "a closed wrapper still has its descriptor number"),
    "forgets-its-number-last": (
        CLOSE, "os.close(self.fd)\n            self.fd = -1",
        "FILE-03", "a wrapper whose close fails keeps its descriptor number"),
    "fails-when-closed-again": (
        "if self.fd < 0:\n                return\n            ", "",
        "FILE-03", "closing a wrapper again raises"),
    "takes-no-length": (
        "not buflen):", "buflen is None):",
        "FILE-04", "a wrapper does not answer the question for a pending error with a length of 0"),
    "has-no-answer-when-closed": (
        "def getsockopt(self, level, optname, buflen=None):", "def getsockopt(self, level, optname, buflen=None):\n"
        "            os.fstat(self.fd)",
        "FILE-04", "a closed wrapper does not answer the question for a pending error"),
    "takes-any-length": (
        "optname == socket.SO_ERROR and\n                not buflen):", "optname == socket.SO_ERROR):",
        "FILE-04", "a wrapper answers the question for a pending error with any length"),
    "answers-any-option": (
        "raise NotImplementedError(\"Only asyncore specific behaviour \"\n"
        "                                      \"implemented.\")",
        "return 0",
        "FILE-04", "a wrapper answers every question for an option with 0"),
    "asks-at-any-level": (
        "if (level == socket.SOL_SOCKET and\n", "if (True and\n",
        "FILE-04", "a wrapper answers the question for a pending error at any level"),
    "is-never-collected": (
        "source=self)\n            self.close()", "source=self)",
        "FILE-05", "a forgotten wrapper leaves its descriptor open"),
    "files-are-not-connected": (
        "self.connected = True\n            try:\n                fd = fd.fileno()",
        "try:\n                fd = fd.fileno()",
        "FILE-06", "a file channel is not connected at first"),
    "files-announce-a-connection": (
        "os.set_blocking(fd, False)", "os.set_blocking(fd, False)\n            self.handle_connect()",
        "FILE-06", "making a file channel calls handle_connect"),
    "files-stay-blocking": (
        "os.set_blocking(fd, False)", "pass",
        "FILE-06", "a file channel does not make its file non-blocking"),
    "unregisters-its-first-file": (
        "self.socket = file_wrapper(fd)\n", "self.del_channel()\n            self.socket = file_wrapper(fd)\n",
        "FILE-06", "set_file takes the channel out of its map first"),
    "takes-numbers-only": (
        "fd = fd.fileno()", "fd = int(fd)",
        "FILE-06", "a file channel is made from nothing but a number"),
    "files-keep-to-the-global-map": (
        "dispatcher.__init__(self, None, map)", "dispatcher.__init__(self, None)",
        "FILE-06", "a file channel is not put in the map it is given"),
    "registers-before-it-duplicates": (
        "self.socket = file_wrapper(fd)\n            self._fileno = self.socket.fileno()\n"
        "            self.add_channel()",
        "self._fileno = fd\n            self.add_channel()\n            self.socket = file_wrapper(fd)",
        "FILE-07", "a descriptor that is not open leaves the channel in the map"),
    "stops-blocking-before-it-duplicates": (
        "self.set_file(fd)\n            # set it to non-blocking mode\n            os.set_blocking(fd, False)",
        "os.set_blocking(fd, False)\n            self.set_file(fd)",
        "FILE-07", "a file is made non-blocking although no channel could be made from it"),
    "bears-bad-descriptors": (
        "self.fd = os.dup(fd)",
        "try:\n                self.fd = os.dup(fd)\n            except OSError:\n                self.fd = -1",
        "FILE-07", "a descriptor that is not open raises nothing"),
    "reads-from-a-hung-up-pipe": (
        "if flags & select.POLLIN:", "if flags & (select.POLLIN | select.POLLHUP):",
        "FILE-08", "the pass over poll calls handle_read, too, at the end of a pipe"),
    "reads-out-a-pipe-first": (
        "if flags & (select.POLLHUP", "if not flags & select.POLLIN and flags & (select.POLLHUP",
        "FILE-08", "the pass over poll calls handle_close only when no data is left"),
    "raises-errors-of-files": (
        "return os.read(self.fd, *args)", "try:\n                return os.read(self.fd, *args)\n"
        "            except OSError as error:\n                raise RuntimeError(error)",
        "FILE-09", "errors of reading a descriptor are not those of a socket"),
    "takes-errors-for-the-end-of-a-file": (
        "return os.read(self.fd, *args)", "try:\n                return os.read(self.fd, *args)\n"
        "            except OSError as error:\n                if error.errno == EWOULDBLOCK:\n"
        "                    raise\n                return b''",
        "FILE-09", "an error of reading a descriptor counts as its end"),
    "raises-errors-of-writing-files": (
        "return os.write(self.fd, *args)", "try:\n                return os.write(self.fd, *args)\n"
        "            except BrokenPipeError as error:\n                raise RuntimeError(error)",
        "FILE-09", "a pipe without a reader is no lost wire"),
    "spares-broken-pipes": (
        "(select.POLLHUP | select.POLLERR |", "(select.POLLHUP |",
        "FILE-10", "the pass over poll does not close a pipe without a reader"),
    "does-not-write-to-broken-pipes": (
        "if flags & select.POLLOUT:", "if flags & select.POLLOUT and not flags & select.POLLERR:",
        "FILE-10", "the pass over poll does not call handle_write for a pipe without a reader"),
    "does-not-read-what-it-only-writes": (
        "            read(obj)", "            if fd not in w or 'sock' in str(obj.socket):\n                read(obj)",
        "FILE-10", "the pass over select gives no read event to who may write to a pipe without a reader"),
}
