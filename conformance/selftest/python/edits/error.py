"""Faults for the clauses of ERROR; edits/__init__.py says what an entry is."""

EDITS = {
    "swallows-exceptions": (
        "def read(obj):\n    try:", "def read(obj):\n    try:\n        return obj.handle_read_event()\n"
        "    except _reraised_exceptions:\n        raise\n    except Exception:\n        return\n    try:",
        "ERROR-01", "an exception of a read event does not reach handle_error"),
    "catches-exit-now": (
        "(ExitNow, KeyboardInterrupt", "(KeyboardInterrupt",
        "ERROR-02", "ExitNow goes to handle_error and the pass goes on"),
    "survives-its-errors": (
        "'error'\n            )\n        self.handle_close()", "'error'\n            )",
        "ERROR-03", "the default handle_error leaves the channel open"),
}
