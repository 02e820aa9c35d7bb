"""Who is judged. This one is empty: it asks its channels whether they want to read or write, and never serves anybody.

Replace all of it by your own, for example `from my_asyncore import *`; where yours has other names, give them these.
"""

socket_map = {}


class ExitNow(Exception):
    """What ends the loop when a handler raises it."""


class dispatcher:
    connected = accepting = connecting = closing = debug = False
    addr = None

    def __init__(self, sock=None, map=None):
        self.socket, self.map = sock, socket_map if map is None else map

    def create_socket(self, family=None, type=None):
        self.map[id(self)] = self

    def set_reuse_addr(self): pass
    def bind(self, address): pass
    def listen(self, backlog): pass
    def connect(self, address): pass
    def accept(self): pass
    def send(self, data): return 0
    def recv(self, size): return b""
    def close(self): self.map.pop(id(self), None)

    def readable(self): return True
    def writable(self): return True
    def handle_connect(self): pass
    def handle_accept(self): pass
    def handle_accepted(self, sock, address): pass
    def handle_read(self): pass
    def handle_write(self): pass
    def handle_expt(self): pass
    def handle_close(self): pass
    def handle_error(self): pass


def poll(timeout=0.0, map=None):
    for channel in list((socket_map if map is None else map).values()):
        channel.readable()
        channel.writable()


def loop(timeout=30.0, use_poll=False, map=None, count=None):
    channels = socket_map if map is None else map
    while channels and count != 0:
        poll(timeout, channels)
        count = None if count is None else count - 1
