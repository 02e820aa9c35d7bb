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
}
