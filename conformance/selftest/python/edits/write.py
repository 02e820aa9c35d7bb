"""Faults for the clauses of WRITE; edits/__init__.py says what an entry is."""

EDITS = {
    "writes-without-greeting": (
        "self.handle_connect_event()\n        self.handle_write()", "pass\n        self.handle_write()",
        "WRITE-01", "a write event does not complete a connection"),
    "greets-without-writing": (
        "self.handle_connect_event()\n        self.handle_write()",
        "self.handle_connect_event()\n                return\n        self.handle_write()",
        "WRITE-01", "a write event that completes a connection does not call handle_write"),
    "writes-only-when-connected": (
        "self.handle_connect_event()\n        self.handle_write()",
        "self.handle_connect_event()\n            else:\n                return\n        self.handle_write()",
        "WRITE-01", "a write event on a channel that is neither connected nor connecting is ignored"),
    "greets-who-never-connected": (
        "if self.connecting:\n                self.handle_connect_event()\n        self.handle_write()",
        "self.handle_connect_event()\n        self.handle_write()",
        "WRITE-01", "a write event announces a connection to a channel that never began to connect"),
    "writes-to-a-listener": (
        "# We will pretend it didn't happen.\n            return", "pass",
        "WRITE-02", "a write event on a listening channel calls handle_write"),
    "writes-on-the-edge": (
        "write(obj)\n\n        for fd in e:",
        "if not getattr(obj, 'was_writable', False):\n                obj.was_writable = True\n"
        "                write(obj)\n\n        for fd in e:",
        "WRITE-03", "a channel that stays writable gets one write event"),
    "claims-to-have-sent-all": (
        "result = self.socket.send(data)", "result = self.socket.send(data) and len(data)",
        "WRITE-04", "send returns the length of the data, however much was taken"),
    "sends-until-all-is-gone": (
        "result = self.socket.send(data)",
        "result = self.socket.send(data)\n            while 0 < result < len(data):\n                try:\n"
        "                    more = self.socket.send(data[result:])\n                except OSError:\n"
        "                    break\n"
        "                if not more:\n                    break\n                result += more",
        "WRITE-04", "send goes on until all is sent or the socket is full"),
    "sends-in-small-pieces": (
        "result = self.socket.send(data)", "result = self.socket.send(data[:4])",
        "WRITE-04", "send offers the socket a part of the data only"),
    "sends-nothing-of-nothing": (
        "result = self.socket.send(data)", "result = self.socket.send(data) if data else 0",
        "WRITE-04", "send of no data does not send"),
    "raises-when-full": (
        "EWOULDBLOCK:\n                return 0", "EWOULDBLOCK:\n                raise",
        "WRITE-05", "send raises when the socket takes nothing"),
    "closes-when-full": (
        "EWOULDBLOCK:\n                return 0",
        "EWOULDBLOCK:\n                self.handle_close()\n                return 0",
        "WRITE-05", "send takes a full socket for a lost connection"),
    "loses-the-wire-in-silence": (
        "elif why.errno in _DISCONNECTED:\n                self.handle_close()", "elif why.errno in _DISCONNECTED:",
        "WRITE-06", "send into a broken connection does not call handle_close"),
    "raises-a-lost-wire": (
        "elif why.errno in _DISCONNECTED:\n                self.handle_close()\n                return 0",
        "elif why.errno in _DISCONNECTED:\n                self.handle_close()\n                raise",
        "WRITE-06", "send into a broken connection calls handle_close and raises"),
    "closes-on-any-error-of-send": (
        "elif why.errno in _DISCONNECTED:\n                self.handle_close()",
        "else:\n                self.handle_close()\n"
        "                return 0\n            if False:",
        "WRITE-07", "send takes every error for a lost connection"),
    "closes-before-it-raises": (
        "else:\n                raise\n\n    def recv",
        "else:\n                self.close()\n                raise\n\n    def recv",
        "WRITE-07", "send closes the channel before it raises an error"),
    "writes-after-a-refusal": (
        "self.handle_connect_event()\n        self.handle_write()",
        "try:\n                    self.handle_connect_event()\n                except OSError:\n"
        "                    self.handle_error()\n        self.handle_write()",
        "WRITE-08", "a write event that finds the attempt failed goes on with handle_write"),
    "does-not-send-unconnected": (
        "def send(self, data):\n        try:", "def send(self, data):\n        if not self.connected:\n"
        "            return 0\n        try:",
        "WRITE-09", "send on a channel that is not connected returns 0 without asking the socket"),
    "fails-after-close": (
        "ECONNABORTED, EPIPE,\n                           EBADF", "ECONNABORTED, EPIPE",
        "WRITE-10", "send and recv raise after close"),
    "closes-once-and-for-all": (
        "def handle_close(self):\n        self.log_info", "def send(self, data, sends=send):\n"
        "        return sends(self, data) if self.socket.fileno() >= 0 else 0\n\n    def handle_close(self):\n"
        "        self.log_info",
        "WRITE-10", "send after close does not call handle_close"),
}
