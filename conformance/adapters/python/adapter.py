"""Plays programs on whatever asyncore `import` finds: the model of an adapter, to be read beside ../../ADAPTERS.md.

Runs unchanged from Python 2.7 to 3.13. Knows how channels are made and asked, and what the suite may ask for, in this
order; knows nothing of what should come out. Beside it lie the trace and its names (python_trace.py), the messages
(python_wire.py) and how they come over TCP (python_listen.py), Python's own words and places (python_words.py,
python_places.py), the running of probes (python_probe.py), the actions that are not asked of a channel (actions_*.py),
the methods of recording subclasses (python_recording.py), and the scripted world (scripted.py).
"""
import gc, itertools, os, platform, select, socket, sys, warnings
from collections import OrderedDict, defaultdict

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # also where another script runs this one
sys.dont_write_bytecode = True  # nothing is left in other people's folders
if sys.argv[1:2] == ["--listen"]:
    from python_listen import listen
    listen(sys.argv[2])
from python_wire import Refused, serve  # goes first: it keeps the standard output for the protocol

warnings.simplefilter("ignore")
try:
    import asyncore
    from actions_chat import ChatActions, asynchat
except Exception as error:  # 3.12 and later have none; some backports look for a Python they do not like
    sys.stderr.write("Python %s cannot import %s (%s): set PYTHONPATH to the folder of one that it can, such as a backport's.\n"
                     % (platform.python_version(), "asynchat" if "asyncore" in globals() else "asyncore", error))
    sys.exit(3)

from actions_attribute import AttributeActions
from actions_file import FileActions
from actions_map import MAPS, MapActions
from actions_play import PlayActions
from actions_socket import FAMILIES, TYPES, SocketActions
from python_places import Places
from python_probe import probe
from python_trace import Names
from python_recording import BEGIN, METHODS, STAND_INS
from python_words import (SENDING, TEXTS, Printed, as_bytes, as_given, as_meant, asked, attempt, clock, exception,
                          is_among, remembered, socket_state)
from scripted import CAN_SCRIPT, ScriptedPlaces, System

WORLDS = ["loopback"] + ["scripted"] * CAN_SCRIPT
BASES = {base: getattr(module, base) for module, base in (
    (asyncore, "dispatcher"), (asyncore, "dispatcher_with_send"), (asyncore, "file_dispatcher"),
    (asynchat, "async_chat")) if hasattr(module, base)}
# What stands beside a base in its module comes and goes with it; by the first word of the actions that need it.
NEEDS = {"wrapper": "file_dispatcher", "simple_producer": "async_chat", "find_prefix_at_end": "async_chat"}
EVENTS = ("readable", "writable", "handle_connect", "handle_accept", "handle_accepted", "handle_read", "handle_write",
          "handle_expt", "handle_close", "handle_error", "collect_incoming_data", "found_terminator")
EVENTS_OF = {base: [event for event in EVENTS if hasattr(BASES[base], event)] for base in BASES}  # 2.7 lacks one
FLAGS = ("connected", "accepting", "connecting", "closing")
SUBJECTS = ("channel", "map", "socket", "file", "wrapper", "peer", "name")  # the first one is what an action is done to
PASSES = ("loop", "poll", "poll2", "poll3")
OF_NOBODY = PASSES + ("settle",)
REPLACING = ("create_socket", "set_socket", "set_file", "set")  # what a channel has by then is kept (rule 7)
# These actions call the function or method of their name, with their members as arguments, by position or by keyword.
CALLS = PASSES + (
    "close_all", "create_socket", "set_socket", "set_file", "set_reuse_addr", "bind", "listen", "connect", "accept",
    "send", "recv", "close", "add_channel", "del_channel", "log", "initiate_send", "set_terminator", "get_terminator",
    "push", "push_with_producer", "close_when_done", "discard_buffers", "_collect_incoming_data", "_get_data",
    "socket.bind", "socket.listen", "socket.connect", "socket.send", "socket.close", "wrapper.close")
ARGUMENTS = ("socket", "file", "to", "backlog", "data", "size", "message", "terminator", "producer")
KEYWORDS = ("timeout", "use_poll", "count", "ignore_all", "family", "type")


class Play(Names, PlayActions, AttributeActions, MapActions, SocketActions, FileActions, ChatActions):
    """One play: its recording subclasses, their reactions and states (rules 1, 2, 3, 9 and 11), and most actions."""

    def __init__(self, program, places):
        Names.__init__(self, program, places)
        SocketActions.__init__(self)
        self.classes, self.constructed, self.states, self.reactions = {}, OrderedDict(), {}, {}
        self.calls, self.sent = defaultdict(int), defaultdict(int)
        self.originals, self.refused = [], None  # what `super` stands for, the innermost last; why a peer could not act
        self.taken = {"socket": self.socket_of, "to": self.places.resolve, "file": self.take_file, "type": TYPES.get,
                      "producer": self.take_producer, "family": FAMILIES.get}  # how these members become arguments

    def class_of(self, name):
        """The recording subclass of a channel: one for each play, so that nothing set on it outlives the play."""
        if name not in self.classes:
            declared = self.program["channels"][name]
            base, on = declared["base"], declared.get("on", {})
            events = EVENTS_OF[base] + [event for event in on if event not in EVENTS]
            self.classes[name] = self.recording(name, BASES[base], events, on, __init__=BEGIN[BASES[base]])
        return self.classes[name]

    def recording(self, name, base, events, on, **members):
        """A subclass that records its events, made by the type of its base: 2.7 has classes of two types."""
        self.reactions.update(((event, name), list(on[event])) for event in on)
        for event in events:
            members.update(STAND_INS[base, event])
        return type(base)(name, (base,), dict(members, recorded=(self, name)))

    def react(self, event, given, original, reaction):
        """Follows one reaction. `original` calls the implementation's own method, for the action `super`."""
        if not isinstance(reaction, dict):
            reaction = {"return": reaction}
        for name, value in zip(reaction.get("args", ()), given):
            if name is not None:
                self.name(name, value)
        returned = None
        self.originals.append(original)
        try:
            for action in reaction.get("do", ()):
                value = self.act(action)
                returned = value if action["op"] == "super" else returned
        finally:
            self.originals.pop()
        if "raise" in reaction:
            raise exception(**reaction["raise"])
        return as_meant(event, reaction["return"]) if "return" in reaction else returned

    def ending(self, called, value):
        """How a call that gave `value` is recorded to have ended."""
        if called in ("readable", "writable", "truth"):
            return {"returned": bool(value)}
        if called == "accept" and isinstance(value, tuple) and len(value) == 2:
            return {"returned": {"pair": [self.show(part) for part in value]}}
        if called == "super":
            self.show(value)  # an accepted socket nobody takes is kept, too
            return {}
        if value is None and called not in ("accept", "get", "get_terminator"):
            return {}
        return {"returned": self.show(value)}

    def add_states(self):
        for name, channel in self.constructed.items():
            state = {"kind": "state", "depth": self.depth, "of": name}
            for flag in FLAGS:
                value = attempt(getattr, channel, flag)
                state[flag] = value if value is None else bool(value)
            state["maps"] = [key for key, held in self.maps.items() if is_among(held.values(), channel)]
            state["addr"] = self.show(attempt(getattr, channel, "addr"))
            state["socket"] = socket_state(attempt(getattr, channel, "socket"))
            if state != self.states.get(name) and self.add(state):
                self.states[name] = state

    def act(self, action):
        op = action["op"]
        called = action.get("event", op)
        if op in REPLACING:
            attempt(self.keep_socket, action["channel"])  # it may have got it in the middle of the call that goes on
        observation = {"kind": "action", "op": op}
        for key in () if op in OF_NOBODY else SUBJECTS:
            if key in action:
                observation["of"] = action[key]
                break
        size = asked(action) if op in SENDING else None
        if size is not None:
            observation["asked"] = size
        do, began = getattr(self, METHOD_OF[op]), clock()
        try:
            return self.record(observation, lambda: do(action), lambda value: self.ending(called, value))
        finally:
            if "timed" in action and not self.exhausted:
                least = (action.get("timeout") or 0) * (action.get("count") or 1)
                observation["waitedAtLeastTimeout"] = clock() - began >= least - 0.001

    def call_as_named(self, action):
        """What is absent is not passed, so that the implementation's own defaults rule."""
        group, _, method = action["op"].rpartition(".")
        target = group or "channel"
        given = {key: self.taken[key](action[key]) if key in self.taken else as_meant(key, action[key])
                 for key in ARGUMENTS + KEYWORDS if key in action and key != target}
        args = [given.pop(key) for key in ARGUMENTS if key in given]
        holder = self.find(action[target]) if target in action else asyncore
        value = getattr(holder, method)(*args, **dict(given, **self.in_map(action)))
        if method in ("bind", "connect"):
            self.locate(action[target])
        if method in ("create_socket", "set_file"):
            self.keep_socket(action[target])
        if action["op"] in ("send", "push"):
            self.sent[action["channel"]] += value if type(value) is int else attempt(len, args[0]) or 0
        if "as" in action and isinstance(value, (tuple, list)):
            for name, part in zip(action["as"], value):
                self.name(name, part)
        return value

    def in_map(self, action):
        """The map as an argument. The global one is given by leaving it out, as programs do."""
        return {"map": self.find(action["map"])} if action.get("map", "global") != "global" else {}

    def do_new(self, action):
        name, made = action["channel"], self.class_of(action["channel"])
        before = [(known, known.get(name)) for known in (self.named, self.constructed)]
        self.initialises = action.get("init") != "none"
        file = [self.take_file(action["file"])] if "file" in action else []
        sock = {"sock": self.find(action["socket"])} if "socket" in action else {}
        try:
            channel = made(*file, **dict(sock, **self.in_map(action)))
        except BaseException:
            for known, former in before:
                known[name] = former
                if former is None:
                    del known[name]
            raise
        self.named[name] = self.constructed[name] = channel  # again, when it was made anew inside
        if file:
            self.keep_socket(name)
        self.locate(name)

    def do_log_info(self, a): self.find(a["channel"]).log_info(*[a[key] for key in ("message", "type") if key in a])
    def do_super(self, a): return self.originals[-1]()

    def do_call(self, action):
        method = METHODS.get(action["event"], [action["event"]])[0]
        meant = as_given if action["event"] in TEXTS else as_bytes
        return getattr(self.find(action["channel"]), method)(*[meant(arg) for arg in action.get("args", ())])

    def run(self):
        sys.stdout, sys.stderr = Printed(self, "stdout"), Printed(self, "stderr")
        try:
            for action in self.program["steps"]:
                try:
                    self.act(action)
                except BaseException:  # it is in the trace, and the program goes on
                    pass
                self.add_states()
        finally:
            self.exhausted, sys.stdout, sys.stderr = True, sys.__stdout__, sys.__stderr__
            self.give_back_descriptors()
            held = [list(entries.values()) for entries in self.maps.values()]
            for one in itertools.chain(self.dropped, *held + list(self.kept.values())):
                attempt(lambda: (attempt(getattr, one, "socket") or one).close())
        trace, refused = self.trace, self.refused
        vars(self).clear()  # its classes hold on to it until they are collected, and need not to all it knows
        if refused:
            raise Refused(-32603, refused)
        return {"trace": trace}


@remembered
def METHOD_OF(op):
    """The method of a play that does what an action says."""
    return "call_as_named" if op in CALLS else "ask_peer" if op.startswith("peer.") else "do_" + op.replace(".", "_")


@remembered
def LACKED_BY(op):
    """What is not here and an action needs: the base it belongs to, or itself."""
    base = NEEDS.get(op.partition(".")[0])
    return base if base and base not in BASES else None if hasattr(Play, METHOD_OF[op]) else op


def refuse_what_is_missing(program):
    """Looks first: an error in the middle of a program could pass for the implementation's."""
    declared = [one for kind in ("channels", "objects", "producers") for one in program.get(kind, {}).values()]
    reactions = [reaction for one in declared for queue in one.get("on", {}).values() for reaction in queue]
    acting = [program["steps"]] + [one.get("do", ()) for one in reactions if isinstance(one, dict)]
    missing = [one["base"] for one in program["channels"].values() if one["base"] not in BASES]
    missing += [program["world"]] * (program["world"] not in WORLDS)
    missing += [LACKED_BY[action["op"]] for actions in acting for action in actions if LACKED_BY[action["op"]]]
    if missing:
        raise Refused(-32000, "this adapter cannot play %s" % missing[0], missing[0])


def initialize(params):
    home, found = (os.path.dirname(os.path.realpath(module.__file__)) for module in (os, asyncore))
    python = platform.python_implementation()
    name = python + " asyncore" if home == found else "asyncore from %s on %s" % (found, python)
    has_ipv6 = attempt(lambda: socket.socket(socket.AF_INET6).bind(("::1", 0)) or True)
    families = [family for family in sorted(FAMILIES) if has_ipv6 or family != "inet6"] + ["datagram"]
    families += ["pipe", "terminal"] * ("file_dispatcher" in BASES)
    return {
        "protocolVersion": 1, "adapter": {"version": "1"},
        "implementation": {"name": name, "version": platform.python_version(), "language": "Python"},
        "capabilities": {"worlds": WORLDS, "bases": sorted(BASES), "families": families,
                         "pollers": ["select"] + ["poll"] * hasattr(select, "poll"), "passes": True, "nesting": True,
                         "peersInReactions": True, "collects": True, "python": True}}


def play(params):
    refuse_what_is_missing(params["program"])
    real, asyncore.socket_map = asyncore.socket_map, MAPS["plain"]()
    program, where = params["program"], (params["address"], params["directory"])
    gc.disable()  # its moment is no part of a program, and what it closes or has printed would be observed
    try:
        if program["world"] == "loopback":
            return Play(program, Places(*where)).run()
        return System(Play(program, ScriptedPlaces(*where)), program["script"]).run()
    finally:
        asyncore.socket_map = real
        gc.enable()


# What a play leaves behind is collected after some hundred plays: looking for it all the time costs a fifth of each.
if hasattr(gc, "set_threshold"):  # PyPy's collector has a way of its own
    gc.set_threshold(5000)
getattr(gc, "freeze", gc.collect)()  # and what is here by now stays
serve({"initialize": initialize, "play": play, "probe": probe, "shutdown": lambda params: None})
