"""Faults for the clauses of CONNECT; edits/__init__.py says what an entry is."""

EDITS = {
    "never-calls-handle-connect": (
        "self.handle_connect()", "pass",
        "CONNECT-07", "handle_connect is never called"),
    "calls-handle-connect-twice": (
        "self.handle_connect()", "self.handle_connect(); self.handle_connect()",
        "CONNECT-24", "handle_connect is called twice"),
    "connected-too-soon": (
        "self.handle_connect()", "self.connected = True; self.handle_connect()",
        "CONNECT-10", "connected is already true while handle_connect runs"),
    "takes-a-refusal-for-a-connection": (
        "raise OSError(err, _strerror(err))", "pass",
        "CONNECT-11", "a pending error of the socket is not looked at"),
    "stays-connected-while-connecting": (
        "self.connected = False\n        self.connecting = True\n        err", "self.connecting = True\n        err",
        "CONNECT-01", "connect leaves connected as it was"),
    "forgets-whom-it-asked": (
        "            self.addr = address\n            return", "            return",
        "CONNECT-02", "addr is not set while the connection is being made"),
    "asks-only-once": (
        "EINPROGRESS, EALREADY, EWOULDBLOCK) ", "EINPROGRESS, EWOULDBLOCK) ",
        "CONNECT-02", "EALREADY is an error"),
    "waits-for-a-write-event": (
        "if err in (0, EISCONN):\n            self.addr = address\n            self.handle_connect_event()",
        "if err in (0, EISCONN):\n            self.addr = address",
        "CONNECT-03", "a connection that stands at once is left to the next event"),
    "writes-at-once": (
        "            self.handle_connect_event()\n        else:\n            raise",
        "            self.handle_write_event()\n        else:\n            raise",
        "CONNECT-03", "a connection that stands at once calls handle_write as well"),
    "explains-the-errno": (
        "errorcode[err])\n\n    def accept", "_strerror(err))\n\n    def accept",
        "CONNECT-04", "the text of a failed connect is the system's"),
    "closes-when-connect-fails": (
        "            raise OSError(err, errorcode[err])",
        "            self.close()\n            raise OSError(err, errorcode[err])",
        "CONNECT-04", "a connect that fails closes the channel"),
    "stops-connecting-when-connect-fails": (
        "            raise OSError(err, errorcode[err])",
        "            self.connecting = False\n            raise OSError(err, errorcode[err])",
        "CONNECT-04", "a connect that fails sets connecting back"),
    "never-greets-on-reading": (
        "            if self.connecting:\n                self.handle_connect_event()\n            self.handle_read()",
        "            self.handle_read()",
        "CONNECT-08", "the first read event does not call handle_connect"),
    "greets-instead-of-reading": (
        "            if self.connecting:\n                self.handle_connect_event()\n            self.handle_read()",
        "            if self.connecting:\n                self.handle_connect_event()\n"
        "            else: self.handle_read()",
        "CONNECT-08", "the read event that finishes the connection does not call handle_read"),
    "reads-before-greeting": (
        "            if self.connecting:\n                self.handle_connect_event()\n            self.handle_read()",
        "            self.handle_read()\n            if self.connecting:\n                self.handle_connect_event()",
        "CONNECT-09", "handle_read comes before handle_connect"),
    "closes-on-a-refusal": (
        "            raise OSError(err, _strerror(err))", "            return self.handle_close()",
        "CONNECT-12", "a refused connection calls handle_close in place of handle_error"),
    "takes-a-refusal-for-a-disconnection": (
        "frozenset({ECONNRESET,", "frozenset({__import__('errno').ECONNREFUSED, ECONNRESET,",
        "CONNECT-12", "over poll a refused connection calls handle_close in place of handle_error"),
    "takes-a-reset-for-an-error": (
        "if e.errno not in _DISCONNECTED:", "if e.errno == ECONNRESET or e.errno not in _DISCONNECTED:",
        "CONNECT-13", "over poll a reset while connecting calls handle_error"),
    "takes-a-reset-for-a-close": (
        "except:\n        obj.handle_error()\n\ndef write",
        "except OSError as e:\n        obj.handle_close() if e.errno in _DISCONNECTED else obj.handle_error()\n"
        "    except:\n        obj.handle_error()\n\ndef write",
        "CONNECT-13", "over select a reset while connecting calls handle_close"),
    "stops-connecting-on-a-refusal": (
        "            raise OSError(err, _strerror(err))",
        "            self.connecting = False\n            raise OSError(err, _strerror(err))",
        "CONNECT-14", "a refused connection sets connecting back"),
    "connected-whatever-happens": (
        "        self.handle_connect()\n        self.connected = True\n        self.connecting = False",
        "        try:\n            self.handle_connect()\n        finally:\n            self.connected = True\n"
        "            self.connecting = False",
        "CONNECT-15", "the flags change although handle_connect raised"),
    "guards-handle-connect": (
        "            self.handle_connect_event()\n        else:\n            raise",
        "            try: self.handle_connect_event()\n            except Exception: self.handle_error()\n"
        "        else:\n            raise",
        "CONNECT-15", "an exception of handle_connect inside connect goes to handle_error"),
    "looks-whether-it-was-closed": (
        "self.connected = True\n        self.connecting",
        "self.connected = self._fileno is not None\n        self.connecting",
        "CONNECT-16", "connected stays false when handle_connect closed the channel"),
    "no-write-on-a-closed-channel": (
        "                self.handle_connect_event()\n        self.handle_write()",
        "                self.handle_connect_event()\n                if self._fileno is None: return\n"
        "        self.handle_write()",
        "CONNECT-16", "handle_write does not follow when handle_connect closed the channel"),
    "no-read-on-a-closed-channel": (
        "                self.handle_connect_event()\n            self.handle_read()",
        "                self.handle_connect_event()\n                if self._fileno is None: return\n"
        "            self.handle_read()",
        "CONNECT-16", "handle_read does not follow when handle_connect closed the channel"),
    "not-connected-means-connecting": (
        "            if self.connecting:\n                self.handle_connect_event()\n        self.handle_write()",
        "            self.handle_connect_event()\n        self.handle_write()",
        "CONNECT-17", "a write event on a channel that never called connect calls handle_connect"),
    "not-connected-means-connecting-to-read": (
        "            if self.connecting:\n                self.handle_connect_event()\n            self.handle_read()",
        "            self.handle_connect_event()\n            self.handle_read()",
        "CONNECT-17", "a read event on a channel that never called connect calls handle_connect"),
    "greets-on-a-connected-socket": (
        "            self.connected = True\n            # The constructor",
        "            self.connecting = True\n            # The constructor",
        "CONNECT-18", "a channel made from a connected socket gets handle_connect"),
    "connects-only-once": (
        "        self.connected = False\n        self.connecting = True\n        err",
        "        if self.connected: return\n        self.connected = False\n        self.connecting = True\n"
        "        err",
        "CONNECT-19", "connect on a connected channel does nothing"),
    "remembers-its-first-address": (
        "        if err in (0, EISCONN):\n            self.addr = address",
        "        if err in (0, EISCONN):\n            self.addr = self.addr or address",
        "CONNECT-19", "connect on a connected channel does not change addr"),
    "remembers-before-it-asks": (
        "        err = self.socket.connect_ex(address)",
        "        self.addr = address\n        err = self.socket.connect_ex(address)",
        "CONNECT-20", "addr is set although the socket refuses the address"),
    "stops-connecting-on-a-wrong-address": (
        "        err = self.socket.connect_ex(address)",
        "        try: err = self.socket.connect_ex(address)\n        except Exception:\n"
        "            self.connecting = False\n            raise",
        "CONNECT-20", "an exception of the socket's connect sets connecting back"),
    "connects-on-urgent-data": (
        "        else:\n            self.handle_expt()",
        "        else:\n            if self.connecting: self.handle_connect_event()\n            self.handle_expt()",
        "CONNECT-21", "an exceptional condition finishes the connection"),
    "stays-connecting": (
        "        self.connected = True\n        self.connecting = False", "        pass",
        "CONNECT-24", "connecting never ends, so that every event calls handle_connect"),
    "watches-for-the-connection": (
        "            is_w = obj.writable()\n",
        "            is_w = obj.writable() or getattr(obj, 'connecting', False)\n",
        "CONNECT-25", "a connecting channel is watched for writing, whatever it answers"),
    "stops-listening-to-connect": (
        "        self.connected = False\n        self.connecting = True\n        err",
        "        self.connected = self.accepting = False\n        self.connecting = True\n        err",
        "CONNECT-01", "connect sets accepting back"),
    "takes-a-full-queue-for-an-error": (
        "EINPROGRESS, EALREADY, EWOULDBLOCK) ", "EINPROGRESS, EALREADY) ",
        "CONNECT-02", "EWOULDBLOCK is an error"),
    "remembers-after-the-greeting": (
        "            self.addr = address\n            self.handle_connect_event()",
        "            self.handle_connect_event()\n            self.addr = address",
        "CONNECT-03", "addr is not set yet while handle_connect runs inside connect"),
    "takes-everything-for-windows": (
        "or err == EINVAL and os.name == 'nt':", "or err == EINVAL:",
        "CONNECT-06", "EINVAL means that the connection is being made"),
    "connecting-outranks-connected": (
        "        if not self.connected:\n            if self.connecting:\n                self.handle_connect_event()",
        "        if self.connecting:\n            self.handle_connect_event()",
        "CONNECT-18", "a write event looks at connecting although the channel is connected"),
    "names-every-errno": (
        "errorcode[err])\n\n    def accept", "errorcode.get(err, str(err)))\n\n    def accept",
        "CONNECT-05", "an errno without a name is raised as a system error"),
    "knows-that-nothing-is-under-way": (
        "            self.addr = address\n            return",
        "            self.addr = address\n            self.connecting = err != EAGAIN\n            return",
        "CONNECT-22", "a connect that finds the queue full does not leave the channel connecting"),
    "asks-whether-the-connection-is-there": (
        "        self.handle_connect()\n        self.connected = True",
        "        self.socket.getpeername()\n        self.handle_connect()\n        self.connected = True",
        "CONNECT-22", "a connection that is not there is an error and is not announced"),
    "takes-an-empty-datagram-for-a-message": (
        "            if not data:\n",
        "            if not data and self.socket.type != socket.SOCK_DGRAM:\n",
        "CONNECT-23", "an empty datagram is received like any other"),
    "announces-no-datagram-channel": (
        "        if err in (0, EISCONN):\n            self.addr = address",
        "        if err in (0, EISCONN) and self.socket.type == socket.SOCK_DGRAM:\n            self.addr = address\n"
        "        elif err in (0, EISCONN):\n            self.addr = address",
        "CONNECT-23", "connect on a datagram channel calls no handle_connect and leaves it connecting"),
}
