"""Faults for the clauses of CLOSE; edits/__init__.py says what an entry is."""

EDITS = {
    "stays-connected-after-close": (
        "self.connected = False\n        self.accepting = False", "self.accepting = False",
        "CLOSE-01", "a closed channel is still connected"),
    "keeps-connecting-after-close": (
        "self.connecting = False\n        self.del_channel()", "self.del_channel()",
        "CLOSE-01", "a closed channel is still connecting"),
    "leaves-the-socket-open": (
        "self.socket.close()", "pass",
        "CLOSE-01", "close does not close the socket"),
    "closes-only-once": (
        "def close(self):\n        self.connected", "def close(self):\n        if self.socket.fileno() < 0:\n"
        "            raise OSError(EBADF, _strerror(EBADF))\n        self.connected",
        "CLOSE-02", "a second close raises"),
    "tells-of-its-own-close": (
        "self.connecting = False\n        self.del_channel()",
        "self.connecting = False\n        self.del_channel()\n        if self.socket.fileno() >= 0:\n"
        "            self.socket.close()\n            self.handle_close()",
        "CLOSE-03", "close calls handle_close"),
    "swallows-every-error-of-close": (
        "if why.errno not in (ENOTCONN, EBADF):\n                    raise", "pass",
        "CLOSE-04", "close raises no error of its socket"),
    "raises-every-error-of-close": (
        "if why.errno not in (ENOTCONN, EBADF):\n                    raise", "raise",
        "CLOSE-04", "close raises whatever its socket raises"),
    "minds-what-was-never-connected": (
        "(ENOTCONN, EBADF)", "(EBADF,)",
        "CLOSE-04", "close raises ENOTCONN of its socket"),
    "closes-what-was-lost": (
        "(ENOTCONN, EBADF)", "_DISCONNECTED",
        "CLOSE-04", "close swallows whatever means a lost connection"),
    "unregisters-when-all-went-well": (
        "self.del_channel()\n        if self.socket is not None:\n            try:\n"
        "                self.socket.close()",
        "if self.socket is not None:\n            try:\n                self.socket.close()\n"
        "                self.del_channel()",
        "CLOSE-04", "close leaves the channel in its map when the socket's own close fails"),
    "closes-nothing": (
        "if self.socket is not None:", "if True:",
        "CLOSE-05", "close fails on a channel that never had a socket"),
    "forgets-its-socket": (
        "self.socket.close()\n", "self.socket.close()\n                self.socket = None\n",
        "CLOSE-06", "a closed channel has no socket any more"),
    "forgets-its-address": (
        "self.connecting = False\n        self.del_channel()",
        "self.connecting = False\n        self.addr = None\n        self.del_channel()",
        "CLOSE-06", "a closed channel has no address any more"),
    "remembers-its-number": (
        "self._fileno = None\n\n    def create_socket", "\n    def create_socket",
        "CLOSE-06", "a closed channel remembers its descriptor number"),
    "remembers-that-it-closed": (
        "self.connecting = False\n        self.del_channel()",
        "self.connecting = False\n        self.closing = True\n        self.del_channel()",
        "CLOSE-07", "close sets closing"),
    "does-nothing-while-closing": (
        "def handle_read_event(self):", "def handle_read_event(self):\n        if self.closing:\n            return",
        "CLOSE-07", "a channel whose closing is true gets no read events"),
    "closes-without-a-word": (
        "self.log_info('unhandled close event', 'warning')\n        self.close()", "self.close()",
        "CLOSE-08", "the default handle_close logs nothing"),
    "warns-and-stays-open": (
        "self.log_info('unhandled close event', 'warning')\n        self.close()",
        "self.log_info('unhandled close event', 'warning')",
        "CLOSE-08", "the default handle_close does not close"),
    "closes-behind-its-own-back": (
        "self.log_info('unhandled close event', 'warning')\n        self.close()",
        "self.log_info('unhandled close event', 'warning')\n        dispatcher.close(self)",
        "CLOSE-08", "the default handle_close does not call an overridden close"),
    "closes-before-it-warns": (
        "self.log_info('unhandled close event', 'warning')\n        self.close()",
        "self.close()\n        self.log_info('unhandled close event', 'warning')",
        "CLOSE-08", "the default handle_close logs after it has closed"),
    "prints-its-warnings": (
        "self.log_info('unhandled close event', 'warning')", "self.log_info('unhandled close event')",
        "CLOSE-08", "the default handle_close logs no warning but information, which is printed"),
    "removes-only-itself": (
        "if fd in map:", "if map.get(fd) is self:",
        "CLOSE-09", "a channel whose number belongs to another one by now leaves that one in the map"),
    "resets-on-close": (
        "self.socket.close()\n",
        "import struct\n                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, "
        "struct.pack('ii', 1, 0))\n"
        "                self.socket.close()\n",
        "CLOSE-10", "close discards what was sent and resets the connection"),
    "polls-step-by-step": (
        "if flags & select.POLLOUT:", "if flags & select.POLLOUT and obj._fileno is not None:",
        "CLOSE-11", "the pass over poll gives no handle_write to a channel that its handle_read closed"),
    "hangs-up-once": (
        "if flags & (select.POLLHUP", "if obj._fileno is not None and flags & (select.POLLHUP",
        "CLOSE-11", "the pass over poll does not tell a channel of a reset that its handle_read has closed"),
    "selects-once-for-all": (
        "for fd in r:\n            obj = map.get(fd)",
        "channels = dict(map)\n        map = channels\n        for fd in r:\n            obj = map.get(fd)",
        "CLOSE-11", "the pass over select gives all its steps to a channel that was closed in the first"),
    "accepts-after-close": (
        "self.accepting = False", "pass",
        "CLOSE-12", "a listening channel still counts as one after close"),
    "unregisters-before-it-clears": (
        "self.connected = False\n        self.accepting = False\n        self.connecting = False\n"
        "        self.del_channel()",
        "self.del_channel()\n        self.connected = False\n        self.accepting = False\n"
        "        self.connecting = False",
        "CLOSE-13", "close clears the flags after it has called del_channel"),
    "closes-the-socket-first": (
        "self.connecting = False\n        self.del_channel()",
        "self.connecting = False\n        if self.socket:\n            self.socket.close()\n        self.del_channel()",
        "CLOSE-13", "del_channel finds the socket closed"),
    "unregisters-without-asking": (
        "self.connecting = False\n        self.del_channel()",
        "self.connecting = False\n        dispatcher.del_channel(self)",
        "CLOSE-13", "close does not call an overridden del_channel"),
}
