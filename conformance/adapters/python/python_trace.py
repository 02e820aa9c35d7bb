"""The trace of a play while it grows, and what the program's names stand for in it.

Knows the budget, how a call is recorded, and how values are shown; knows no action and no event.
"""
import zlib
from collections import OrderedDict, defaultdict

import asyncore

from actions_map import MAPS
from python_words import BYTES, Nameless, Words, attempt, describe, text_of

AS_THEY_ARE = (bool, int, float, Words)
Leave = type("Leave", (asyncore.ExitNow,), {})  # leaves a program whose budget is spent: ExitNow is let through


class Trace(object):
    """What was observed, within the budget (rules 4 and 10)."""

    exhausted = True  # before and after

    def __init__(self, limits):
        self.trace, self.depth, self.exhausted = [], 0, False
        self.most, self.deepest = limits.get("observations", 500), limits.get("depth", 20)

    def add(self, observation, by=None):
        """Adds an observation, or that the budget is spent, or after that nothing. Says whether it was added."""
        if self.exhausted:
            return False
        by = by or ("observations" if len(self.trace) >= self.most else None)
        added = {"kind": "exhausted", "by": by} if by else observation
        added["depth"] = self.depth
        self.trace.append(added)
        self.exhausted = by is not None
        return not self.exhausted

    def leave(self, by):
        """Ends what is observed, and leaves the program."""
        self.add(None, by)
        raise Leave()

    def record(self, observation, call, ending):
        """Makes a call that is observed. How it ended is added, unless the budget was spent meanwhile."""
        if not self.add(observation, by="depth" if self.depth > self.deepest else None):
            raise Leave()
        self.depth += 1
        ended = {}
        try:
            value = call()
            ended = ending(value)
            return value
        except BaseException as error:
            ended = {"raised": describe(error)}
            raise
        finally:
            self.depth -= 1
            if not self.exhausted:
                observation.update(ended)


class Names(Trace):
    """What the program's names stand for, and how values are shown by them (rules 6 and 7)."""

    def __init__(self, program, places):
        Trace.__init__(self, program.get("limits", {}))
        self.program, self.places = program, places
        self.maps = OrderedDict([("global", asyncore.socket_map)])
        self.maps.update((name, MAPS[declared["kind"]]()) for name, declared in program.get("maps", {}).items())
        self.named = OrderedDict(self.maps)  # whatever has several names is shown by the first
        self.kept, self.dropped = defaultdict(list), []  # None keeps what has no name

    def find(self, name):
        if name not in self.named:
            raise Nameless("nothing is named %s" % name)
        return self.named[name]

    def name(self, name, value):
        self.named[name] = value
        self.kept[None] = [other for other in self.kept[None] if other is not value]
        self.kept[name].append(value)
        self.locate(name)

    def socket_of(self, name):
        return self.find(name).socket if name in self.program["channels"] else self.find(name)

    def keep_socket(self, name):
        """Keeps a socket or file wrapper that a channel made for itself."""
        self.kept[name].append(self.find(name).socket)

    def locate(self, name):
        self.places.add(name, attempt(self.socket_of, name))

    def show(self, value):
        if value is None or isinstance(value, AS_THEY_ARE):
            return value
        where = self.places.show(value)
        if where:
            return where
        if isinstance(value, BYTES) and len(value) > 256:
            return {"length": len(value), "crc32": zlib.crc32(value) & 0xFFFFFFFF}
        if isinstance(value, BYTES + (type(u""),)):
            return text_of(value)
        if isinstance(value, (tuple, list, frozenset)):
            return {"list": [self.show(member) for member in value]}
        name = self.name_of(value)
        if isinstance(value, asyncore.dispatcher) or attempt(getattr, value, "getsockopt") is None:
            return name or {"present": True}
        if name is None:
            self.kept[None].append(value)
        return {"socket": name or "unnamed"}

    def name_of(self, value):
        for name, known in self.named.items():
            if known is value:
                return name
        return None
