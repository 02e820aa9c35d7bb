"""Faults for the clauses of SEND; edits/__init__.py says what an entry is."""

ATTEMPT = "num_sent = dispatcher.send(self, self.out_buffer[:65536])"
APPEND = "self.out_buffer = self.out_buffer + data\n        self.initiate_send()"

EDITS = {
    "sends-in-the-next-pass": (
        APPEND, "self.out_buffer = self.out_buffer + data",
        "SEND-01", "send makes no attempt by itself"),
    "says-how-much-it-sent": (
        APPEND, APPEND + "\n        return len(data)",
        "SEND-01", "send returns how much it was given"),
    "puts-new-data-first": (
        APPEND, "self.out_buffer = data + self.out_buffer\n        self.initiate_send()",
        "SEND-01", "send puts the data at the front of the buffer"),
    "waits-behind-what-waits": (
        APPEND, "idle = not self.out_buffer\n        self.out_buffer = self.out_buffer + data\n"
        "        if idle:\n            self.initiate_send()",
        "SEND-01", "send makes no attempt while something waits already"),
    "offers-all-it-has": (
        ATTEMPT, "num_sent = dispatcher.send(self, self.out_buffer)",
        "SEND-02", "one attempt offers the socket all of the buffer"),
    "offers-512-bytes": (
        ATTEMPT, "num_sent = dispatcher.send(self, self.out_buffer[:512])",
        "SEND-02", "one attempt offers the socket 512 bytes, as 2.7 does"),
    "goes-on-after-a-part": (
        ATTEMPT + "\n", ATTEMPT + "\n        if 0 < num_sent < len(self.out_buffer):\n"
        "            self.out_buffer = self.out_buffer[num_sent:]\n            " + ATTEMPT + "\n",
        "SEND-02", "an attempt of which a part was taken sends once more"),
    "goes-on-while-it-can": (
        ATTEMPT + "\n", ATTEMPT + "\n        while 0 < num_sent < len(self.out_buffer):\n"
        "            self.out_buffer = self.out_buffer[num_sent:]\n            " + ATTEMPT + "\n",
        "SEND-02", "one attempt sends piece after piece"),
    "removes-what-it-offered": (
        "self.out_buffer = self.out_buffer[num_sent:]", "self.out_buffer = self.out_buffer[65536:]",
        "SEND-03", "an attempt removes all it offered from the buffer"),
    "drops-the-rest": (
        "self.out_buffer = self.out_buffer[num_sent:]", "self.out_buffer = b''",
        "SEND-03", "an attempt empties the buffer"),
    "removes-what-was-taken-or-all": (
        "self.out_buffer = self.out_buffer[num_sent:]", "self.out_buffer = self.out_buffer[num_sent or 65536:]",
        "SEND-03", "an attempt that the socket takes nothing of empties the buffer"),
    "waits-for-data-to-connect": (
        "return (not self.connected) or len(self.out_buffer)", "return len(self.out_buffer)",
        "SEND-04", "writable is false while the channel connects and nothing waits"),
    "is-always-writable": (
        "return (not self.connected) or len(self.out_buffer)", "return True",
        "SEND-04", "writable is true for an idle channel"),
    "is-writable-while-it-connects": (
        "return (not self.connected) or len(self.out_buffer)", "return self.connecting or len(self.out_buffer)",
        "SEND-04", "writable is false for a closed channel"),
    "attempts-past-initiate-send": (
        "def handle_write(self):\n        self.initiate_send()",
        "def handle_write(self):\n        dispatcher_with_send.initiate_send(self)",
        "SEND-04", "handle_write does not go through an overridden initiate_send"),
    "does-not-mind-what-waits": (
        "return (not self.connected) or len(self.out_buffer)", "return not self.connected",
        "SEND-04", "writable is false although something waits"),
    "leaves-writing-to-others": (
        "def handle_write(self):\n        self.initiate_send()", "",
        "SEND-04", "handle_write makes no attempt"),
    "begins-anew-when-connected": (
        "def handle_write(self):\n        self.initiate_send()",
        "def handle_connect_event(self):\n        self.out_buffer = b''\n"
        "        dispatcher.handle_connect_event(self)\n\n"
        "    def handle_write(self):\n        self.initiate_send()",
        "SEND-05", "what was sent too early is dropped once the connection stands"),
    "refuses-early-data": (
        "self.out_buffer = self.out_buffer + data\n", "if not self.connected:\n            return\n"
        "        self.out_buffer = self.out_buffer + data\n",
        "SEND-05", "send before the connection stands drops the data"),
    "writes-before-it-connects": (
        "def handle_write(self):\n        self.initiate_send()",
        "def handle_connect_event(self):\n        self.initiate_send()\n"
        "        dispatcher.handle_connect_event(self)\n\n"
        "    def handle_write(self):\n        self.initiate_send()",
        "SEND-05", "what waits leaves before handle_connect"),
    "drops-what-a-lost-wire-refused": (
        "def handle_close(self):\n        self.log_info",
        "def handle_close(self):\n        self.out_buffer = b''\n        self.log_info",
        "SEND-06", "a lost wire empties the buffer"),
    "removes-before-it-sends": (
        ATTEMPT + "\n        self.out_buffer = self.out_buffer[num_sent:]",
        "piece, rest = self.out_buffer[:65536], self.out_buffer[65536:]\n        self.out_buffer = rest\n"
        "        num_sent = dispatcher.send(self, piece)\n        self.out_buffer = piece[num_sent:] + rest",
        "SEND-06", "an attempt that raises has removed what it offered"),
    "swallows-errors-of-sending": (
        ATTEMPT, "try:\n            " + ATTEMPT + "\n        except OSError:\n            self.handle_error()",
        "SEND-06", "an error of the socket goes to handle_error and not to the caller of send"),
    "does-not-send-nothing": (
        ATTEMPT, "num_sent = self.out_buffer and " + ATTEMPT[11:] + " or 0",
        "SEND-07", "an attempt with an empty buffer does not send"),
    "debugs-afterwards": (
        "if self.debug:\n            self.log_info('sending %s' % repr(data))\n        " + APPEND,
        APPEND + "\n        if self.debug:\n            self.log_info('sending %s' % repr(data))",
        "SEND-08", "the line of debug comes after the attempt"),
    "debugs-always": (
        "if self.debug:", "if True:",
        "SEND-08", "send logs although debug is false"),
    "debugs-what-waits": (
        "'sending %s' % repr(data)", "'sending %s' % repr(self.out_buffer + data)",
        "SEND-08", "the line of debug shows the whole buffer"),
    "debugs-without-the-data": (
        "'sending %s' % repr(data)", "'sending %d bytes' % len(data)",
        "SEND-08", "the line of debug tells how much is sent and not what"),
    "keeps-to-the-global-map": (
        "dispatcher.__init__(self, sock, map)\n        self.out_buffer",
        "dispatcher.__init__(self, sock)\n        self.out_buffer",
        "SEND-09", "the constructor does not hand on the map"),
    "begins-without-a-buffer": (
        "self.out_buffer = b''\n", "self.out_buffer = None\n",
        "SEND-09", "the buffer is nothing at first"),
    "takes-any-buffer": (
        "self.out_buffer = self.out_buffer + data\n", "self.out_buffer = bytes(self.out_buffer or b'') + data\n",
        "SEND-09", "send puts data behind whatever the buffer holds"),
}
