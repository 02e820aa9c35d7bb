"""Faults for the clauses of DISPATCHER; edits/__init__.py says what an entry is."""

EDITS = {
    "forgets-whose-socket-it-is": (
        "self.addr = sock.getpeername()", "sock.getpeername()",
        "DISPATCHER-02", "a channel around a connected socket has no addr"),
    "registers-without-a-socket": (
        "        else:\n            self.socket = None",
        "        else:\n            self.socket = None\n            self.add_channel()",
        "DISPATCHER-01", "a channel without a socket is registered under no descriptor"),
    "leaves-sockets-blocking": (
        "sock.setblocking(False)\n            self.set_socket", "self.set_socket",
        "DISPATCHER-02", "the constructor does not make the socket non-blocking"),
    "wants-connected-sockets": (
        "if err.errno in (ENOTCONN, EINVAL):", "if err.errno == EINVAL:",
        "DISPATCHER-03", "a socket without another end is refused"),
    "believes-it-is-connected": (
        "self.connected = False\n                else:", "pass\n                else:",
        "DISPATCHER-03", "a channel around a socket without another end is connected"),
    "registers-before-it-looks": (
        "sock.setblocking(False)\n            self.set_socket(sock, map)",
        "self.set_socket(sock, map)\n            sock.setblocking(False)",
        "DISPATCHER-04", "a socket that cannot be made non-blocking is registered"),
    "recognises-listeners": (
        "            self.connected = True\n            # The constructor",
        "            self.connected = True\n"
        "            self.accepting = bool(sock.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))\n"
        "            # The constructor",
        "DISPATCHER-05", "a socket that listens makes a listening channel"),
    "takes-an-empty-map-for-none-of-its-own": (
        "        if map is None:\n            self._map = socket_map",
        "        if not map:\n            self._map = socket_map",
        "DISPATCHER-07", "a channel made with an empty map belongs to the global one"),
    "creates-blocking-sockets": (
        "sock.setblocking(False)\n        self.set_socket(sock)", "self.set_socket(sock)",
        "DISPATCHER-08", "create_socket leaves the socket blocking"),
    "creates-in-the-global-map": (
        "        self.set_socket(sock)\n", "        self.set_socket(sock, socket_map)\n",
        "DISPATCHER-08", "create_socket registers in the global map"),
    "returns-the-socket": (
        "        self.set_socket(sock)\n", "        self.set_socket(sock)\n        return sock\n",
        "DISPATCHER-08", "create_socket returns the socket"),
    "forgets-family-and-type": (
        "self.family_and_type = family, type", "pass",
        "DISPATCHER-08", "create_socket does not remember family and type"),
    "datagrams-by-default": (
        "type=socket.SOCK_STREAM", "type=socket.SOCK_DGRAM",
        "DISPATCHER-09", "create_socket makes a datagram socket unless told otherwise"),
    "tidies-up-after-itself": (
        "        self.socket = sock\n",
        "        if self._fileno in self._map: del self._map[self._fileno]\n        self.socket = sock\n",
        "DISPATCHER-10", "a new socket takes the old one's entry out of the map"),
    "moves-to-the-map-it-is-given": (
        "        self.socket = sock\n", "        if map is not None: self._map = map\n        self.socket = sock\n",
        "DISPATCHER-11", "the map given to set_socket becomes the channel's own"),
    "set-socket-stops-blocking": (
        "        self.socket = sock\n", "        self.socket = sock\n        sock.setblocking(False)\n",
        "DISPATCHER-11", "set_socket makes the socket non-blocking"),
    "set-socket-connects": (
        "        self.socket = sock\n", "        self.socket = sock\n        self.connected = True\n",
        "DISPATCHER-11", "set_socket makes the channel connected"),
    "binds-before-it-remembers": (
        "self.addr = addr\n        return self.socket.bind(addr)", "self.socket.bind(addr)\n        self.addr = addr",
        "DISPATCHER-12", "addr is not set when bind fails"),
    "asks-for-its-own-name": (
        "return self.socket.bind(addr)", "self.socket.bind(addr)\n        self.addr = self.socket.getsockname()",
        "DISPATCHER-13", "addr is what the system made of the address"),
    "listens-before-it-says-so": (
        "self.accepting = True\n        if os.name == 'nt' and num > 5:\n            num = 5\n"
        "        return self.socket.listen(num)",
        "self.socket.listen(num)\n        self.accepting = True",
        "DISPATCHER-14", "accepting is not set when listen fails"),
    "caps-the-backlog": (
        "if os.name == 'nt' and num > 5:", "if num > 5:",
        "DISPATCHER-14", "a backlog above 5 is taken for 5 everywhere"),
    "raises-the-backlog": (
        "self.socket.listen(num)", "self.socket.listen(max(1, num))",
        "DISPATCHER-14", "a backlog of 0 is taken for 1"),
    "checks-the-backlog": (
        "self.socket.listen(num)", "self.socket.listen(num) if num > 0 else self.socket.listen(num / 0)",
        "DISPATCHER-14", "a backlog of 0 is refused"),
    "toggles-reuse": (
        "socket.SO_REUSEADDR) | 1", "socket.SO_REUSEADDR) ^ 1",
        "DISPATCHER-15", "set_reuse_addr switches the option off when it is on"),
    "never-reuses": (
        "socket.SO_REUSEADDR) | 1", "socket.SO_REUSEADDR)",
        "DISPATCHER-15", "set_reuse_addr does not switch the option on"),
    "fails-to-reuse": (
        "except OSError:\n            pass\n\n    # ====", "except OSError:\n            raise\n\n    # ====",
        "DISPATCHER-15", "set_reuse_addr lets a socket error out"),
    "reads-only-while-it-lives": (
        "def readable(self):\n        return True", "def readable(self):\n        return self._fileno is not None",
        "DISPATCHER-16", "the default readable is false without a socket"),
    "listeners-do-not-write": (
        "def writable(self):\n        return True", "def writable(self):\n        return not self.accepting",
        "DISPATCHER-16", "the default writable is false for a listener"),
    "has-a-map-by-birth": (
        "    closing = False\n    addr = None", "    closing = False\n    _map = socket_map\n    addr = None",
        "DISPATCHER-17", "a channel whose constructor was not run belongs to the global map"),
    "needs-a-socket-to-change": (
        "self.connected = False\n        self.connecting = True\n        err = self.socket.connect_ex(address)",
        "err = self.socket.connect_ex(address)\n        self.connected = False\n        self.connecting = True",
        "DISPATCHER-18", "connect without a socket changes nothing"),
    "holds-channels-weakly": (
        "map[self._fileno] = self", "import weakref\n        map[self._fileno] = weakref.proxy(self)",
        "DISPATCHER-19", "the map does not keep its channels alive"),
    "remembers-every-channel": (
        "        self._fileno = None\n\n        if sock:",
        "        self._fileno = None\n        dispatcher.log.__dict__[self] = 1\n\n        if sock:",
        "DISPATCHER-19", "a channel that no map holds is never collected"),
    "accepts-without-blocking": (
        "return conn, addr", "conn.setblocking(False)\n            return conn, addr",
        "DISPATCHER-20", "an accepted socket does not block, before a channel is made of it"),
    "starts-over-with-a-new-socket": (
        "        self.set_socket(sock)\n",
        "        self.connected = self.connecting = self.accepting = False\n        self.set_socket(sock)\n",
        "DISPATCHER-08", "create_socket sets all flags back"),
    "forgets-addr-with-a-new-socket": (
        "        self.set_socket(sock)\n", "        self.addr = None\n        self.set_socket(sock)\n",
        "DISPATCHER-08", "create_socket forgets addr"),
    "remembers-what-it-got-only": (
        "        self.family_and_type = family, type\n        sock = socket.socket(family, type)",
        "        sock = socket.socket(family, type)\n        self.family_and_type = family, type",
        "DISPATCHER-08", "create_socket does not remember family and type when there is no socket to be had"),
    "closes-what-it-replaces": (
        "        self.socket = sock\n",
        "        if self.__dict__.get('socket'): self.socket.close()\n        self.socket = sock\n",
        "DISPATCHER-11", "set_socket closes the socket it replaces"),
    "shares-the-port": (
        "                socket.SOL_SOCKET, socket.SO_REUSEADDR,\n                self",
        "                socket.SOL_SOCKET, socket.SO_REUSEPORT,\n                self",
        "DISPATCHER-15", "set_reuse_addr sets SO_REUSEPORT"),
    "reuses-nothing-silently": (
        "        except OSError:\n            pass\n\n    # ====",
        "        except Exception:\n            pass\n\n    # ====",
        "DISPATCHER-18", "set_reuse_addr says nothing about a channel without a socket"),
    "listens-only-once": (
        "        self.accepting = True\n", "        if self.accepting: return\n        self.accepting = True\n",
        "DISPATCHER-14", "listen does nothing on a channel that listens"),
    "bind-disconnects": (
        "        return self.socket.bind(addr)",
        "        self.connected = False\n        return self.socket.bind(addr)",
        "DISPATCHER-12", "bind sets connected back"),
    "takes-false-sockets": (
        "        if sock:\n", "        if sock is not None:\n",
        "DISPATCHER-06", "a socket that is false is a socket"),
    "has-defaults-on-2.7": (
        "def create_socket(self, family, type):",
        "def create_socket(self, family=socket.AF_INET, type=socket.SOCK_STREAM):",
        "DISPATCHER-21", "both arguments of create_socket can be left out"),
    "unregisters-whatever-happens": (
        "            except OSError as err:\n                if err.errno in (ENOTCONN, EINVAL):",
        "            except Exception as err:\n                if getattr(err, 'errno', 0) in (ENOTCONN, EINVAL):",
        "DISPATCHER-22", "any exception of the question for the peer's address unregisters the channel"),
    "keeps-broken-sockets": (
        "                    self.del_channel(map)\n                    raise", "                    raise",
        "DISPATCHER-04", "a socket whose peer's address cannot be asked for stays registered"),
    "takes-broken-sockets": (
        "                    self.del_channel(map)\n                    raise",
        "                    self.del_channel(map)",
        "DISPATCHER-04", "a socket whose peer's address cannot be asked for is taken"),
    "forgets-the-other-bits": (
        "self.socket.getsockopt(socket.SOL_SOCKET,\n                                       socket.SO_REUSEADDR) | 1",
        "1",
        "DISPATCHER-15", "set_reuse_addr does not keep what else the option holds"),
}
