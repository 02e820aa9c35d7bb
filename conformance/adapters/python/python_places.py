"""Where things are during one play: peers, the program's own sockets, pipes and terminals; addresses by name (rule 6).

Knows how Python writes an address; knows nothing of who asks.
"""
import os
from collections import OrderedDict

from python_words import Nameless, attempt


def place(address):
    """What makes two addresses the same: host and port, to which IPv6 adds two members; or a path."""
    return tuple(address[:2]) if isinstance(address, (tuple, list)) else address


class Places(object):
    """The places of one play, which has an IPv4 address and a directory of its own."""

    def __init__(self, address, directory):
        self.address, self.directory = address, directory
        self.peers, self.paths, self.own = OrderedDict(), {}, []  # by peer; by peer; (name, place) in order

    def add(self, name, sock):
        """Remembers where a socket is, if it is anywhere by now: neither at port 0 nor at no path."""
        where = attempt(lambda: place(sock.getsockname()))
        if where and where[-1]:
            self.own.append((name, where))

    def add_peer(self, peer, answer):
        """Remembers where the suite says that a peer is. From its first action on its name is a peer's."""
        self.peers[peer] = place(answer["local"]) if "local" in answer else self.peers.get(peer)
        self.paths[peer] = answer.get("file", self.paths.get(peer))

    def find_own(self, name):
        return dict(self.own).get(name) if name not in self.peers else None

    def path_of(self, peer):
        if self.paths.get(peer) is None:
            raise Nameless("%s has no file" % peer)
        return self.paths[peer]

    def resolve(self, to):
        """An address of the program, as Python takes it."""
        if not isinstance(to, dict):
            where = self.peers.get(to) or dict(self.own).get(to)
            if where is None:
                raise Nameless("%s has no address" % to)
            return where
        if "any" in to:
            return ("::1" if to["any"] == "inet6" else self.address, 0)
        if "path" in to:
            return os.path.join(self.directory, to["path"])
        return (to["host"], to["port"]) if "host" in to else to["value"]

    def show(self, value):
        """An address or a path of the play by its name, None for any other value."""
        is_address = isinstance(value, tuple) and len(value) in (2, 4) and list(map(type, value[:2])) == [str, int]
        if not is_address and not (isinstance(value, str) and value.startswith(self.directory + "/")):
            return None
        where = place(value)
        known = [("any", (self.address, 0)), ("any", ("::1", 0))] + list(self.peers.items()) + self.own
        names = [name for name, other in known if other == where]
        if names or not is_address:
            return {"address": names[0] if names else os.path.basename(where)}
        return {"address": "unknown" if where[0] in (self.address, "::1") else "%s:%s" % where}
