"""Faults for the clauses of CHAT; edits/__init__.py says what an entry is."""

EDITS = {
}
