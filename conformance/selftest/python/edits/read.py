"""Faults for the clauses of READ; edits/__init__.py says what an entry is."""

EDITS = {
    "greets-without-reading": (
        "self.handle_connect_event()\n            self.handle_read()",
        "self.handle_connect_event()\n            else:\n                self.handle_read()",
        "READ-01", "a read event that completes a connection does not call handle_read"),
    "connects-by-itself": (
        "self.handle_connect_event()\n            self.handle_read()",
        "self.handle_connect_event()\n                self.connecting = False\n            self.handle_read()",
        "READ-01", "a read event clears connecting, whatever handle_connect_event did"),
    "reads-only-when-connected": (
        "self.handle_connect_event()\n            self.handle_read()",
        "self.handle_connect_event()\n                self.handle_read()",
        "READ-01", "a read event on a channel that is neither connected nor connecting is ignored"),
    "reads-without-greeting": (
        "self.handle_connect_event()\n            self.handle_read()",
        "pass\n            self.handle_read()",
        "READ-01", "a read event does not complete a connection"),
    "connected-outranks-accepting": (
        "if self.accepting:\n            # accepting sockets are",
        "if self.accepting and not self.connected:\n            #",
        "READ-02", "a read event on a channel that is accepting and connected is handle_read"),
    "connecting-outranks-accepting": (
        "if self.accepting:\n            # accepting sockets are",
        "if self.accepting and not self.connecting:\n            #",
        "READ-02", "a read event on a channel that is accepting and connecting completes a connection"),
    "connects-the-connected": (
        "elif not self.connected:\n            if", "elif self.connecting or not self.connected:\n            if",
        "READ-02", "a read event on a channel that is connected and connecting completes a connection"),
    "receives-until-it-is-enough": (
        "data = self.socket.recv(buffer_size)",
        "data = self.socket.recv(buffer_size)\n            while data:\n                try:\n"
        "                    data += self.socket.recv(buffer_size - len(data))\n                except OSError:\n"
        "                    break\n                if len(data) == buffer_size:\n                    break",
        "READ-03", "recv goes on asking until it has as much as was asked for"),
    "receives-64-kibibytes-at-most": (
        "data = self.socket.recv(buffer_size)", "data = self.socket.recv(min(buffer_size, 65536))",
        "READ-03", "recv never asks for more than 64 KiB"),
    "receives-in-pieces": (
        "data = self.socket.recv(buffer_size)", "data = self.socket.recv(buffer_size + 1)[:buffer_size]",
        "READ-03", "recv asks for more than it gives, and loses the rest"),
    "silent-at-the-end": (
        "if not data:", "if data is None:",
        "READ-04", "a receive without data does not call handle_close"),
    "gives-nothing-at-the-end": (
        "self.handle_close()\n                return b''\n            else:\n                return data",
        "self.handle_close()\n                return None\n            else:\n                return data",
        "READ-04", "recv gives nothing at all, in place of no bytes, at the end"),
    "closes-in-place-of-handle-close": (
        "self.handle_close()\n                return b''\n            else:\n                return data",
        "self.close()\n                return b''\n            else:\n                return data",
        "READ-04", "recv closes at the end without calling handle_close"),
    "raises-a-reset": (
        "frozenset({ECONNRESET, ", "frozenset({",
        "READ-05", "a connection that was reset raises instead of closing"),
    "takes-emptiness-for-the-end": (
        "# winsock sometimes raises ENOTCONN\n", "if why.errno == EWOULDBLOCK:\n                return b''\n",
        "READ-06", "recv gives no bytes when there is nothing to read yet"),
    "closes-on-any-error-of-recv": (
        "# winsock sometimes raises ENOTCONN\n            if why.errno in _DISCONNECTED:", "if True:",
        "READ-06", "recv takes every error for a lost connection"),
    "closes-at-the-end": (
        "self.handle_close()\n                return b''\n            else:\n                return data",
        "self.handle_close()\n                self.close()\n                return b''\n            else:\n"
        "                return data",
        "READ-07", "recv closes the channel at the end, whatever handle_close does"),
    "guards-the-socket-alone": (
        "data = self.socket.recv(buffer_size)\n            if not data:",
        "data = self.socket.recv(buffer_size)\n        except OSError as why:\n"
        "            if why.errno not in _DISCONNECTED:\n                raise\n            data = b''\n"
        "        if not data:\n            self.handle_close()\n        return data\n        try:\n"
        "            if not data:",
        "READ-08", "a disconnect errno out of handle_close leaves recv"),
    "knows-that-nothing-was-asked-for": (
        "if not data:", "if not data and buffer_size:",
        "READ-09", "recv(0) does not call handle_close"),
    "looks-for-the-end": (
        "else:\n            self.handle_read()",
        "else:\n            self.handle_read()\n            try:\n"
        "                ended = not self.socket.recv(1, socket.MSG_PEEK)\n"
        "            except OSError:\n                ended = False\n            if ended:\n"
        "                self.handle_close()",
        "READ-10", "a read event looks for the end of the stream by itself"),
    "watches-writers-for-reading": (
        "if is_r:", "if is_r or is_w:",
        "READ-11", "the pass over select watches for reading whoever wants to write"),
    "spares-who-does-not-read": (
        "if flags & (select.POLLHUP", "if obj.readable() and flags & (select.POLLHUP",
        "READ-11", "the pass over poll tells of a reset only who wants to read"),
    "ends-before-the-data": (
        "def read(obj):\n    try:",
        "def read(obj):\n    pollster = select.poll()\n    pollster.register(obj._fileno, select.POLLRDHUP)\n"
        "    if pollster.poll(0):\n        return obj.handle_close()\n    try:",
        "READ-12", "the pass over select calls handle_close for an end that has arrived behind data"),
    "tells-the-end-with-the-data": (
        "            else:\n                return data",
        "            else:\n                try:\n                    if not self.socket.recv(1, socket.MSG_PEEK):\n"
        "                        self.handle_close()\n                except OSError:\n                    pass\n"
        "                return data",
        "READ-12", "recv calls handle_close with the last of the data"),
    "reads-before-it-hangs-up": (
        "if flags & (select.POLLHUP", "if not flags & select.POLLIN and flags & (select.POLLHUP",
        "READ-13", "the pass over poll hears of a reset only when there is nothing to read"),
    "hangs-up-before-it-reads": (
        "def read(obj):\n    try:",
        "def read(obj):\n    try:\n        if obj.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):\n"
        "            return obj.handle_close()",
        "READ-13", "the pass over select hears of a reset before the data"),
}
