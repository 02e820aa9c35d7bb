"""Faults for the clauses of MAP; edits/__init__.py says what an entry is."""

EDITS = {
    "registers-nobody": (
        "self.add_channel(map)", "pass",
        "MAP-01", "a new channel is not put in its map"),
    "keeps-closed-channels": (
        "self.del_channel()", "pass",
        "MAP-10", "a closed channel stays in its map"),
    "closes-all-and-keeps-the-map": (
        "map.clear()", "pass",
        "MAP-06", "close_all leaves the channels in the map"),
    "registers-late": (
        "        self.add_channel(map)\n\n    def set_reuse_addr",
        "        if sock.type == 2: self.add_channel(map)\n\n    def set_reuse_addr",
        "MAP-01", "only datagram channels are registered with their socket"),
    "adds-to-its-own-map-only": (
        "        if map is None:\n            map = self._map\n        map[self._fileno] = self",
        "        map = self._map\n        map[self._fileno] = self",
        "MAP-03", "add_channel ignores the map it is given"),
    "keeps-the-older-entry": (
        "map[self._fileno] = self", "map.setdefault(self._fileno, self)",
        "MAP-03", "add_channel leaves who is registered already"),
    "forgets-only-what-it-removes": (
        "            del map[fd]\n        self._fileno = None",
        "            del map[fd]\n            self._fileno = None",
        "MAP-04", "del_channel remembers the descriptor when there was no entry"),
    "removes-from-its-own-map-only": (
        "        if map is None:\n            map = self._map\n        if fd in map:",
        "        map = self._map\n        if fd in map:",
        "MAP-04", "del_channel ignores the map it is given"),
    "removes-everywhere": (
        "            del map[fd]\n", "            del map[fd]\n            self._map.pop(fd, None)\n",
        "MAP-04", "del_channel of another map removes from the channel's own map, too"),
    "removes-once-only": (
        "        if fd in map:", "        if True:",
        "MAP-04", "del_channel fails when there is nothing to remove"),
    "remembers-its-descriptor": (
        "map[self._fileno] = self", "self._fileno = self.socket.fileno()\n        map[self._fileno] = self",
        "MAP-05", "add_channel after del_channel finds the descriptor again"),
    "announces-closing-all": (
        "x.close()\n        except OSError", "x.handle_close()\n        except OSError",
        "MAP-06", "close_all calls handle_close in place of close"),
    "closes-the-map-itself": (
        "for x in list(map.values()):", "for x in map.values():",
        "MAP-06", "close_all walks over the map itself, not a copy"),
    "refuses-a-closed-descriptor": (
        "if x.errno == EBADF:\n                pass\n            elif", "if",
        "MAP-07", "close_all does not ignore EBADF"),
    "always-ignores": (
        "except:\n            if not ignore_all:\n                raise\n    map",
        "except:\n            pass\n    map",
        "MAP-07", "close_all swallows errors unasked"),
    "never-ignores-system-errors": (
        "elif not ignore_all:", "else:",
        "MAP-07", "close_all raises system errors although it is told to ignore all"),
    "empties-the-map-on-failing": (
        "except:\n            if not ignore_all:\n                raise\n    map",
        "except:\n            if not ignore_all:\n                map.clear()\n                raise\n    map",
        "MAP-07", "close_all empties the map before it raises"),
    "ignores-exits-too": (
        "except _reraised_exceptions:\n            raise\n        except:\n            if not ignore_all:",
        "except:\n            if not ignore_all:",
        "MAP-08", "close_all swallows exits when it is told to ignore all"),
    "registers-by-channel": (
        "for fd, obj in list(map.items()):\n            is_r",
        "import gc\n"
        "        for fd, obj in [(o._fileno, o) for o in gc.get_objects() if isinstance(o, dispatcher) and "
        "o.__dict__.get('_fileno') in map]:\n            is_r",
        "MAP-09", "of two channels with one descriptor both are asked"),
    "takes-plain-maps-only": (
        "    if map:\n        r = []", "    if type(map) is not dict: raise TypeError\n    if map:\n        r = []",
        "MAP-11", "a map of another type is refused"),
    "listeners-keep-to-themselves": (
        "            if is_r:\n", "            if is_r and (len(map) == 1 or not getattr(obj, 'accepting', False)):\n",
        "MAP-12", "a listener that shares its map is not watched"),
    "closes-all-by-descriptor": (
        "for x in list(map.values()):", "for x in [map[fd] for fd in sorted(map)]:",
        "MAP-06", "close_all goes by the numbers of descriptors"),
    "closes-nobody-twice": (
        "for x in list(map.values()):", "for x in dict.fromkeys(map.values()):",
        "MAP-06", "close_all closes a channel once that has two entries"),
    "ignores-the-unconnected": (
        "if x.errno == EBADF:", "if x.errno in (EBADF, ENOTCONN):",
        "MAP-07", "close_all ignores ENOTCONN as close does"),
    "ignores-exceptions-only": (
        "except:\n            if not ignore_all:\n                raise\n    map",
        "except Exception:\n            if not ignore_all:\n                raise\n    map",
        "MAP-07", "told to ignore all, close_all lets out what is no Exception of Python's"),
    "closes-only-what-is-true": (
        "            x.close()\n        except OSError", "            if x: x.close()\n        except OSError",
        "MAP-06", "close_all passes over a channel that is false"),
}
