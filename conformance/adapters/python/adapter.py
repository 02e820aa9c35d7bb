"""Plays programs on whatever asyncore `import` finds: the model of an adapter, to be read beside ../../ADAPTERS.md.

Knows how Python, unchanged from 2.7 to 3.13, says what the rules there ask for. Knows nothing of what should come out.
In this order: the language's own words, Trace (what was observed), Names (what it is called), Play (channels, then
actions), and the messages.
"""
import errno, fcntl, gc, io, itertools, json, os, platform, resource, select, socket, sys, time
import traceback, warnings, zlib
from collections import Counter, OrderedDict, defaultdict

# asyncore prints. The protocol keeps the real standard output; everybody else's leads to standard error from here on.
requests, answers = io.open(os.dup(0), "rb"), io.open(os.dup(1), "wb")
os.dup2(2, 1)
warnings.simplefilter("ignore")
try:
    import asyncore
except Exception as error:  # 3.12 and later have none; some backports look for a Python they do not like
    sys.stderr.write("Python %s cannot import asyncore (%s): set PYTHONPATH to the folder of one that it can, such as a"
                     " backport's.\n" % (platform.python_version(), error))
    sys.exit(3)

PY2 = str is bytes
clock = getattr(time, "monotonic", time.time)
PlainMap = OrderedDict if PY2 else dict  # 2.7 orders a dict by hash, that is by whatever numbers the descriptors have
FalsyMap = type("FalsyMap", (PlainMap,), {name: lambda self: False for name in ("__bool__", "__nonzero__")})
MAPS = {"plain": PlainMap, "ordered": OrderedDict, "falsy": FalsyMap}
BASES = {"dispatcher": asyncore.dispatcher}
FAMILIES = {"inet": socket.AF_INET, "inet6": socket.AF_INET6, "unix": socket.AF_UNIX}
TYPES = {"stream": socket.SOCK_STREAM, "datagram": socket.SOCK_DGRAM}
EVENTS = ("readable", "writable", "handle_connect", "handle_accept", "handle_accepted", "handle_read", "handle_write",
          "handle_expt", "handle_close", "handle_error")
OBJECT_EVENTS = EVENTS[:2] + ("handle_read_event", "handle_write_event", "handle_expt_event") + EVENTS[-2:]
METHODS = {"repr": ["__repr__"], "truth": ["__bool__", "__nonzero__"]}  # any other event is the method of its name
# Actions that call the function or method of their name with their members as arguments, by position or by keyword.
PASSES = ("loop", "poll", "poll2", "poll3")
CALLS = PASSES + ("close_all", "create_socket", "set_socket", "set_reuse_addr", "bind", "listen", "connect", "accept",
                  "send", "recv", "close", "add_channel", "del_channel", "log", "log_info", "socket.bind",
                  "socket.listen", "socket.connect", "socket.send", "socket.close")
ARGUMENTS = ("socket", "to", "backlog", "data", "size", "message")
KEYWORDS = ("timeout", "use_poll", "count", "ignore_all", "family", "type")
KINDS = (("exit-now", asyncore.ExitNow), ("interrupt", KeyboardInterrupt), ("system-exit", SystemExit),
         ("type", TypeError), ("value", ValueError), ("attribute", AttributeError), ("key", KeyError),
         ("index", IndexError), ("not-implemented", NotImplementedError), ("assertion", AssertionError),
         ("other", Exception))
Leave = type("Leave", (asyncore.ExitNow,), {})  # leaves a program whose budget is spent: ExitNow is let through
Nameless = type("Nameless", (Exception,), {})  # a name stands for nothing, say for a connection that was never accepted
Refused = type("Refused", (Exception,), {})  # code, text and missing capability of the error a message is answered with
Words = type("Words", (dict,), {})  # a value already in the words of a trace


def text_of(value):
    return value.decode("latin-1") if isinstance(value, bytes) else value


def bytes_of(data):
    if isinstance(data, dict):
        return bytes_of(data["repeat"]) * data["times"]
    return data if PY2 else data.encode("latin-1")


def attempt(call, *args):
    """What a call gives, or None when it fails. For looking on: where 3.x gives -1 for a closed socket, 2.7 raises."""
    try:
        return call(*args)
    except Exception:
        return None


def describe(error):
    """An exception as a trace shows it (rule 5)."""
    number, text = (error.args + (None, None))[:2]
    if isinstance(error, socket.gaierror):  # goes first: on 3.x it is an OSError too, but its number is no errno
        return {"kind": "name-resolution"}
    if isinstance(error, (EnvironmentError, socket.error, select.error)) and isinstance(number, int):
        name = errno.errorcode.get(number)
        said = {"kind": "os", "errno": {"EWOULDBLOCK": "EAGAIN", "ENOTSUP": "EOPNOTSUPP"}.get(name, name), "text": text}
    else:
        kind = next((kind for kind, family in KINDS if isinstance(error, family)), "other")
        worded = error.args and kind not in ("type", "attribute", "key", "index")
        said = {"kind": kind, "text": str(error) if worded else None}
    return {key: value for key, value in said.items() if value is not None}


def exception(kind, text=None, **more):
    """The exception a program asks for. A `class` is the name of a builtin one."""
    if kind == "os":
        number = getattr(errno, more["errno"])
        return socket.error(number, os.strerror(number) if text is None else text)  # socket.error is OSError on 3.x
    if kind == "name-resolution":
        return socket.gaierror(socket.EAI_NONAME, text or "Name or service not known")
    family = dict(KINDS)[kind]
    if "class" in more:
        family = getattr(sys.modules["__builtin__" if PY2 else "builtins"], more["class"])
    return family() if text is None else family(text)


def place(address):
    """What makes two addresses the same: host and port, to which IPv6 adds two members; or a path."""
    return tuple(address[:2]) if isinstance(address, (tuple, list)) else address


def socket_state(sock):
    return "none" if sock is None else "closed" if attempt(lambda: sock.fileno()) in (None, -1) else "open"


class Printed(object):
    """Stands in for a standard stream during a play: each complete line is an observation (rule 8)."""

    def __init__(self, play, stream):
        self.play, self.stream, self.begun = play, stream, ""

    def write(self, text):
        lines = (self.begun + text).split("\n")
        self.begun = lines.pop()
        for line in lines:
            self.play.add({"kind": "written", "stream": self.stream, "text": line})

    def flush(self):
        pass


class Trace(object):
    """What was observed, within the budget (rules 4 and 10)."""

    def __init__(self, limits):
        self.trace, self.depth, self.exhausted = [], 0, False
        self.most, self.deepest = limits.get("observations", 500), limits.get("depth", 20)

    def add(self, observation, by=None):
        """Adds an observation, or that the budget is spent, or after that nothing. Says whether it was added."""
        by = by or ("observations" if len(self.trace) >= self.most else None)
        if not self.exhausted:
            self.trace.append({"kind": "exhausted", "by": by} if by else observation)
            self.trace[-1]["depth"] = self.depth
            self.exhausted = by is not None
        return not self.exhausted

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
            observation.update({} if self.exhausted else ended)


class Names(Trace):
    """What the program's names stand for, and how values are shown by them (rules 6 and 7)."""

    def __init__(self, program, address, directory):
        Trace.__init__(self, program.get("limits", {}))
        self.program, self.address, self.directory = program, address, directory
        self.maps = OrderedDict([("global", asyncore.socket_map)])
        self.maps.update((name, MAPS[declared["kind"]]()) for name, declared in program.get("maps", {}).items())
        self.named, self.kept, self.dropped = dict(self.maps), defaultdict(list), []  # None keeps what has no name
        self.peers, self.places = OrderedDict(), []  # where each peer is; (name, place) of the program's own sockets

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

    def locate(self, name):
        """Remembers where a channel or socket is, if it is anywhere by now: neither at port 0 nor at no path."""
        where = attempt(lambda: place(self.socket_of(name).getsockname()))
        if where and where[-1]:
            self.places.append((name, where))

    def resolve(self, to):
        """An address of the program, as Python takes it."""
        if not isinstance(to, dict):
            where = self.peers.get(to) or dict(self.places).get(to)
            if where is None:
                raise Nameless("%s has no address" % to)
            return where
        if "any" in to:
            return ("::1" if to["any"] == "inet6" else self.address, 0)
        if "path" in to:
            return os.path.join(self.directory, to["path"])
        return (to["host"], to["port"]) if "host" in to else to["value"]

    def show_place(self, where):
        known = [("any", (self.address, 0)), ("any", ("::1", 0))] + list(self.peers.items()) + self.places
        names = [name for name, other in known if other == where]
        if names or not isinstance(where, tuple):
            return {"address": names[0] if names else os.path.basename(where)}
        return {"address": "unknown" if where[0] in (self.address, "::1") else "%s:%s" % where}

    def show(self, value):
        if value is None or isinstance(value, (bool, int, float, Words)):
            return value
        if isinstance(value, tuple) and len(value) in (2, 4) and [type(part) for part in value[:2]] == [str, int]:
            return self.show_place(place(value))
        if isinstance(value, str) and value.startswith(self.directory + "/"):
            return self.show_place(value)
        if isinstance(value, bytes) and len(value) > 256:
            return {"length": len(value), "crc32": zlib.crc32(value) & 0xFFFFFFFF}
        if isinstance(value, (bytes, type(u""))):
            return text_of(value)
        if isinstance(value, (tuple, list, frozenset)):
            return {"list": [self.show(member) for member in value]}
        name = next((name for name, known in self.named.items() if known is value), None)
        if attempt(getattr, value, "getsockopt") is None:
            return name or {"present": True}
        if name is None:
            self.kept[None].append(value)
        return {"socket": name or "unnamed"}

    def ending(self, called, value):
        """How a call that gave `value` is recorded to have ended."""
        if called in ("readable", "writable", "truth"):
            return {"returned": bool(value)}
        if called == "accept" and isinstance(value, tuple) and len(value) == 2:
            return {"returned": {"pair": [self.show(part) for part in value]}}
        if called == "super" or value is None and called not in ("accept", "get"):  # from these None is an answer
            return {}
        return {"returned": self.show(value)}


class Play(Names):
    """One play: its recording subclasses, their reactions and states (rules 1, 2, 3, 9 and 11), and all actions."""

    def __init__(self, program, address, directory):
        Names.__init__(self, program, address, directory)
        self.classes, self.constructed, self.states = {}, OrderedDict(), {}
        self.calls, self.sent, self.originals = Counter(), Counter(), []  # of `super`, the innermost last
        self.filled, self.limit, self.refused = [], resource.getrlimit(resource.RLIMIT_NOFILE), None
        for name, declared in program["channels"].items():
            base, on = BASES[declared["base"]], declared.get("on", {})
            events = [event for event in EVENTS if hasattr(base, event)]  # 2.7 has no handle_accepted
            self.classes[name] = self.recording(name, base, events + [event for event in on if event not in EVENTS], on)
        for name, declared in program.get("objects", {}).items():
            self.classes[name] = self.recording(name, object, OBJECT_EVENTS, declared.get("on", {}))
            if "accepting" in declared:
                self.classes[name].accepting = declared["accepting"]

    def recording(self, name, base, events, on):
        """A subclass that records its events, made by the type of its base: 2.7 has classes of two types."""
        members = {method: self.recorder(name, base, event, method, list(on.get(event, ())))
                   for event in events for method in METHODS.get(event, [event])}
        return type(base)(name, (base,), members)

    def recorder(self, name, base, event, method, reactions):
        """The method that stands in for `method` of `base`. Reactions are used up, the last one stays."""
        own = getattr(base, method, lambda *args: None)

        def stand_in(channel, *args, **keywords):
            def original():
                return own(channel, *args, **keywords)

            def follow():
                self.calls[event, name] += 1
                if not reactions:
                    return original()
                return self.react(event, args, original, reactions.pop(0) if len(reactions) > 1 else reactions[0])

            shown = [self.show(text_of(arg) if event in ("log", "log_info") else arg) for arg in args]
            observation = dict({"args": shown} if shown else {}, kind="event", event=event, of=name)
            value = self.record(observation, follow, lambda value: self.ending(event, value))
            return bool(value) if event == "truth" else value
        return stand_in

    def react(self, event, args, original, reaction):
        """Follows one reaction. `original` calls the implementation's own method, for the action `super`."""
        if not isinstance(reaction, dict):
            reaction = {"return": reaction}
        for name, value in zip(reaction.get("args", ()), args):
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
        if "return" in reaction:
            returned = reaction["return"]
        return bytes_of(returned) if event == "recv" and isinstance(returned, str) else returned

    def add_states(self):
        for name, channel in self.constructed.items():
            seen = {key: attempt(getattr, channel, key) for key in ("connected", "accepting", "connecting", "closing")}
            state = {key: value if value is None else bool(value) for key, value in seen.items()}
            state.update(kind="state", of=name, addr=self.show(attempt(getattr, channel, "addr")),
                         socket=socket_state(attempt(getattr, channel, "socket")),
                         maps=[key for key, held in self.maps.items() if any(one is channel for one in held.values())])
            if state != self.states.get(name) and self.add(dict(state)):
                self.states[name] = state

    def act(self, action):
        op, called = action["op"], action.get("event", action["op"])
        of = [action[key] for key in ("channel", "map", "socket", "peer", "name") if key in action]
        observation = dict({"of": of[0]} if of and op not in PASSES + ("settle",) else {}, kind="action", op=op)
        if op in ("send", "socket.send"):
            observation["asked"] = len(bytes_of(action["data"]))
        do, began = getattr(self, method_of(op)), clock()
        try:
            return self.record(observation, lambda: do(action), lambda value: self.ending(called, value))
        finally:
            if "timed" in action and not self.exhausted:
                least = (action.get("timeout") or 0) * (action.get("count") or 1)
                observation["waitedAtLeastTimeout"] = clock() - began >= least - 0.001

    def in_map(self, action):
        """The map as an argument. The global one is given by leaving it out, as programs do."""
        return {"map": self.find(action["map"])} if action.get("map", "global") != "global" else {}

    def holder(self, action):
        return self.classes[action["channel"]] if "class" in action else self.find(action["channel"])

    def call_as_named(self, action):
        """What is absent is not passed, so that the implementation's own defaults rule."""
        group, _, method = action["op"].rpartition(".")
        target = group or "channel"
        convert = {"data": bytes_of, "socket": self.socket_of, "to": self.resolve, "family": FAMILIES.get,
                   "type": lambda word: TYPES.get(word, word)}
        given = {key: convert.get(key, lambda value: value)(action[key])
                 for key in ARGUMENTS + KEYWORDS if key in action and key != target}
        args = [given.pop(key) for key in ARGUMENTS if key in given]
        holder = self.find(action[target]) if target in action else asyncore
        value = getattr(holder, method)(*args, **dict(given, **self.in_map(action)))
        if method in ("bind", "connect"):
            self.locate(action[target])
        if action["op"] == "send":
            self.sent[action["channel"]] += len(args[0]) if value is None else value
        if method == "create_socket":
            self.kept[action[target]].append(holder.socket)
        if "as" in action and value is not None:
            for name, part in zip(action["as"], value):
                self.name(name, part)
        return value

    def do_new(self, action):
        name, made = action["channel"], self.classes[action["channel"]]
        if action.get("init") == "none":
            made = type(made)(name, (made,), {"__init__": lambda channel: None})
        sock = {"sock": self.find(action["socket"])} if "socket" in action else {}
        self.constructed[name] = channel = made(**dict(sock, **self.in_map(action)))
        self.name(name, channel)

    def do_settle(self, action):
        one_pass = asyncore.poll2 if action.get("use_poll") else asyncore.poll
        for _ in range(action["limit"]):
            if self.holds(action["until"]):
                return True
            one_pass(0, **self.in_map(action))
        return self.holds(action["until"])

    def holds(self, until):
        if "peer" in until:
            return self.ask({"action": dict(until, op="peer.saw")})["holds"]
        if "event" in until:
            return self.calls[until["event"], until["of"]] >= until.get("times", 1)
        if "closed" in until:
            return socket_state(attempt(self.socket_of, until["closed"])) == "closed"
        return bool(attempt(getattr, self.named.get(until["of"]), until["attribute"])) == until["is"]

    def do_get(self, action):
        value = getattr(self.holder(action), action["attribute"])
        if action["attribute"] != "family_and_type":
            return value
        tables = zip((FAMILIES, TYPES), value)
        return Words(list=[word for table, number in tables for word in table if table[word] == number])

    def do_delegate(self, action):
        value = getattr(self.find(action["channel"]), action["method"])()
        return Words(present=value >= 0) if action["method"] == "fileno" else value  # which number means nothing

    def do_compact_traceback(self, action):
        frame, family, error, text = asyncore.compact_traceback()
        return Words(present=isinstance(error, family) and text.endswith("[%s|%s|%s]" % frame))

    def do_map_put(self, action):
        name = action["entry"]
        if name not in self.named and name in self.program.get("objects", ()):
            self.name(name, self.classes[name]())
        self.find(action["map"])[self.socket_of(action["socket"]).fileno()] = self.find(name)

    def do_socket_fill(self, action):
        while not self.filled or self.filled[-1] < action["below"]:
            self.filled.append(os.open(os.devnull, os.O_RDONLY))
        os.close(self.filled.pop())

    def do_socket_limit(self, action):
        soft, hard = self.limit
        if action["spare"] is not None:  # the limit is one on numbers: so many free ones must be left below it
            free = (number for number in itertools.count() if attempt(os.fstat, number) is None)
            soft = next(itertools.islice(free, action["spare"], None))
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    def do_socket_pair(self, action):
        for name, sock in zip(action["as"], socket.socketpair()):
            self.name(name, sock)

    def do_drop(self, action):
        """Forgets a name. What it named goes with the next `collect`: other languages cannot let go of it sooner."""
        self.dropped += self.kept.pop(action["name"], [])
        for known in (self.named, self.constructed, self.states):
            known.pop(action["name"], None)

    def do_collect(self, action):
        del self.dropped[:]
        gc.collect()

    def do_call(self, a): return getattr(self.find(a["channel"]), METHODS.get(a["event"], [a["event"]])[0])()
    def do_describe(self, a): return text_of({"repr": repr, "str": str}[a["as"]](self.find(a["channel"])))
    def do_map_clear(self, a): self.find(a["map"]).clear()
    def do_map_remove(self, a): self.find(a["map"]).pop(self.socket_of(a["socket"]).fileno(), None)
    def do_set(self, a): setattr(self.holder(a), a["attribute"], a["value"])
    def do_socket_closeOf(self, a): self.find(a["channel"]).socket.close()
    def do_socket_create(self, a): self.name(a["as"], socket.socket(FAMILIES[a["family"]], TYPES[a["type"]]))
    def do_socket_isBlocking(self, a): return not fcntl.fcntl(self.find(a["socket"]), fcntl.F_GETFL) & os.O_NONBLOCK
    def do_socket_recv(self, a): return self.find(a["socket"]).recv(a["size"], socket.MSG_OOB if "urgent" in a else 0)
    def do_super(self, a): return self.originals[-1]()

    def ask_peer(self, action):
        peer, to = action.get("as", action["peer"]), action.get("to")
        self.peers.setdefault(peer, None)
        params = {"action": action}
        if to not in self.peers and to in dict(self.places):
            params["address"] = dict(self.places)[to]
        if "from" in action:
            params["sent"] = self.sent.pop(action["from"], 0)
        answer = self.ask(params)
        if "local" in answer:
            self.peers[peer] = place(answer["local"])

    def ask(self, params):
        """Has the suite act at its end of a wire. Where it cannot, what follows says nothing of the implementation."""
        say({"id": next(numbers), "method": "peer", "params": params})
        answer = hear(requests.readline() or b'{"error": {"message": "the suite has gone"}}')
        if "error" in answer:
            self.refused, self.exhausted = answer["error"]["message"], True
            raise Leave()
        return answer["result"]

    def step(self, action):
        try:
            self.act(action)
        except BaseException:  # it is in the trace, and the program goes on
            pass
        self.add_states()

    def run(self):
        sys.stdout, sys.stderr = Printed(self, "stdout"), Printed(self, "stderr")
        try:
            for action in self.program["steps"]:
                self.step(action)
        finally:
            self.exhausted, sys.stdout, sys.stderr = True, sys.__stdout__, sys.__stderr__
            resource.setrlimit(resource.RLIMIT_NOFILE, self.limit)
            for number in self.filled:
                os.close(number)
            held = [list(entries.values()) for entries in self.maps.values()]
            for one in itertools.chain(self.dropped, *held + list(self.kept.values())):
                attempt(lambda: (attempt(getattr, one, "socket") or one).close())
        if self.refused:
            raise Refused(-32603, self.refused)
        return {"trace": self.trace}


def method_of(op):
    return "call_as_named" if op in CALLS else "ask_peer" if op.startswith("peer.") else "do_" + op.replace(".", "_")


def refuse_what_is_missing(program):
    """Looks first: an error in the middle of a program could pass for the implementation's."""
    declared = [one for kind in ("channels", "objects") for one in program.get(kind, {}).values()]
    reactions = [reaction for one in declared for queue in one.get("on", {}).values() for reaction in queue]
    actions = itertools.chain(program["steps"], *(one.get("do", ()) for one in reactions if isinstance(one, dict)))
    needed = [program["world"]] + [one["base"] for one in program["channels"].values()]
    missing = [word for word in needed if word not in ("loopback",) + tuple(BASES)]
    missing += [action["op"] for action in actions if not hasattr(Play, method_of(action["op"]))]
    if missing:
        raise Refused(-32000, "this adapter cannot play %s" % missing[0], missing[0])


def initialize(params):
    home, found = (os.path.dirname(os.path.realpath(module.__file__)) for module in (os, asyncore))
    name = platform.python_implementation() + " asyncore" if home == found else "asyncore from " + found
    has_ipv6 = attempt(lambda: socket.socket(socket.AF_INET6).bind(("::1", 0)) or True)
    families = [family for family in sorted(FAMILIES) if has_ipv6 or family != "inet6"]
    return {
        "protocolVersion": 1, "adapter": {"version": "1"},
        "implementation": {"name": name, "version": platform.python_version(), "language": "Python"},
        "capabilities": {"worlds": ["loopback"], "bases": sorted(BASES), "families": families + ["datagram"],
                         "pollers": ["select"] + ["poll"] * hasattr(select, "poll"), "passes": True, "nesting": True,
                         "peersInReactions": True, "collects": True, "python": True}}


def play(params):
    refuse_what_is_missing(params["program"])
    real, asyncore.socket_map = asyncore.socket_map, PlainMap()
    try:
        return Play(params["program"], params["address"], params["directory"]).run()
    finally:
        asyncore.socket_map = real


SERVED = {"initialize": initialize, "play": play, "shutdown": lambda params: None}
numbers = itertools.count(1)


def native(value):
    """Text as this Python's own str, which holds bytes on 2.7."""
    if isinstance(value, dict):
        return OrderedDict((native(key), native(inner)) for key, inner in value.items())
    if isinstance(value, list):
        return [native(inner) for inner in value]
    return value.encode("latin-1") if isinstance(value, type(u"")) else value


def hear(line):
    message = json.loads(line.decode("utf-8"), object_pairs_hook=OrderedDict)
    return native(message) if PY2 else message


def say(message):
    text = json.dumps(dict(message, jsonrpc="2.0"), **({"encoding": "latin-1"} if PY2 else {}))
    answers.write(text.encode("ascii") + b"\n")
    answers.flush()


def answer(line):
    number = None
    try:
        request = attempt(hear, line)
        if not isinstance(request, dict) or "method" not in request:
            raise Refused(*((-32700, "that is not JSON") if request is None else (-32600, "that is no request")))
        number = request.get("id")
        if request["method"] not in SERVED:
            raise Refused(-32601, "there is no method %s" % request["method"])
        return {"id": number, "result": SERVED[request["method"]](request.get("params"))}
    except Refused as refused:
        code, text, missing = (refused.args + (None,))[:3]
        data = {"data": {"unsupported": missing}} if missing else {}
        return {"id": number, "error": dict(data, code=code, message=text)}
    except Exception as error:
        traceback.print_exc()
        return {"id": number, "error": {"code": -32603, "message": "the adapter failed: %r" % error}}


for line in iter(requests.readline, b""):
    say(answer(line))
