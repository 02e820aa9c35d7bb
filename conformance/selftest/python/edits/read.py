"""Faults for the clauses of READ; edits/__init__.py says what an entry is."""

EDITS = {
    "silent-at-the-end": (
        "if not data:", "if data is None:",
        "READ-04", "a receive without data does not call handle_close"),
    "raises-a-reset": (
        "frozenset({ECONNRESET, ", "frozenset({",
        "READ-05", "a connection that was reset raises instead of closing"),
}
