"""Faults for the clauses of SELECT; edits/__init__.py says what an entry is."""

EDITS = {
    "asks-only-until-yes": (
        "is_w = obj.writable()", "is_w = not is_r and obj.writable()",
        "SELECT-01", "writable is not asked of who is readable"),
    "ignores-writable": (
        "is_w = obj.writable()", "is_w = obj.writable() or True",
        "SELECT-04", "everybody is watched for room to write, whatever writable answers"),
    "watches-no-exceptions": (
        "if is_r or is_w:", "if False:",
        "SELECT-06", "nobody is watched for exceptional conditions by select"),
    "serves-removed-channels": (
        "select.select(r, w, e, timeout)", "select.select(r, w, e, timeout); map = dict(map)",
        "SELECT-13", "the pass over select serves a channel that an earlier handler closed"),
}
