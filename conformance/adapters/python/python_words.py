"""How Python, unchanged from 2.7 to 3.13, says what programs and traces say: bytes and text, exceptions, places.

Knows single values; knows nothing of names, channels or plays.
"""
import asyncore, errno, os, select, socket, sys, time

PY2 = str is bytes
KINDS = (("exit-now", asyncore.ExitNow), ("interrupt", KeyboardInterrupt), ("system-exit", SystemExit),
         ("type", TypeError), ("value", ValueError), ("attribute", AttributeError), ("key", KeyError),
         ("index", IndexError), ("not-implemented", NotImplementedError), ("assertion", AssertionError),
         ("other", Exception))
TEXTS = ("log", "log_info")  # events whose arguments are text; those of all others are bytes
# Members, attributes and events whose values are bytes: what a program writes for any other is text (rule 12).
OF_BYTES = ("data", "terminator", "out_buffer", "recv", "more", "get_terminator")
SENDING = ("send", "push", "socket.send", "wrapper.send")
BYTES = (bytes, bytearray, memoryview) + ((buffer,) if PY2 else ())  # async_chat of 2.7 sends pieces of a buffer
SAME_NUMBER = {"EWOULDBLOCK": "EAGAIN", "ENOTSUP": "EOPNOTSUPP"}  # two names on Linux; a trace shows the second one
clock = getattr(time, "monotonic", time.time)
Nameless = type("Nameless", (Exception,), {})  # a name stands for nothing, say for a connection that was never accepted
Words = type("Words", (dict,), {})  # a value already in the words of a trace


def attempt(call, *args):
    """What a call gives, or None when it fails. For looking on: where 3.x gives -1 for a closed socket, 2.7 raises."""
    try:
        return call(*args)
    except Exception:
        return None


def remembered(function):
    """A table that asks `function` for what it has not yet been asked for."""
    return type(function.__name__, (dict,), {"__missing__": lambda table, key: table.setdefault(key, function(key))})()


def is_among(values, wanted):
    for value in values:
        if value is wanted:
            return True
    return False


def text_of(value):
    return bytes(bytearray(value)).decode("latin-1") if isinstance(value, BYTES) else value


def as_given(value):
    """A value of a program where no bytes are meant. A `{"text"}` is text, which is not bytes even on 2.7."""
    return text_of(value["text"]) if isinstance(value, dict) and "text" in value else value


def as_bytes(value):
    """A value of a program where bytes are meant: strings are bytes, whatever can be none stays as it is."""
    if isinstance(value, dict) and "repeat" in value:
        return as_bytes(value["repeat"]) * value["times"]
    if isinstance(value, dict) and "value" in value:
        return as_bytes(value["value"])
    return as_given(value) if PY2 or not isinstance(value, str) else value.encode("latin-1")


def as_meant(word, value):
    return (as_bytes if word in OF_BYTES else as_given)(value)


def asked(action):
    """How many bytes an action wants to send, None when it sends none or something that need not be bytes."""
    data = action.get("data")
    is_plain = isinstance(data, dict) and "value" in data
    return None if is_plain or action["op"] not in SENDING else len(as_bytes(data))


def describe(error):
    """An exception as a trace shows it (rule 5)."""
    number, text = (error.args + (None, None))[:2]
    if isinstance(error, socket.gaierror):  # goes first: on 3.x it is an OSError too, but its number is no errno
        return {"kind": "name-resolution"}
    if isinstance(error, (EnvironmentError, socket.error, select.error)) and isinstance(number, int):
        name = errno.errorcode.get(number)
        said = {"kind": "os", "errno": SAME_NUMBER.get(name, name), "text": text}
    else:
        kind = next((kind for kind, family in KINDS if isinstance(error, family)), "other")
        worded = error.args and kind not in ("type", "attribute", "key", "index")
        said = {"kind": kind, "text": str(error) if worded else None}
    return {key: value for key, value in said.items() if value not in (None, "")}


def exception(kind, text=None, **more):
    """The exception a program asks for. A `class` is the name of a builtin one."""
    if kind == "os" and "errno" not in more:
        return socket.error(*[text] * (text is not None))
    if kind == "os":
        number = getattr(errno, more["errno"])
        return socket.error(number, os.strerror(number) if text is None else text)  # socket.error is OSError on 3.x
    if kind == "name-resolution":
        return socket.gaierror(socket.EAI_NONAME, text or "Name or service not known")
    family = dict(KINDS)[kind]
    if "class" in more:
        family = getattr(sys.modules["__builtin__" if PY2 else "builtins"], more["class"])
    return family() if text is None else family(text)


def socket_state(sock):
    return "none" if sock is None else "closed" if attempt(lambda: sock.fileno()) in (None, -1) else "open"


class Printed(object):
    """Stands in for a standard stream during a play: each complete line is an observation (rule 8)."""

    def __init__(self, play, stream):
        self.play, self.stream, self.begun, self.complaining = play, stream, "", False

    def write(self, text):
        lines = (self.begun + text).split("\n")
        self.begun = lines.pop()
        for line in lines:
            # What the interpreter itself complains of, up to the line after the frames, no implementation has printed.
            begins = line.startswith("Exception ignored ")
            if not begins and not self.complaining:
                self.play.add({"kind": "written", "stream": self.stream, "text": line})
            self.complaining = begins or self.complaining and line.startswith(("Traceback ", " "))

    def flush(self):
        pass
