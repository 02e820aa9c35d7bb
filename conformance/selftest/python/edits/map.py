"""Faults for the clauses of MAP; edits/__init__.py says what an entry is."""

EDITS = {
    "registers-nobody": (
        "self.add_channel(map)", "pass",
        "MAP-01", "a new channel is not put in its map"),
    "keeps-closed-channels": (
        "self.del_channel()", "pass",
        "MAP-10", "a closed channel stays in its map"),
    "closes-all-and-keeps-the-map": (
        "map.clear()", "pass",
        "MAP-06", "close_all leaves the channels in the map"),
}
