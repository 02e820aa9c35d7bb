"""Faults for the clauses of DISPATCHER; edits/__init__.py says what an entry is."""

EDITS = {
    "forgets-whose-socket-it-is": (
        "self.addr = sock.getpeername()", "sock.getpeername()",
        "DISPATCHER-02", "a channel around a connected socket has no addr"),
}
