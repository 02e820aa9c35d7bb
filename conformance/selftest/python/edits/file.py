"""Faults for the clauses of FILE; edits/__init__.py says what an entry is."""

EDITS = {
}
