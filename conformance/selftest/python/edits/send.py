"""Faults for the clauses of SEND; edits/__init__.py says what an entry is."""

EDITS = {
}
