"""One play: its trace, the names in it, channels that record, and their reactions (ADAPTERS.md, "The rules of playing").

Leave it as it is. Knows nothing of what an action does (actions.py), nor of what asyncore should do (implementation.py).
"""
import errno
import socket
import sys
import time
import zlib

import implementation
from wire import Refused, ask_peer

EVENTS = ("readable", "writable", "handle_connect", "handle_accept", "handle_accepted", "handle_read", "handle_write",
          "handle_expt", "handle_close", "handle_error")
FLAGS = ("connected", "accepting", "connecting", "closing")
SUBJECTS = ("channel", "map", "socket", "peer", "name")  # the first of them is what an action is done to
TRUTHS = ("readable", "writable")
SPOKEN = ("accept", "get")  # these say something when they give nothing
KINDS = ((implementation.ExitNow, "exit-now"), (KeyboardInterrupt, "interrupt"), (SystemExit, "system-exit"),
         (TypeError, "type"), (ValueError, "value"), (AttributeError, "attribute"), (KeyError, "key"),
         (IndexError, "index"), (NotImplementedError, "not-implemented"), (AssertionError, "assertion"))
WORDLESS = ("type", "attribute", "key", "index")  # how these are worded is each language's own affair
SAME_NUMBER = {"EWOULDBLOCK": "EAGAIN", "ENOTSUP": "EOPNOTSUPP"}


METHODS = {"repr": "__repr__", "truth": "__bool__"}  # any other event is the method of its name


class FalsyMap(dict):
    """A map that is a false value, whatever it holds."""

    def __bool__(self):
        return False


class Leave(implementation.ExitNow):
    """Leaves a program of which no more is observed: ExitNow goes through every loop."""


class Printed:
    """Stands in for a standard stream: each complete line is an observation (rule 8)."""

    def __init__(self, play, stream):
        self.play, self.stream, self.begun = play, stream, ""

    def write(self, text):
        *lines, self.begun = (self.begun + text).split("\n")
        for line in lines:
            self.play.add({"kind": "written", "stream": self.stream, "text": line})

    def flush(self):
        pass


def described(error):
    """An exception as a trace shows it (rule 5)."""
    if isinstance(error, socket.gaierror):
        return {"kind": "name-resolution"}
    if isinstance(error, OSError) and error.errno is not None:
        name = errno.errorcode[error.errno]
        return {"kind": "os", "errno": SAME_NUMBER.get(name, name), "text": error.strerror}
    kind = next((kind for family, kind in KINDS if isinstance(error, family)), "other")
    return {"kind": kind, **({"text": str(error)} if str(error) and kind not in WORDLESS else {})}


def raised(kind, errno=None, text=None, **_):
    """The exception a program asks for."""
    if kind == "os":
        number = getattr(sys.modules["errno"], errno)
        return OSError(number, sys.modules["os"].strerror(number) if text is None else text)
    if kind == "name-resolution":
        return socket.gaierror(socket.EAI_NONAME, text or "Name or service not known")
    family = next((family for family, named in KINDS if named == kind), Exception)
    return family() if text is None else family(text)


def as_bytes(value):
    """A value of a program where bytes are meant (rule 12)."""
    if isinstance(value, dict) and "repeat" in value:
        return as_bytes(value["repeat"]) * value["times"]
    return value.encode("latin-1") if isinstance(value, str) else value


class Play:
    def __init__(self, program, address, actions):
        self.program, self.address, self.actions = program, address, actions
        self.trace, self.depth, self.spent = [], 0, False
        self.limits = {"observations": 500, "depth": 20, **program.get("limits", {})}
        self.maps = {"global": implementation.socket_map}
        for name, declared in program.get("maps", {}).items():
            self.maps[name] = FalsyMap() if declared["kind"] == "falsy" else {}
        self.named, self.kept, self.peers, self.places = dict(self.maps), [], {}, []
        self.channels, self.states, self.calls, self.sent, self.originals = {}, {}, {}, {}, []
        self.classes = {name: self.recording(name, declared) for name, declared in program["channels"].items()}

    def run(self):
        """Plays the program and gives its trace. When it ends, nothing of it is left (rule 11)."""
        real = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = Printed(self, "stdout"), Printed(self, "stderr")
        implementation.socket_map.clear()
        try:
            for step in self.program["steps"]:
                try:
                    self.act(step)
                except Refused:
                    raise  # the suite could not act: what follows would say nothing about the implementation
                except BaseException:  # it is in the trace, and the program goes on
                    pass
                self.add_states()
        finally:
            self.spent = True
            sys.stdout, sys.stderr = real
            for held in [*self.kept, *(getattr(one, "socket", None) for one in self.channels.values())]:
                if held is not None:
                    held.close()
            implementation.socket_map.clear()
        return {"trace": self.trace}

    # The trace, within its budget (rules 4, 9 and 10).

    def add(self, observation, by=None):
        by = by or ("observations" if len(self.trace) >= self.limits["observations"] else None)
        if not self.spent:
            observation = {"kind": "exhausted", "by": by} if by else observation
            observation["depth"] = self.depth
            self.trace.append(observation)
            self.spent = by is not None
        return not self.spent

    def record(self, observation, call, called):
        """Makes a call that is observed, and adds how it ended."""
        if not self.add(observation, "depth" if self.depth > self.limits["depth"] else None):
            raise Leave
        self.depth += 1
        ending = {}
        try:
            value = call()
            ending = self.ending(called, value)
            return value
        except BaseException as error:
            ending = {"raised": described(error)}
            raise
        finally:
            self.depth -= 1
            observation.update({} if self.spent else ending)

    def ending(self, called, value):
        if called in TRUTHS:
            return {"returned": bool(value)}
        if called == "accept" and value is not None:
            return {"returned": {"pair": [self.show(part) for part in value]}}
        if called == "super":
            self.show(value)  # a socket that nobody takes is kept, too
            return {}
        if value is None and called not in SPOKEN:
            return {}
        return {"returned": self.show(value)}

    def add_states(self):
        for name, channel in self.channels.items():
            sock = getattr(channel, "socket", None)
            state = {flag: bool(getattr(channel, flag)) if hasattr(channel, flag) else None for flag in FLAGS}
            state.update(kind="state", of=name, addr=self.show(getattr(channel, "addr", None)),
                         socket="none" if sock is None else "closed" if sock.fileno() == -1 else "open",
                         maps=[key for key, held in self.maps.items() if any(one is channel for one in held.values())])
            if state != self.states.get(name) and self.add(dict(state)):
                self.states[name] = state

    # Names instead of numbers (rules 6 and 7).

    def name(self, name, value):
        self.named[name] = value
        self.keep(value)
        self.locate(name)

    def keep(self, value):
        if isinstance(value, socket.socket) and not any(value is one for one in self.kept):
            self.kept.append(value)

    def find(self, name):
        if name not in self.named:
            raise LookupError(f"nothing is named {name}")
        return self.named[name]

    def socket_of(self, name):
        return self.find(name).socket if name in self.program["channels"] else self.find(name)

    def locate(self, name):
        """Remembers where a socket is, once it is somewhere."""
        try:
            where = self.socket_of(name).getsockname()
        except (AttributeError, OSError):
            return
        if where[1]:
            self.places.append((name, tuple(where[:2])))

    def resolve(self, to):
        """An address of the program, as Python takes it."""
        if isinstance(to, dict):
            return (self.address, 0) if "any" in to else (to["host"], to["port"]) if "host" in to else to["value"]
        where = self.peers.get(to) or dict(self.places).get(to)
        if where is None:
            raise LookupError(f"{to} has no address")
        return where

    def show(self, value):
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        if isinstance(value, bytes):
            long = len(value) > 256
            return {"length": len(value), "crc32": zlib.crc32(value)} if long else value.decode("latin-1")
        if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str):
            known = [("any", (self.address, 0)), *self.peers.items(), *self.places]
            other = "unknown" if value[0] == self.address else "%s:%s" % value
            return {"address": next((name for name, where in known if where == value), other)}
        if isinstance(value, (tuple, list, frozenset, set)):
            return {"list": [self.show(member) for member in value]}
        name = next((name for name, known in self.named.items() if known is value), None)
        if not isinstance(value, socket.socket):
            return name or {"present": True}
        self.keep(value)
        return {"socket": name or "unnamed"}

    # Recording channels, and what they do when they are called (rules 2 and 3).

    def recording(self, name, declared):
        base, on = implementation.dispatcher, declared.get("on", {})
        further = [event for event in on if event not in EVENTS]
        events = [event for event in EVENTS if hasattr(base, event)] + further
        return type(name, (base,), {METHODS.get(event, event): self.recorder(name, base, event, list(on.get(event, ())))
                                    for event in events})

    def recorder(self, name, base, event, reactions):
        def stand_in(channel, *given, **keywords):
            def original():
                return getattr(base, METHODS.get(event, event))(channel, *given, **keywords)

            def follow():
                self.calls[event, name] = self.calls.get((event, name), 0) + 1
                if not reactions:
                    return original()
                return self.react(event, given, original, reactions.pop(0) if len(reactions) > 1 else reactions[0])

            args = {"args": [self.show(arg) for arg in given]} if given else {}
            return self.record({"kind": "event", "event": event, "of": name, **args}, follow, event)
        return stand_in

    def react(self, event, given, original, reaction):
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
            raise raised(**reaction["raise"])
        if "return" in reaction:
            return as_bytes(reaction["return"]) if event == "recv" else reaction["return"]
        return returned

    def act(self, action):
        op = action["op"]
        of = [] if op in ("loop", "poll", "settle") else [action[key] for key in SUBJECTS if key in action]
        observation = {"kind": "action", "op": op, **({"of": of[0]} if of else {})}
        if op in ("send", "socket.send"):
            observation["asked"] = len(as_bytes(action["data"]))
        do = self.ask if op.startswith("peer.") else self.actions[op]
        called, began = action["event"] if op == "call" else op, time.monotonic()
        try:
            return self.record(observation, lambda: do(action) if do == self.ask else do(self, action), called)
        finally:
            if "timed" in action and not self.spent:
                least = (action.get("timeout") or 0) * (action.get("count") or 1)
                observation["waitedAtLeastTimeout"] = time.monotonic() - began >= least - 0.001

    def ask(self, action):
        """Has the suite act at its end of a wire, and remembers where that is."""
        peer, to = action.get("as", action["peer"]), action.get("to")
        params = {"action": action}
        if to not in self.peers and to in dict(self.places):
            params["address"] = dict(self.places)[to]
        if "from" in action:
            params["sent"] = self.sent.pop(action["from"], 0)
        where = ask_peer(params).get("local")
        self.peers[peer] = tuple(where) if where else self.peers.get(peer)
