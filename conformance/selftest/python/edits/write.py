"""Faults for the clauses of WRITE; edits/__init__.py says what an entry is."""

EDITS = {
    "claims-to-have-sent-all": (
        "result = self.socket.send(data)", "result = self.socket.send(data) and len(data)",
        "WRITE-04", "send returns the length of the data, however much was taken"),
    "raises-when-full": (
        "EWOULDBLOCK:\n                return 0", "EWOULDBLOCK:\n                raise",
        "WRITE-05", "send raises when the socket takes nothing"),
}
