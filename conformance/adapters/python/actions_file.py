"""Actions on descriptors of files, pipes and terminals, and on the implementation's file_wrapper around them.

Knows how files are opened, and what a program may do with a wrapper by hand.
"""
import asyncore, fcntl, os, socket

from actions_socket import is_blocking
from python_words import Words, as_bytes

OPENED = {"read": os.O_RDONLY, "write": os.O_WRONLY}
NEVER_OPEN = 2 ** 31 - 1  # a descriptor that no process has: the system gives out the smallest numbers


class File(object):
    """A descriptor of the program's own. Once it is closed its number is forgotten, because others may get it."""

    def __init__(self, number):
        self.number = number

    def close(self):
        number, self.number = self.number, NEVER_OPEN
        os.close(number)


class FileActions(object):
    """The part of a play that needs file_dispatcher."""

    def take_file(self, name):
        """A file is handed over as its number, a wrapper as it is."""
        found = self.find(name)
        return found.number if isinstance(found, File) else found

    def do_file_open(self, action):
        # Opening must neither wait for the other end of a pipe nor make a terminal the one that controls this process.
        number = os.open(self.places.path_of(action["peer"]), OPENED[action["mode"]] | os.O_NONBLOCK | os.O_NOCTTY)
        fcntl.fcntl(number, fcntl.F_SETFL, fcntl.fcntl(number, fcntl.F_GETFL) & ~os.O_NONBLOCK)
        self.name(action["as"], File(number))
        self.kept[None].append(self.find(action["as"]))  # whatever is dropped: nobody else would close it

    def do_file_bad(self, a): self.name(a["as"], File(NEVER_OPEN))
    def do_file_isBlocking(self, a): return is_blocking(self.take_file(a["file"]))
    def do_file_close(self, a): self.find(a["file"]).close()

    def do_wrapper_new(self, a): self.name(a["as"], asyncore.file_wrapper(self.take_file(a["file"])))
    def do_wrapper_send(self, a): return getattr(self.find(a["wrapper"]), a.get("as", "send"))(as_bytes(a["data"]))
    def do_wrapper_recv(self, a): return getattr(self.find(a["wrapper"]), a.get("as", "recv"))(a["size"])
    def do_wrapper_fileno(self, a): return Words(present=self.find(a["wrapper"]).fileno() >= 0)

    def do_wrapper_getsockopt(self, action):
        level, option = (getattr(socket, word) for word in (action.get("level", "SOL_SOCKET"), action["option"]))
        size = [action["bufferSize"]] if "bufferSize" in action else []
        return self.find(action["wrapper"]).getsockopt(level, option, *size)
