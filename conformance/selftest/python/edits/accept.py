"""Faults for the clauses of ACCEPT; edits/__init__.py says what an entry is."""

EDITS = {
    "reads-from-a-listener": (
        "self.handle_accept()", "self.handle_read()",
        "ACCEPT-04", "a listening channel gets handle_read in place of handle_accept"),
    "accepts-a-pair-of-nothing": (
        "EAGAIN):\n                return None", "EAGAIN):\n                return None, None",
        "ACCEPT-02", "accept returns a pair when there was nobody"),
    "leaves-accepted-sockets-open": (
        "sock.close()", "pass",
        "ACCEPT-07", "the default handle_accepted does not close the connection"),
    "tells-its-own-address": (
        "return conn, addr", "return conn, conn.getsockname()",
        "ACCEPT-01", "the address of the pair is the listener's"),
    "hides-the-errors-of-accept": (
        "return None\n            else:\n                raise\n        else:\n            return conn",
        "return None\n            else:\n                return None\n        else:\n            return conn",
        "ACCEPT-03", "accept returns nothing whatever the error"),
    "listener-becomes-connected": (
        "            self.handle_accept()\n", "            self.handle_accept()\n            self.connected = True\n",
        "ACCEPT-04", "a listener that got a client is connected"),
    "hands-on-nothing": (
        "        if pair is not None:\n            self.handle_accepted(*pair)",
        "        self.handle_accepted(*(pair or (None, None)))",
        "ACCEPT-05", "handle_accepted is called although accept gave nothing"),
    "never-hands-on": (
        "            self.handle_accepted(*pair)", "            pass",
        "ACCEPT-05", "the default handle_accept does not call handle_accepted"),
    "hands-on-in-any-case": (
        "            self.handle_accept()\n",
        "            self.handle_accepted(*(self.handle_accept() or self.accept()))\n",
        "ACCEPT-05", "handle_accepted is called although handle_accept is overridden"),
    "accepts-by-default-on-2.7": (
        "        self.log_info('unhandled accept event', 'warning')", "        self.accept()[0].close()",
        "ACCEPT-06", "the default handle_accept accepts"),
    "drops-clients-silently": (
        "        sock.close()\n        self.log_info('unhandled accepted event', 'warning')", "        sock.close()",
        "ACCEPT-07", "the default handle_accepted says nothing"),
    "closes-what-was-accepted": (
        "            self.handle_accepted(*pair)",
        "            self.handle_accepted(*pair)\n            pair[0].close()",
        "ACCEPT-08", "an accepted socket is closed when handle_accepted returns"),
    "registers-what-was-accepted": (
        "return conn, addr", "dispatcher(conn)\n            return conn, addr",
        "ACCEPT-08", "an accepted socket is registered"),
    "empties-the-queue": (
        "        if pair is not None:\n            self.handle_accepted(*pair)",
        "        while pair is not None:\n            self.handle_accepted(*pair)\n            pair = self.accept()",
        "ACCEPT-09", "one read event accepts everybody who waits"),
    "closes-whom-nobody-could-take": (
        "            self.handle_accepted(*pair)",
        "            try: self.handle_accepted(*pair)\n            except Exception:\n"
        "                pair[0].close()\n                raise",
        "ACCEPT-10", "an exception in handle_accepted closes the accepted socket"),
    "survives-its-handlers": (
        "            self.handle_accept()\n",
        "            try: self.handle_accept()\n            except OSError: raise\n"
        "            except Exception: self.log_info('client lost', 'warning')\n",
        "ACCEPT-10", "an exception in handle_accept does not reach handle_error"),
    "waits-for-descriptors": (
        "(EWOULDBLOCK, ECONNABORTED, EAGAIN)", "(EWOULDBLOCK, ECONNABORTED, EAGAIN, __import__('errno').EMFILE)",
        "ACCEPT-11", "running out of descriptors is nobody to accept"),
    "announces-once": (
        "            self.handle_accept()\n",
        "            if not self.__dict__.get('announced'):\n                self.announced = True\n"
        "                self.handle_accept()\n",
        "ACCEPT-12", "handle_accept is not called again for a client that is still waiting"),
    "greets-on-a-listener": (
        "            self.handle_accept()\n", "            self.handle_accept()\n            self.handle_connect()\n",
        "ACCEPT-13", "a listener gets handle_connect"),
    "passes-over-who-left": (
        "            return conn, addr",
        "            try: conn.getpeername()\n            except OSError: return None\n            return conn, addr",
        "ACCEPT-14", "a client that reset its connection is not accepted"),
    "accepts-from-nothing": (
        "        except TypeError:\n            return None\n        except OSError as why:\n"
        "            if why.errno in (EW",
        "        except (TypeError, AttributeError):\n            return None\n        except OSError as why:\n"
        "            if why.errno in (EW",
        "ACCEPT-03", "accept without a socket returns nothing"),
    "accepts-from-the-dead": (
        "(EWOULDBLOCK, ECONNABORTED, EAGAIN)", "(EWOULDBLOCK, ECONNABORTED, EAGAIN, EBADF)",
        "ACCEPT-03", "accept on a closed channel returns nothing"),
    "passes-over-its-own-accept": (
        "        pair = self.accept()\n", "        pair = dispatcher.accept(self)\n",
        "ACCEPT-05", "the default handle_accept does not ask an overridden accept"),
    "says-goodbye-only": (
        "        sock.close()\n        self.log_info('unhandled accepted",
        "        sock.shutdown(2)\n        self.log_info('unhandled accepted",
        "ACCEPT-07", "the default handle_accepted leaves a descriptor open"),
    "takes-the-clients-address": (
        "return conn, addr", "self.addr = self.addr or addr\n            return conn, addr",
        "ACCEPT-01", "a listener without an address takes the client's"),
    "takes-the-first-two": (
        "conn, addr = self.socket.accept()", "conn, addr = self.socket.accept()[:2]",
        "ACCEPT-15", "of more than two things the first two are taken"),
    "raises-who-has-gone": (
        "(EWOULDBLOCK, ECONNABORTED, EAGAIN)", "(EWOULDBLOCK, EAGAIN)",
        "ACCEPT-02", "a client that has gone by then is an error"),
}
