"""Faults for the clauses of POLL; edits/__init__.py says what an entry is."""

EDITS = {
    "polls-removed-channels": (
        "pollster.poll(timeout)", "pollster.poll(timeout); map = dict(map)",
        "POLL-10", "the pass over poll serves a channel that an earlier handler closed"),
    "polls-without-hang-ups": (
        "(select.POLLHUP | select.POLLERR", "(select.POLLERR",
        "POLL-08", "a hang-up that poll reports is nobody's business"),
    "waits-whole-seconds": (
        "int(timeout*1000)", "int(timeout) * 1000",
        "POLL-02", "what is less than a second is cut off"),
    "rounds-down-below-zero": (
        "int(timeout*1000)", "int(timeout*1000 // 1)",
        "POLL-02", "less than a millisecond below zero becomes -1, which is no limit"),
    "polls-without-urgent-data": (
        "select.POLLIN | select.POLLPRI", "select.POLLIN",
        "POLL-03", "readable does not stand for POLLPRI"),
    "urgent-data-for-writers": (
        "flags |= select.POLLOUT", "flags |= select.POLLOUT | select.POLLPRI",
        "POLL-03", "writable stands for POLLPRI as well"),
    "polls-the-uninterested": (
        "            if flags:\n                pollster", "            if True:\n                pollster",
        "POLL-04", "who answers no twice is handed to poll with no flags"),
    "polls-listeners-for-writing": (
        "if obj.writable() and not obj.accepting:", "if obj.writable():",
        "POLL-05", "a listening channel is watched for room to write"),
    "spins-when-nobody-polls": (
        "pollster = select.poll()\n",
        "pollster = select.poll()\n    if not any(o.readable() or o.writable() for o in map.values()): return\n",
        "POLL-06", "a pass over poll without an interested channel does not wait"),
    "polls-nobody-without-waiting": (
        "if flags:\n                pollster.register(fd, flags)\n\n        r = pollster.poll(timeout)",
        "if flags:\n                pollster.register(fd, flags)\n                watched = True\n\n"
        "        r = pollster.poll(timeout) if 'watched' in locals() else []",
        "POLL-06", "with nobody to watch poll is not called and nothing is waited for"),
    "writes-before-it-reads-over-poll": (
        "if flags & select.POLLIN:\n            obj.handle_read_event()\n        if flags & select.POLLOUT:\n"
        "            obj.handle_write_event()",
        "if flags & select.POLLOUT:\n            obj.handle_write_event()\n        if flags & select.POLLIN:\n"
        "            obj.handle_read_event()",
        "POLL-07", "a channel gets its write event before its read event"),
    "serves-event-by-event": (
        "for fd, flags in r:\n",
        "r = [(fd, f & b) for b in (1, 4, 2, 56) for fd, f in r if f & b]\n        for fd, flags in r:\n",
        "POLL-07", "all read events come first, then all write events, as over select"),
    "errors-are-urgent": (
        "if flags & select.POLLPRI:", "if flags & (select.POLLPRI | select.POLLERR):",
        "POLL-08", "an error is an exceptional condition as well"),
    "steps-end-with-a-close": (
        "select.POLLERR | select.POLLNVAL):",
        "select.POLLERR | select.POLLNVAL) and getattr(obj, '_fileno', 0) is not None:",
        "POLL-09", "who closed itself in an earlier step gets no handle_close any more"),
    "writes-only-while-open": (
        "if flags & select.POLLOUT:", "if flags & select.POLLOUT and getattr(obj, '_fileno', 0) is not None:",
        "POLL-09", "who closed itself in its read event gets no write event any more"),
    "errors-are-errors-over-poll": (
        "if e.errno not in _DISCONNECTED:", "if True:",
        "POLL-11", "a system error that says the connection is gone goes to handle_error"),
    "goes-on-after-a-failing-step": (
        "if flags & select.POLLIN:\n            obj.handle_read_event()",
        "if flags & select.POLLIN:\n            read(obj)",
        "POLL-12", "an exception of the read event does not skip the steps after it"),
    "closing-step-knows-no-disconnect": (
        "obj.handle_close()\n    except OSError as e:",
        "try: obj.handle_close()\n            except _reraised_exceptions: raise\n"
        "            except Exception: obj.handle_error()\n    except OSError as e:",
        "POLL-13", "whatever the closing step raises goes to handle_error"),
    "ignores-invalid-descriptors": (
        " | select.POLLNVAL", "",
        "POLL-15", "POLLNVAL is nobody's business"),
    "reads-at-a-hang-up": (
        "if flags & select.POLLIN:", "if flags & (select.POLLIN | select.POLLHUP):",
        "POLL-17", "a hang-up is something to read"),
    "asks-no-listener-over-poll": (
        "if obj.writable() and not obj.accepting:", "if not getattr(obj, 'accepting', False) and obj.writable():",
        "POLL-18", "a listening channel is not asked writable"),
    "asks-only-until-yes-over-poll": (
        "if obj.writable() and not obj.accepting:", "if not flags and obj.writable() and not obj.accepting:",
        "POLL-18", "writable is not asked of who is readable"),
    "polls-newcomers-at-once": (
        "r = pollster.poll(timeout)\n        for fd, flags in r:",
        "asked = set(map)\n        r = pollster.poll(timeout)\n        import itertools\n"
        "        for fd, flags in itertools.chain(r, ((f, 4) for _ in (0,) for f in list(map) if f not in asked)):",
        "POLL-19", "a channel that a handler registers is served in the same pass"),
    "polls-the-map-itself": (
        "for fd, obj in list(map.items()):\n            flags", "for fd, obj in map.items():\n            flags",
        "POLL-20", "the questions go round the map itself, not a copy"),
    "trusts-what-poll-says": (
        "        for fd, flags in r:\n            obj = map.get(fd)\n            if obj is None:\n"
        "                continue\n",
        "        for fd, flags in r:\n            obj = map[fd]\n",
        "POLL-20", "a descriptor that is not registered any more is an error"),
    "answers-by-descriptor": (
        "for fd, flags in r:\n", "for fd, flags in sorted(r):\n",
        "POLL-07", "channels are served in the order of their descriptors"),
    "asks-by-descriptor": (
        "for fd, obj in list(map.items()):\n            flags",
        "for fd, obj in sorted(map.items()):\n            flags",
        "POLL-18", "channels are asked in the order of their descriptors"),
    "polls-without-errors": (
        "select.POLLHUP | select.POLLERR | ", "select.POLLHUP | ",
        "POLL-08", "an error that comes without a hang-up is nobody's business"),
    "urgent-or-closed": (
        "        if flags & (select.POLLHUP", "        elif flags & (select.POLLHUP",
        "POLL-09", "a hang-up that comes with urgent data is not looked at"),
    "stops-at-a-closed-channel": (
        "for fd, flags in r:\n            obj = map.get(fd)\n            if obj is None:\n                continue",
        "for fd, flags in r:\n            obj = map.get(fd)\n            if obj is None:\n                break",
        "POLL-10", "a channel that was closed ends the pass over poll"),
    "keeps-one-poll-object": (
        "pollster = select.poll()", "pollster = poll2.__dict__.setdefault('pollster', select.poll())",
        "POLL-01", "what was asked for in the last pass is asked for again"),
    "polls-for-nobody": (
        "    if map:\n        for fd, obj in list(map.items()):\n            flags",
        "    if True:\n        for fd, obj in list(map.items()):\n            flags",
        "POLL-01", "over an empty map poll waits the timeout"),
    "survives-an-interrupted-poll": (
        "r = pollster.poll(timeout)\n",
        "try: r = pollster.poll(timeout)\n        except InterruptedError: r = []\n",
        "POLL-14", "EINTR ends the pass over poll quietly"),
    "takes-no-errno-for-a-disconnection": (
        "if e.errno not in _DISCONNECTED:", "if e.errno is not None and e.errno not in _DISCONNECTED:",
        "POLL-16", "a system error without an errno calls handle_close"),
    "rounds-milliseconds": (
        "int(timeout*1000)", "int(round(timeout*1000))",
        "POLL-02", "the timeout is rounded to whole milliseconds"),
    "rounds-milliseconds-up": (
        "int(timeout*1000)", "int(-(-timeout*1000 // 1))",
        "POLL-02", "a part of a millisecond counts as a whole one"),
}
