# ---- Stand-ins for the system below asyncore: what each call gives is written in the script, call by call.

OPTIONS = {getattr(socket, word): word for word in ("SO_ERROR", "SO_REUSEADDR")}
open_numbers = {}  # who has which descriptor


def tidy_up():
    pass


class Fails(object):
    """An outcome that is raised, or, where the system returns errors, returned."""

    def __init__(self, error):
        self.error = error


def number_of(word):
    return getattr(errno, word) if isinstance(word, str) else word


def fails(word, text=None):
    number = number_of(word)
    return Fails((number, os.strerror(number) if text is None else text))


def outcome(what, outcomes, family=socket.error, returns=False):
    """Makes a scripted call: the next of its outcomes."""
    def call():
        if not outcomes:
            finish("the script says no more of this call")
        given = outcomes.pop(0)
        if not isinstance(given, Fails):
            return given
        if isinstance(given.error, tuple):
            if returns:
                return given.error[0]
            raise family(*given.error)
        raise given.error
    return tell(what, call)


class Socket(object):
    """A socket that is a list of what its calls give."""

    def __init__(self, name, number, **script):
        self.name, self.number, self.script = name, number, script

    def fileno(self):
        return self.number if open_numbers.get(self.number) is self else -1

    def ask(self, call, *given, **how):
        if self.fileno() == -1:
            raise system_error("EBADF")
        arguments = ", ".join(shown(one) for one in given)
        return outcome("%s.%s(%s)" % (self.name, call, arguments), self.script.get(call), **how)

    def setblocking(self, flag): self.ask("setblocking", bool(flag))
    def getpeername(self): return self.ask("getpeername")
    def getsockopt(self, level, option): return number_of(self.ask("getsockopt", OPTIONS.get(option, option)))
    def setsockopt(self, level, option, value): self.ask("setsockopt", OPTIONS.get(option, option), value)
    def bind(self, address): self.ask("bind", address)
    def listen(self, backlog): self.ask("listen", backlog)
    def recv(self, size): return self.ask("recv", size)

    def connect_ex(self, address):
        return number_of(self.ask("connect_ex", address, returns=True)) if self.fileno() != -1 else errno.EBADF

    def send(self, data):
        if not isinstance(data, BYTES):
            raise TypeError("a bytes-like object is required, not %r" % type(data).__name__)
        taken = self.ask("send", data)
        return len(data) if taken == "all" else min(taken, len(data))

    def accept(self):
        pair = self.ask("accept")
        if isinstance(pair, tuple) and len(pair) == 2:
            opened(pair[0])
        return pair

    def close(self):
        if self.fileno() != -1:
            try:
                self.ask("close")
            finally:
                del open_numbers[self.number]


class HollowSocket(Socket):
    """A socket that is a false value."""

    def __len__(self): return 0


def opened(sock):
    if sock.number in open_numbers:
        finish("the script would give a descriptor that is open")
    open_numbers[sock.number] = sock
    return sock


class Module(object):
    """A module of the standard library but for some of its names."""

    def __init__(self, real, **replaced):
        self.real = real
        self.__dict__.update((word, value) for word, value in replaced.items() if value is not None)
        self.lacking = [word for word in replaced if replaced[word] is None]

    def __getattr__(self, word):
        if word in self.lacking:
            raise AttributeError("this system has no %s" % word)
        return getattr(self.real, word)


class Poll(object):
    def __init__(self): self.registered = []

    def register(self, number, flags=7):
        real_poll().register(number, flags)  # which says what is no descriptor
        words = [word for word in ("POLLIN", "POLLPRI", "POLLOUT") if flags & getattr(select, word)]
        self.registered.append("%d for %s" % (number, ", ".join(words) or "nothing"))

    def poll(self, *timeout):
        given = ["[%s]" % "; ".join(self.registered)] + [repr(one) for one in timeout]
        return outcome("poll(%s)" % ", ".join(given), script["poll"], select.error)


def scripted_socket(*kind):
    return opened(outcome("socket()", script["socket"]))


def scripted_select(*given):
    return outcome("select(%s)" % ", ".join(map(repr, given)), script["select"], select.error)


def scripted_sleep(seconds):
    if seconds is None:
        raise TypeError("a number is required")
    outcome("sleep(%r)" % seconds, script["sleep"], IOError)


def file_call(call, number, *given, **how):
    if not isinstance(open_numbers.get(number), dict):
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    entry = open_numbers[number]
    arguments = ", ".join(repr(one) for one in (number,) + given)
    return outcome("%s.%s(%s)" % (entry["name"], call, arguments), entry.get(call), **dict({"family": OSError}, **how))


def scripted_dup(number):
    copy = file_call("dup", number)
    if copy in open_numbers:
        finish("the script would give a descriptor that is open")
    open_numbers[copy] = open_numbers[number]
    return copy


def scripted_write(number, data):
    taken = file_call("write", number, data)
    return len(data) if taken == "all" else min(taken, len(data))


def scripted_close(number):
    try:
        file_call("close", number)
    finally:
        open_numbers.pop(number, None)


def scripted_fcntl(number, command, flags=0):
    if number not in open_numbers:
        raise IOError(errno.EBADF, os.strerror(errno.EBADF))
    if command == fcntl.F_SETFL:
        file_call("setblocking", number, not flags & os.O_NONBLOCK, family=IOError)
    return os.O_RDWR


def put_in_place():
    """Has asyncore find the stand-ins where it looks for the system: under names of its own module."""
    asyncore.socket = Module(socket, socket=scripted_socket)
    asyncore.select = Module(select, select=scripted_select, poll=None if script["poll"] is None else Poll)
    asyncore.time = Module(time, sleep=scripted_sleep)
    asyncore.os = Module(os, dup=scripted_dup, write=scripted_write, close=scripted_close,
                         read=lambda number, size: file_call("read", number, size),
                         set_blocking=lambda number, flag: file_call("setblocking", number, flag))
    asyncore.fcntl = Module(fcntl, fcntl=scripted_fcntl)
