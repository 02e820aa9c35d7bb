"""What each action does to your implementation: the file to grow. An action that is not in the table is refused.

Add one line after the other; ADAPTERS.md, "All actions", says what each of them has, and the doctor which are missing.
"""
import socket

import implementation
from play import as_bytes
from wire import ask_peer

FAMILIES, TYPES = {"inet": socket.AF_INET}, {"stream": socket.SOCK_STREAM}


def argument(play, member, value):
    """A member of an action as the implementation takes it."""
    if member == "to":
        return play.resolve(value)
    return {"data": as_bytes, "family": FAMILIES.get, "type": TYPES.get}.get(member, lambda same: same)(value)


def arguments(play, action, members):
    """What is absent is not passed, so that the implementation's own defaults rule."""
    given = {member: argument(play, member, action[member]) for member in members if member in action}
    if action.get("map", "global") != "global":
        given["map"] = play.find(action["map"])
    return given


def on_channel(method, *members):
    """An action that calls the channel's method of that name."""
    def do(play, action):
        name = action["channel"]
        given = arguments(play, action, members)
        by_name = {key: given.pop(key) for key in ("family", "type", "map") if key in given}
        value = getattr(play.find(name), method)(*given.values(), **by_name)
        play.keep(getattr(play.find(name), "socket", None))
        if method in ("bind", "connect"):
            play.locate(name)
        if method == "send":
            play.sent[name] = play.sent.get(name, 0) + (value or 0)
        if "as" in action and value is not None:
            for part_name, part in zip(action["as"], value):
                play.name(part_name, part)
        return value
    return do


def on_socket(method, *members):
    """The same for a socket that belongs to no channel."""
    def do(play, action):
        value = getattr(play.find(action["socket"]), method)(*arguments(play, action, members).values())
        play.locate(action["socket"])
        return value
    return do


def on_module(function, *members):
    return lambda play, action: getattr(implementation, function)(**arguments(play, action, members))


def new(play, action):
    """Constructs a channel. Its name stands for it from its first event on (rule 1)."""
    name, made = action["channel"], play.classes[action["channel"]]

    def begin(channel, *args, **keywords):
        play.named[name] = channel
        if action.get("init") != "none":
            made.__init__(channel, *args, **keywords)

    before = dict(play.named)
    try:
        sock = [play.find(action["socket"])] if "socket" in action else []
        play.channels[name] = type(name, (made,), {"__init__": begin})(*sock, **arguments(play, action, ()))
    except BaseException:
        play.named = before
        raise
    play.locate(name)


def holder(play, action):
    return play.classes[action["channel"]] if "class" in action else play.find(action["channel"])


def get(play, action):
    value = getattr(holder(play, action), action["attribute"])
    if action["attribute"] != "family_and_type":
        return value
    return [word for words, known in zip((FAMILIES, TYPES), value) for word in words if words[word] == known]


def receive(play, action):
    return play.find(action["socket"]).recv(action["size"], socket.MSG_OOB if "urgent" in action else 0)


def settle(play, action):
    """Passes until the condition holds, at most `limit` of them."""
    for _ in range(action["limit"]):
        if holds(play, action["until"]):
            return True
        implementation.poll(0, **arguments(play, action, ()))
    return holds(play, action["until"])


def holds(play, until):
    if "peer" in until:
        return ask_peer({"action": {**until, "op": "peer.saw"}})["holds"]
    if "event" in until:
        return play.calls.get((until["event"], until["of"]), 0) >= until.get("times", 1)
    if "closed" in until:
        sock = play.socket_of(until["closed"])
        return sock is not None and sock.fileno() == -1
    return bool(getattr(play.find(until["of"]), until["attribute"], None)) == until["is"]


ACTIONS = {
    # Everybody is asked for these.
    "new": new,
    "create_socket": on_channel("create_socket", "family", "type"),
    "set_reuse_addr": on_channel("set_reuse_addr"),
    "bind": on_channel("bind", "to"),
    "listen": on_channel("listen", "backlog"),
    "connect": on_channel("connect", "to"),
    "accept": on_channel("accept"),
    "send": on_channel("send", "data"),
    "recv": on_channel("recv", "size"),
    "close": on_channel("close"),
    "get": get,
    "set": lambda play, action: setattr(holder(play, action), action["attribute"], action["value"]),
    "super": lambda play, action: play.originals[-1](),
    "settle": settle,
    # Passes that are counted: capability `passes`.
    "loop": on_module("loop", "timeout", "use_poll", "count"),
    "poll": on_module("poll", "timeout"),
    # Sockets without asyncore.
    "socket.create": lambda play, action: play.name(action["as"], socket.socket()),
    "socket.bind": on_socket("bind", "to"),
    "socket.listen": on_socket("listen", "backlog"),
    "socket.connect": on_socket("connect", "to"),
    "socket.send": on_socket("send", "data"),
    "socket.recv": receive,
    "socket.close": on_socket("close"),
    # Still to write: call, describe, log, log_info, close_all, set_socket, add_channel, del_channel, delegate,
    # compact_traceback, map.put, map.remove, map.clear, drop, socket.isBlocking, socket.closeOf, socket.fill, socket.limit.
}
