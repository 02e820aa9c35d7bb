"""Faults for the clauses of LOOP; edits/__init__.py says what an entry is."""

EDITS = {
    "ignores-count": (
        "map and count > 0", "map and count >= 0",
        "LOOP-07", "loop runs one pass more than count"),
    "never-waits": (
        "select.select(r, w, e, timeout)", "select.select(r, w, e, 0)",
        "LOOP-02", "the timeout is not handed to select"),
    "never-polls": (
        "if use_poll and", "if not use_poll and",
        "LOOP-03", "use_poll means its opposite"),
    "takes-an-empty-map-for-none": (
        "map=None, count=None):", "map=None, count=None):\n    map = map or None",
        "LOOP-06", "an empty map is replaced by the global one"),
}
