"""CPython's own asyncore and asynchat as contenders: the programs of reference.ts, line by line.

asyncore_server.py PASS ROLE, PASS select or poll, ROLE echo, lines, idle, passes=N or messages=ACTIVE,IDLE
"""

import warnings

warnings.simplefilter("ignore", DeprecationWarning)

import asynchat
import asyncore
import gc
import json
import os
import socket
import sys
import time

BACKLOG = 4096
PIECE = 65536


class Echo(asyncore.dispatcher_with_send):
    def handle_read(self):
        data = self.recv(PIECE)
        if data:
            self.send(data)

    def handle_close(self):
        self.close()


class Lines(asynchat.async_chat):
    def __init__(self, sock):
        super().__init__(sock)
        self.set_terminator(b"\r\n")

    def collect_incoming_data(self, data):
        self._collect_incoming_data(data)

    def found_terminator(self):
        self.push(self._get_data())
        self.push(b"\r\n")


class Collecting(Echo):
    def handle_read(self):
        gc.collect()
        super().handle_read()


class Server(asyncore.dispatcher):
    def __init__(self, channel):
        super().__init__()
        self.channel = channel
        self.create_socket()
        self.set_reuse_addr()
        self.bind(("127.0.0.1", 0))
        self.listen(BACKLOG)
        print(self.socket.getsockname()[1], flush=True)

    def writable(self):
        return False

    def handle_accept(self):
        while (pair := self.accept()) is not None:
            self.channel(pair[0])


class Idle(asyncore.dispatcher):
    def writable(self):
        return False


def measure_passes(use_poll, count):
    one, other = socket.socketpair()
    for _ in range(count):
        channel = Idle()
        channel._fileno = os.dup(one.fileno())
        channel.add_channel()
    rounds = -(-500_000 // (count + 100))
    asyncore.loop(0, use_poll, count=-(-rounds // 4))
    begun = time.perf_counter()
    asyncore.loop(0, use_poll, count=rounds)
    print(json.dumps({"microseconds": (time.perf_counter() - begun) * 1e6 / rounds}))


def opened(count):
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(1)
    wires = []
    for _ in range(count):
        wire = socket.create_connection(listener.getsockname())
        Echo(listener.accept()[0])
        wires.append(wire)
    return wires


def measure_messages(use_poll, active, idle, passes=3000):
    """The tenth percentile of the passes, since whatever disturbs one makes it longer: see messages.ts."""
    silent, wires = opened(idle), opened(active)
    times = []
    for _ in range(passes):
        for wire in wires:
            wire.send(b"x" * 64)
        begun = time.perf_counter()
        asyncore.loop(0, use_poll, count=1)
        times.append(time.perf_counter() - begun)
        for wire in wires:
            assert len(wire.recv(PIECE)) == 64
    print(json.dumps({"microseconds": sorted(times)[passes // 10] * 1e6 / len(wires)}))


use_poll = sys.argv[1] == "poll"
role = sys.argv[2]
if role.startswith("passes="):
    measure_passes(use_poll, int(role[len("passes="):]))
elif role.startswith("messages="):
    measure_messages(use_poll, *map(int, role[len("messages="):].split(",")))
else:
    Server({"echo": Echo, "lines": Lines, "idle": Collecting}[role])
    asyncore.loop(use_poll=use_poll)
