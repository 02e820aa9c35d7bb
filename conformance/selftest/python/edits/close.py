"""Faults for the clauses of CLOSE; edits/__init__.py says what an entry is."""

EDITS = {
    "accepts-after-close": (
        "self.accepting = False", "pass",
        "CLOSE-12", "a listening channel still counts as one after close"),
}
