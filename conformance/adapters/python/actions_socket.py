"""Actions on raw sockets, and on the descriptors of the process: what Python offers without asyncore.

Knows the standard library; where names come from is the adapter's affair.
"""
import fcntl, itertools, os, resource, socket

from python_words import attempt

FAMILIES = {"inet": socket.AF_INET, "inet6": socket.AF_INET6, "unix": socket.AF_UNIX}
TYPES = {"stream": socket.SOCK_STREAM, "datagram": socket.SOCK_DGRAM}


def is_blocking(number):
    os.fstat(number)  # raises EBADF, also for the -1 of what is closed: fcntl calls that a wrong value
    return not fcntl.fcntl(number, fcntl.F_GETFL) & os.O_NONBLOCK


class SocketActions(object):
    """The part of a play that needs no implementation."""

    def __init__(self):
        self.filled, self.limit = [], None

    def do_socket_create(self, a): self.name(a["as"], socket.socket(FAMILIES[a["family"]], TYPES[a["type"]]))
    def do_socket_recv(self, a): return self.find(a["socket"]).recv(a["size"], socket.MSG_OOB if "urgent" in a else 0)
    def do_socket_isBlocking(self, a): return is_blocking(self.find(a["socket"]).fileno())
    def do_socket_closeOf(self, a): self.find(a["channel"]).socket.close()

    def do_socket_pair(self, action):
        for name, sock in zip(action["as"], socket.socketpair()):
            self.name(name, sock)

    def do_socket_fill(self, action):
        first = number = os.open(os.devnull, os.O_RDONLY)
        while number < action["below"]:
            self.filled.append(number)
            number = os.dup(first)
        os.close(number)

    def do_socket_limit(self, action):
        self.limit = self.limit or resource.getrlimit(resource.RLIMIT_NOFILE)
        soft, hard = self.limit
        if action["spare"] is not None:  # the limit is one on numbers: so many free ones must be left below it
            free = (number for number in itertools.count() if attempt(os.fstat, number) is None)
            soft = next(itertools.islice(free, action["spare"], None))
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    def give_back_descriptors(self):
        if self.limit:
            resource.setrlimit(resource.RLIMIT_NOFILE, self.limit)
        for number in self.filled:
            os.close(number)
