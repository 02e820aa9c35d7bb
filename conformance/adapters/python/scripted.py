"""The scripted world: the system below asyncore is a script, and every call of it is an observation (ADAPTERS.md).

Knows how asyncore reaches the system (through names of its own module, which lead here while a play lasts) and what a
script says each call gives; knows nothing of channels, and nothing of what asyncore makes of it. asyncore is not changed.
"""
import asyncore, errno, fcntl, os, select, socket, time, weakref

from actions_file import File
from actions_socket import FAMILIES, TYPES
from python_places import Places
from python_words import BYTES, SAME_NUMBER, Words, as_bytes, exception

# Another implementation may reach the system by other ways, and cannot be scripted then.
CAN_SCRIPT = all(vars(asyncore).get(module.__name__) is module for module in (socket, select, time, os))
REAL_POLL = getattr(select, "poll", None)
ASKED = ("POLLIN", "POLLPRI", "POLLOUT")  # 2.7 asks for the others, too, which poll(2) reports unasked
FLAGS = ASKED + ("POLLERR", "POLLHUP", "POLLNVAL")
OPTIONS = {getattr(socket, option): option for option in ("SO_ERROR", "SO_REUSEADDR", "SO_SNDBUF", "SO_RCVBUF")}


class ScriptedPlaces(Places):
    """Here an address that has a name is that name as a host, with port 0, so that everybody's texts show it alike."""

    def add(self, name, sock):
        """Nothing is anywhere."""

    def resolve(self, to):
        if not isinstance(to, dict):
            self.peers.setdefault(to, (to, 0))
        return Places.resolve(self, to)


class Module(object):
    """A module of the standard library but for some of its names; those that are None it does not have at all."""

    def __init__(self, real, **replaced):
        self.real, self.lacking = real, [name for name in replaced if replaced[name] is None]
        self.__dict__.update((name, replaced[name]) for name in replaced if name not in self.lacking)

    def __getattr__(self, name):
        if name in self.lacking:
            raise AttributeError("this system has no %s" % name)
        return getattr(self.real, name)


def listed(values):
    return Words(list=list(values))


def flags_shown(flags, known=FLAGS):
    return listed(name for name in known if flags & getattr(select, name))


def flag_number(name):
    return getattr(select, name)


def word_of(table, number):
    return next((word for word in table if table[word] == number), number)


class ScriptedSocket(object):
    """What asyncore is given for a socket. As with a real one, `close` forgets the descriptor, also when it fails."""

    def __init__(self, system, name, script):
        self.system, self.name, self.script = system, name, script

    def call(self, call, args=(), give=None, **more):
        if self.fileno() == -1:
            raise error_of(errno.EBADF, socket.error)
        return self.system.call(call, self.name, self.script.get(call), args, give, socket.error, **more)

    def fileno(self):
        fd = self.script["fd"]
        return fd if self.system.open.get(fd) is self else -1

    def setblocking(self, flag): return self.call("setblocking", [bool(flag)])  # up to 3.8 asyncore says 0 for False
    def getpeername(self): return self.call("getpeername", give=self.system.play.places.resolve)
    def bind(self, address): return self.call("bind", [address])
    def listen(self, backlog): return self.call("listen", [backlog])
    def recv(self, size, flags=0): return self.call("recv", [size], as_bytes)
    def accept(self): return self.call("accept", give=self.system.accept, show=self.system.accepted_shown)

    def connect_ex(self, address):
        if self.fileno() == -1:
            return errno.EBADF
        return self.call("connect_ex", [address], errno_number, show=errno_shown, returns_errno=True)

    def getsockopt(self, level, option):
        return self.call("getsockopt", [OPTIONS.get(option, option)], errno_number,
                         show=errno_shown if option == socket.SO_ERROR else None)

    def setsockopt(self, level, option, value):
        return self.call("setsockopt", [OPTIONS.get(option, option), value])

    def send(self, data):
        if not isinstance(data, BYTES):
            raise TypeError("a bytes-like object is required, not %r" % type(data).__name__)
        return self.call("send", [data], taken_of(data))

    def close(self):
        fd = self.fileno()
        if fd != -1:
            try:
                self.call("close")
            finally:
                del self.system.open[fd]


class HollowSocket(ScriptedSocket):
    """A socket that is a false value."""

    def __len__(self): return 0


def sockets_made(script):
    """The sockets that calls of the script make: they are not there before."""
    accepts = [outcome for sock in script.get("sockets", {}).values() for outcome in sock.get("accept", ())]
    made = [outcome["value"] for outcome in script.get("socket", ()) if "value" in outcome]
    pairs = [outcome["value"] for outcome in accepts if isinstance(outcome.get("value"), list)]
    return set(made + [pair[0] for pair in pairs])


def error_of(number, family):
    return family(number, os.strerror(number))


def errno_number(value):
    return getattr(errno, value) if isinstance(value, str) else value


def errno_shown(number):
    """An errno by its name, if it has one; none at all is 0."""
    name = errno.errorcode.get(number, number)
    return SAME_NUMBER.get(name, name)


def taken_of(data):
    """How many bytes of `data` the system takes, which cannot be more than there are."""
    return lambda taken: len(data) if taken == "all" else min(taken, len(data))


class Poll(object):
    """What select.poll() makes. Registering is no call of the system; a real one says what is no descriptor."""

    def __init__(self, system):
        self.system, self.checking, self.registered = system, REAL_POLL(), []

    def register(self, fd, *flags):
        self.checking.register(fd, *flags)
        self.registered.append(listed([fd, flags_shown(flags[0] if flags else sum(map(flag_number, ASKED)), ASKED)]))

    def poll(self, *timeout):
        def ready(entries):
            return [(entry["fd"], sum(map(flag_number, set(entry["flags"])))) for entry in entries]

        def show(pairs):
            return listed(listed([fd, flags_shown(flags)]) for fd, flags in pairs)
        return self.system.call("poll", None, self.system.script.get("poll"), (listed(self.registered),) + timeout, ready,
                                select.error, show=show)


class System(object):
    """The system one program scripts. `play` says what is observed."""

    def __init__(self, play, script):
        self.play, self.script, self.wrappers = play, script, []
        self.sockets = {name: (HollowSocket if "truth" in scripted else ScriptedSocket)(self, name, scripted)
                        for name, scripted in script.get("sockets", {}).items()}
        play.named.update(self.sockets)
        made = sockets_made(script)
        self.open = {sock.script["fd"]: sock for name, sock in self.sockets.items() if name not in made}  # by descriptor
        for name, scripted in script.get("files", {}).items():
            play.named[name], self.open[scripted["fd"]] = File(scripted["fd"]), (name, scripted)
        poll = None if script.get("poll") is False else lambda: Poll(self)
        self.modules = {
            "socket": Module(socket, socket=self.socket), "select": Module(select, select=self.select, poll=poll),
            "time": Module(time, sleep=self.sleep),
            "os": Module(os, dup=self.dup, read=self.read, write=self.write, close=self.close,
                         set_blocking=self.set_blocking),
            "fcntl": Module(fcntl, fcntl=self.fcntl)}

    def run(self):
        """Plays the program while asyncore's names of the system lead here."""
        if "files" in self.script and hasattr(asyncore, "file_wrapper"):
            self.modules["file_wrapper"] = self.remembered(asyncore.file_wrapper)
        real = {name: vars(asyncore)[name] for name in self.modules if name in vars(asyncore)}
        vars(asyncore).update((name, self.modules[name]) for name in real)
        try:
            return self.play.run()
        finally:
            for wrapper in filter(None, [reference() for reference in self.wrappers]):
                wrapper.fd = -1  # or else its descriptor, which was never real, would be closed when it is collected
            vars(asyncore).update(real)
            vars(self).clear()  # whatever was made here holds on to it

    def remembered(self, base):
        """The implementation's file_wrapper, but that every one made is known here as long as it lives."""
        def init(wrapper, fd):
            self.wrappers.append(weakref.ref(wrapper))
            base.__init__(wrapper, fd)
        return type(base)(base.__name__, (base,), {"__init__": init})

    def call(self, call, of, outcomes, args, give, family, show=None, returns_errno=False):
        """Makes one call: the next of its outcomes. `give` turns a scripted value into what is given, `show` shows that."""
        play = self.play

        def outcome():
            if not outcomes:
                play.leave("script")
            scripted = outcomes.pop(0)
            if "value" in scripted:
                return give(scripted["value"]) if give else scripted["value"]
            if "raise" in scripted:
                raise failure(family, scripted["raise"])
            number = scripted["code"] if "code" in scripted else getattr(errno, scripted["errno"])
            if returns_errno:
                return number
            raise error_of(number, family)

        def ending(value):
            return {} if value is None and call != "accept" else {"returned": (show or play.show)(value)}
        observation = {"kind": "call", "call": call}
        if of:
            observation["of"] = of
        if args:
            observation["args"] = [play.show(arg) for arg in args]
        return play.record(observation, outcome, ending)

    def socket(self, family=socket.AF_INET, type=socket.SOCK_STREAM):
        return self.call("socket", None, self.script.get("socket"), [word_of(FAMILIES, family), word_of(TYPES, type)],
                         self.made, socket.error)

    def made(self, name):
        """A socket that was just made. The system gives no descriptor twice: a script that does has no answer."""
        sock = self.sockets.get(name)
        if sock is None or sock.script["fd"] in self.open:
            self.play.leave("script")
        self.open[sock.script["fd"]] = sock
        return sock

    def accept(self, pair):
        if pair == "triple":
            return None, None, None
        return pair and (self.made(pair[0]), self.play.places.resolve(pair[1]))

    def accepted_shown(self, given):
        shown = given and [self.play.show(part) for part in given]
        return Words(pair=shown) if given and len(given) == 2 else given and listed(shown)

    def select(self, *args):
        def ready(lists):
            return tuple(lists.get(name, []) for name in ("read", "write", "except"))
        return self.call("select", None, self.script.get("select"), args, ready, select.error,
                         show=lambda lists: listed(map(listed, lists)))

    def sleep(self, seconds):
        if seconds is None:
            raise TypeError("a number is required")  # as the real one, without asking the system
        return self.call("sleep", None, self.script.get("sleep"), [seconds], None, IOError)

    def file_call(self, call, fd, args=(), give=None, family=OSError):
        if not isinstance(self.open.get(fd), tuple):
            raise error_of(errno.EBADF, family)
        name, script = self.open[fd]
        return self.call(call, name, script.get(call), [fd] + list(args), give, family)

    def read(self, fd, size): return self.file_call("read", fd, [size], as_bytes)
    def set_blocking(self, fd, flag): return self.file_call("setblocking", fd, [flag])
    def write(self, fd, data): return self.file_call("write", fd, [data], taken_of(data))

    def dup(self, fd):
        def give(made):
            if made in self.open:
                self.play.leave("script")
            self.open[made] = self.open[fd]
            return made
        return self.file_call("dup", fd, give=give)

    def close(self, fd):
        try:
            self.file_call("close", fd)
        finally:
            self.open.pop(fd, None)

    def fcntl(self, fd, command, flags=0):
        """How 2.7 switches blocking off: it asks for the flags first, which says nothing to anybody."""
        if fd not in self.open:
            raise error_of(errno.EBADF, IOError)
        if command == fcntl.F_SETFL:
            self.file_call("setblocking", fd, [not flags & os.O_NONBLOCK], family=IOError)
        return os.O_RDWR


def failure(family, raised):
    """The exception a script asks for. Errors of the system are of the class that its call raises, which 2.7 tells apart."""
    error = exception(**raised)
    return family(*error.args) if raised["kind"] == "os" else error
