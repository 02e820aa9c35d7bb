"""Faults for the clauses of ACCEPT; edits/__init__.py says what an entry is."""

EDITS = {
    "reads-from-a-listener": (
        "self.handle_accept()", "self.handle_read()",
        "ACCEPT-04", "a listening channel gets handle_read in place of handle_accept"),
    "accepts-a-pair-of-nothing": (
        "EAGAIN):\n                return None", "EAGAIN):\n                return None, None",
        "ACCEPT-02", "accept returns a pair when there was nobody"),
    "leaves-accepted-sockets-open": (
        "sock.close()", "pass",
        "ACCEPT-07", "the default handle_accepted does not close the connection"),
}
