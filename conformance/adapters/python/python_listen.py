"""Reaching the adapter over TCP: `--listen PORT` or `--listen HOST:PORT`, on 127.0.0.1 unless a host is named.

Every connection is a process of its own, of which it is the standard input and output: whatever follows cannot tell it from
one that the suite started. Port 0 is any free one; the line that is printed says which. Knows nothing of what is said, and
imports nothing that could: each process decides for itself which asyncore it finds.
"""
import os, select, signal, socket, sys, time

HUNG_UP = getattr(select, "POLLRDHUP", 0x2000 if sys.platform.startswith("linux") else 0)  # 2.7 has no name for it
GRACE_SECONDS = 0.3


def listen(where):
    """Answers connections without end. Returns in the process of each, where it is the standard input and output."""
    host, _, port = where.rpartition(":")
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host or "127.0.0.1", int(port)))
    listener.listen(64)
    sys.stdout.write("listening on %s:%d\n" % listener.getsockname())
    sys.stdout.flush()
    usual = signal.signal(signal.SIGTERM, lambda *seen: os._exit(0))  # else the first process of a container ignores it
    while True:
        connection = listener.accept()[0]
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, usual)
            listener.close()
            return play_over(connection)
        connection.close()
        forget_the_dead()


def forget_the_dead():
    """Lets go of keepers that have ended, and of whatever was left to the first process of a container."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0] != 0:
            pass
    except OSError:  # nobody is left
        pass


def play_over(connection):
    """Splits in two: one process that plays, in which this returns, and its keeper, which ends with it."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    player = os.fork()
    if player != 0:
        keep(player, connection)
    os.setpgid(0, 0)  # so that it can be ended with all its children
    for stream in (0, 1):
        os.dup2(connection.fileno(), stream)
    connection.close()


def keep(player, connection):
    """Waits for the player's end, and ends. Once the suite has hung up, the player has a moment left."""
    asked, deadline = select.poll(), None
    asked.register(connection.fileno(), HUNG_UP)
    while os.waitpid(player, os.WNOHANG)[0] == 0:
        if deadline is None:
            deadline = time.time() + GRACE_SECONDS if asked.poll(20) else None
        elif time.time() < deadline:
            time.sleep(0.01)
        else:
            os.killpg(player, signal.SIGKILL)
    os._exit(0)
