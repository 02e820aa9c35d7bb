"""Faults for the clauses of OOB; edits/__init__.py says what an entry is."""

EDITS = {
    "overlooks-urgent-data": (
        "self.handle_expt()", "pass",
        "OOB-01", "handle_expt is not called for urgent data"),
}
