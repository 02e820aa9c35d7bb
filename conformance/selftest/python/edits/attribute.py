"""Faults for the clauses of ATTRIBUTE; edits/__init__.py says what an entry is."""

EDITS = {
    "listens-for-everybody": (
        "self.accepting = True", "dispatcher.accepting = True",
        "ATTRIBUTE-01", "listen makes accepting true on the class"),
    "begins-without-flags": (
        "    connecting = False\n    closing = False\n    addr = None\n", "    addr = None\n",
        "ATTRIBUTE-01", "the class has neither connecting nor closing"),
    "begins-with-an-empty-address": (
        "    closing = False\n    addr = None\n", "    closing = False\n    addr = ''\n",
        "ATTRIBUTE-01", "addr is an empty text at first, and not nothing"),
    "ignores-nothing-by-default": (
        "frozenset({'warning'})", "frozenset()",
        "ATTRIBUTE-01", "ignore_log_types is empty by default"),
    "has-buffer-sizes": (
        "    debug = False\n", "    debug = False\n    ac_in_buffer_size = 4096\n    ac_out_buffer_size = 4096\n",
        "ATTRIBUTE-02", "a plain channel has buffer sizes"),
    "shows-every-listener": (
        "if self.accepting and self.addr:", "if self.accepting:",
        "ATTRIBUTE-03", "a channel that listens without an address is shown as listening"),
    "shows-connections-first": (
        "status.append('listening')\n        elif self.connected:\n            status.append('connected')",
        "status.append('connected' if self.connected else 'listening')\n        elif self.connected:\n"
        "            status.append('connected')",
        "ATTRIBUTE-03", "a channel that is accepting and connected is shown as connected"),
    "shows-listeners-on-nothing": (
        "if self.accepting and self.addr:", "if self.accepting and self.addr is not None:",
        "ATTRIBUTE-03", "a channel that listens on an empty address is shown as listening"),
    "shows-no-state": (
        "elif self.connected:\n            status.append('connected')", "else:\n            pass",
        "ATTRIBUTE-03", "a connected channel is not shown as one"),
    "shows-the-connecting": (
        "status.append('connected')",
        "status.append('connected')\n        elif self.connecting:\n            status.append('connecting')",
        "ATTRIBUTE-03", "a channel that is connecting is shown as one"),
    "shows-no-address-when-closed": (
        "if self.addr is not None:\n            try:",
        "if self.addr is not None and self._fileno is not None:\n            try:",
        "ATTRIBUTE-03", "a closed channel does not show its address"),
    "shows-the-missing-address": (
        "if self.addr is not None:\n            try:", "if True:\n            try:",
        "ATTRIBUTE-03", "a channel without an address shows that it has none"),
    "fails-on-unusual-addresses": (
        "except TypeError:\n                status", "except IndexError:\n                status",
        "ATTRIBUTE-04", "an address that is no host and port cannot be turned into text"),
    "shows-unusual-addresses-as-text": (
        "status.append(repr(self.addr))", "status.append(str(self.addr))",
        "ATTRIBUTE-04", "an unusual address is shown as its text and not as its value"),
    "shows-addresses-as-they-are": (
        "status.append('%s:%d' % self.addr)", "status.append(repr(self.addr))",
        "ATTRIBUTE-04", "a host and a port are shown as a pair"),
    "has-a-text-of-its-own": (
        "def add_channel(self, map=None):", "__str__ = __repr__\n\n    def add_channel(self, map=None):",
        "ATTRIBUTE-05", "str does not follow an overridden repr"),
    "hands-everything-on": (
        "def add_channel(self, map=None):", "def __getattr__(self, name):\n        if name == 'socket':\n"
        "            raise AttributeError(name)\n        return getattr(self.socket, name)\n\n"
        "    def add_channel(self, map=None):",
        "ATTRIBUTE-06", "a channel hands on to its socket what it has not itself"),
    "hands-on-its-descriptor": (
        "def add_channel(self, map=None):",
        "def fileno(self):\n        return self.socket.fileno()\n\n    def add_channel(self, map=None):",
        "ATTRIBUTE-06", "a channel has a fileno"),
    "binds-without-an-address": (
        "self.addr = addr\n        return", "return",
        "ATTRIBUTE-09", "a bound channel has no addr"),
    "clears-its-address": (
        "self.connecting = False\n        self.del_channel()",
        "self.connecting = False\n        self.addr = None\n        self.del_channel()",
        "ATTRIBUTE-09", "close clears addr"),
    "asks-where-it-is-bound": (
        "self.addr = addr\n        return self.socket.bind(addr)",
        "self.socket.bind(addr)\n        self.addr = self.socket.getsockname()",
        "ATTRIBUTE-09", "addr of a bound channel is what the system made of it"),
    "listens-connected": (
        "self.accepting = True", "self.accepting = self.connected = True",
        "ATTRIBUTE-10", "a listening channel is connected"),
    "accepts-connected": (
        "            self.handle_accept()", "            self.connected = True\n            self.handle_accept()",
        "ATTRIBUTE-10", "a listening channel is connected once it has accepted"),
    "accepts-only-once": (
        "            self.handle_accept()", "            self.handle_accept()\n            self.accepting = False",
        "ATTRIBUTE-10", "a listening channel is not accepting any more after its first visitor"),
}
