"""Maps of channels and the actions on them; and the objects of a program that are no channels: entries, and producers.

Knows which maps there are and how an object becomes an entry; how its events are recorded is the adapter's affair.
"""
import select
from collections import OrderedDict

from python_words import PY2

PlainMap = OrderedDict if PY2 else dict  # 2.7 orders a dict by hash, that is by whatever numbers the descriptors have
FALSE = {name: lambda self: False for name in ("__bool__", "__nonzero__")}
Falsy, FalsyMap = (type("Falsy", (base,), FALSE) for base in (object, PlainMap))
MAPS = {"plain": PlainMap, "ordered": OrderedDict, "falsy": FalsyMap}
ENTRY_EVENTS = ("readable", "writable", "handle_read_event", "handle_write_event", "handle_expt_event", "handle_close",
                "handle_error")


class PollInOrder(object):
    """2.7 also keeps what poll is asked for in a dict: here, as from 3.6 on, answers come in the order of registration."""

    def __init__(self, poll=getattr(select, "poll", None)):
        self.poller, self.registered = poll(), []

    def register(self, fd, *flags):
        self.poller.register(fd, *flags)
        self.registered.append(fd)

    def poll(self, *timeout):
        ready = dict(self.poller.poll(*timeout))
        return [(fd, ready[fd]) for fd in self.registered if fd in ready]


if PY2 and hasattr(select, "poll"):
    select.poll = PollInOrder


class MapActions(object):
    """The part of a play that knows what else than channels there is."""

    def object_of(self, name):
        """What stands for a name: an object is made when its name is first used."""
        for kind, events in (("objects", ENTRY_EVENTS), ("producers", ("more",))):
            declared = self.program.get(kind, {}).get(name)
            if declared is not None and name not in self.named:
                base = Falsy if "truth" in declared else object
                made = self.recording(name, base, events, declared.get("on", {}))
                if "accepting" in declared:
                    made.accepting = declared["accepting"]
                self.name(name, made())
        return self.find(name)

    def do_map_put(self, a): self.find(a["map"])[self.socket_of(a["socket"]).fileno()] = self.object_of(a["entry"])
    def do_map_remove(self, a): self.find(a["map"]).pop(self.socket_of(a["socket"]).fileno(), None)
    def do_map_clear(self, a): self.find(a["map"]).clear()
