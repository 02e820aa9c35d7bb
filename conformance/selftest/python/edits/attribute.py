"""Faults for the clauses of ATTRIBUTE; edits/__init__.py says what an entry is."""

EDITS = {
}
