"""Faults for the clauses of POLL; edits/__init__.py says what an entry is."""

EDITS = {
    "polls-removed-channels": (
        "pollster.poll(timeout)", "pollster.poll(timeout); map = dict(map)",
        "POLL-10", "the pass over poll serves a channel that an earlier handler closed"),
    "polls-without-hang-ups": (
        "(select.POLLHUP | select.POLLERR", "(select.POLLERR",
        "POLL-08", "a hang-up that poll reports is nobody's business"),
}
