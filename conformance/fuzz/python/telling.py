# ---- How what happens is told: a line for each call when it begins, indented by what it happens in, and how it ended.

FLAGS = ("connected", "accepting", "connecting", "closing")
EVENTS = ("readable", "writable", "handle_connect", "handle_accept", "handle_accepted", "handle_read", "handle_write",
          "handle_expt", "handle_close", "handle_error", "collect_incoming_data", "found_terminator")
METHODS = {"repr": ["__repr__"], "truth": ["__bool__", "__nonzero__"]}
if str is bytes:  # 2.7 orders a dict by hash, and with it who is served first
    asyncore.socket_map = OrderedDict()
real_stdout, real_map, depth, told, known_states = sys.stdout, asyncore.socket_map, [0], [0], {}
made, places = [], []  # channels with their names, in order; addresses with their names
kept = {}  # everything there was a name for, by identity
calls = {}  # how often each event was called
Plain = type(asyncore.socket_map)  # a map of the program
FalsyMap, Falsy = (type("Falsy", (base,), dict.fromkeys(("__bool__", "__nonzero__"), lambda self: False))
                   for base in (Plain, object))
BYTES = (bytes, bytearray, memoryview) + ((buffer,) if str is bytes else ())


class Names(object):
    """What the names of the program stand for."""


it = Names()


def finish(reason):
    """Ends the play where it would go on for ever, or has nothing to go on with."""
    line("(the play ends here: %s)" % reason)
    tidy_up()
    real_stdout.flush()
    os._exit(0)


def observe(text):
    """A line that counts: there is a limit to what a play may observe."""
    told[0] += 1
    if told[0] > MOST_TOLD:
        finish("this was enough")
    if depth[0] > DEEPEST:
        finish("it is nested too deeply")
    line(text)


def line(text):
    real_stdout.write("  " * depth[0] + text + "\n")


class Printed(object):
    """What asyncore prints, with a bar before it."""

    begun = ""

    def write(self, text):
        lines = (self.begun + text).split("\n")
        self.begun = lines.pop()
        for one in lines:
            observe("| " + one)

    def flush(self):
        pass


def shown(value):
    if value is None or isinstance(value, (bool, int, float, str, bytes, bytearray)):
        return "%d bytes" % len(value) if isinstance(value, (bytes, bytearray)) and len(value) > 256 else repr(value)
    for word, known in list(vars(it).items()):
        if known is value:
            return word
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str):
        return next((word for word, place in places if place == value), value[0])
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(shown(one) for one in value) + "]"
    if hasattr(value, "fileno") and hasattr(value, "close"):
        kept[id(value)] = value
        return "a socket"
    return repr(value)


def raised(error):
    number = error.args[0] if isinstance(error, EnvironmentError) and error.args else None
    return errno.errorcode.get(number, "%s %s" % (type(error).__name__, error)).strip()


def tell(what, call):
    """Makes a call and gives what it gives."""
    observe(what)
    depth[0] += 1
    try:
        value = call()
        if value is not None:
            line("-> " + shown(value))
        return value
    except BaseException as error:
        line("raises " + raised(error))
        raise
    finally:
        depth[0] -= 1
        keep()


def keep():
    """Keeps whatever the program has made: a socket nobody refers to would be closed behind its back."""
    for one in list(vars(it).values()):
        for value in (one, getattr(one, "__dict__", {}).get("socket")):
            kept[id(value)] = value


def socket_state(sock):
    try:
        return "none" if sock is None else "closed" if sock.fileno() == -1 else "open"
    except Exception:
        return "closed"


def state_of(channel):
    flags = [flag for flag in FLAGS if getattr(channel, flag, False)]
    maps = [("the global map", real_map)] + [pair for pair in sorted(vars(it).items()) if isinstance(pair[1], dict)]
    held = [word for word, entries in maps if any(one is channel for one in entries.values())]
    return "%s; in %s; addr %s; socket %s" % (
        ", ".join(flags) or "no flag set", ", ".join(held) or "no map", shown(getattr(channel, "addr", None)),
        socket_state(getattr(channel, "socket", None)))


def step(what, call):
    """A step of the program. When it raises, the program goes on with the next; then it is told who has changed."""
    try:
        tell(what, call)
    except BaseException:
        pass
    for name, channel in made:
        state = state_of(channel)
        if known_states.get(name) != state:
            known_states[name] = state
            observe("(%s is now: %s)" % (name, state))


class Call(object):
    """One call of an event: its arguments, how often the event was called before, the original's own method."""

    def __init__(self, given, turn, original):
        self.given, self.turn, self.original = given, turn, original


def event(name, word, own, reaction):
    """The method that stands in for an event: it is told, and then reacts as the program says."""
    turns = [0]

    def stand_in(channel, *given, **keywords):
        turns[0] += 1
        calls[name, word] = turns[0]
        call = Call(given + tuple(keywords.values()), turns[0], lambda: own(channel, *given, **keywords))
        arguments = "(%s)" % ", ".join(shown(one) for one in call.given)
        value = tell("%s.%s%s" % (name, word, arguments), lambda: reaction(call) if reaction else call.original())
        return bool(value) if word == "truth" else value
    return stand_in


def nothing(*_given):
    """What the method of an object gives that has none of its own."""


def watch(name, base, watched, reactions):
    """A subclass of `base` whose events are told. Those in `reactions` do what the program says."""
    members = {}
    own = [word for word in watched if hasattr(base, word) or not hasattr(base, "add_channel")]  # 2.7 lacks an event
    for word in own + sorted(word for word in reactions if word not in watched):
        for method in METHODS.get(word, [word]):
            members[method] = event(name, word, getattr(base, method, nothing), reactions.get(word))
    return type(base)(name, (base,), members)


def new(name, watched, *args, **keywords):
    """Makes a channel. Its name stands for it from the first event on."""
    before = getattr(it, name, None)

    def begin(channel, *given, **more):
        setattr(it, name, channel)
        watched.__init__(channel, *given, **more)
    try:
        channel = type(watched)(name, (watched,), {"__init__": begin})(*args, **keywords)
    except BaseException:
        if before is not None:
            setattr(it, name, before)
        elif hasattr(it, name):
            delattr(it, name)
        raise
    made[:] = [pair for pair in made if pair[0] != name] + [(name, channel)]


def name(**named):
    for word, value in named.items():
        setattr(it, word, value)


def put(entries, sock, entry):
    entries[sock.fileno()] = entry


def settle(holds, one_pass, limit, **keywords):
    """Passes until something holds."""
    for _ in range(limit):
        if holds():
            return True
        one_pass(0, **keywords)
    return holds()


def called(name, word, times=1):
    return calls.get((name, word), 0) >= times


def attempt(look):
    """What a look gives, or None where there is nothing to look at."""
    try:
        return look()
    except Exception:
        return None


def system_error(word):
    number = getattr(errno, word)
    return socket.error(number, os.strerror(number))


def cannot(what):
    raise NotImplementedError("this script cannot do %s" % what)
