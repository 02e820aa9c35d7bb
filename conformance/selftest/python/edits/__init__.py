"""Faults to put into the original, one file for each area.

Each file has EDITS: name -> (the words as the original has them, exactly once; what stands there instead; the clause it
breaks; how). An edit is made on the newest interpreter the clause is about. Its words may span lines.
"""

AREAS = ("loop", "select", "poll", "map", "dispatcher", "connect", "accept", "read", "write", "close", "oob", "error",
         "attribute", "send", "file", "chat")

# The module an area's edits are made in, where that is not asyncore.
MODULES = {"chat": "asynchat"}
