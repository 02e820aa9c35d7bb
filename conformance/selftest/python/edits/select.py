"""Faults for the clauses of SELECT; edits/__init__.py says what an entry is."""

EDITS = {
    "asks-only-until-yes": (
        "is_w = obj.writable()", "is_w = not is_r and obj.writable()",
        "SELECT-01", "writable is not asked of who is readable"),
    "ignores-writable": (
        "is_w = obj.writable()", "is_w = obj.writable() or True",
        "SELECT-04", "everybody is watched for room to write, whatever writable answers"),
    "watches-no-exceptions": (
        "if is_r or is_w:", "if False:",
        "SELECT-06", "nobody is watched for exceptional conditions by select"),
    "serves-removed-channels": (
        "select.select(r, w, e, timeout)", "select.select(r, w, e, timeout); map = dict(map)",
        "SELECT-13", "the pass over select serves a channel that an earlier handler closed"),
    "asks-writable-first": (
        "is_r = obj.readable()\n            is_w = obj.writable()",
        "is_w = obj.writable()\n            is_r = obj.readable()",
        "SELECT-01", "writable is asked before readable"),
    "sorts-by-descriptor": (
        "for fd, obj in list(map.items()):\n            is_r", "for fd, obj in sorted(map.items()):\n            is_r",
        "SELECT-02", "channels are asked in the order of their descriptors"),
    "ignores-readable": (
        "is_r = obj.readable()", "is_r = obj.readable() or True",
        "SELECT-03", "everybody is watched for reading, whatever readable answers"),
    "never-empties-its-lists": (
        "def poll(timeout=0.0, map=None):\n    if map is None:\n        map = socket_map\n    if map:\n"
        "        r = []; w = []; e = []\n",
        "def poll(timeout=0.0, map=None, r=[], w=[], e=[]):\n    if map is None:\n        map = socket_map\n    if map:\n",
        "SELECT-03", "whoever was watched in an earlier pass is watched again"),
    "looks-at-accepting-too-soon": (
        "is_r = obj.readable()\n            is_w = obj.writable()",
        "listens = getattr(obj, 'accepting', False)\n            is_r = obj.readable()\n"
        "            is_w = obj.writable() and not listens",
        "SELECT-04", "a channel that stops listening in writable is left out all the same"),
    "watches-listeners-for-writing": (
        "if is_w and not obj.accepting:", "if is_w:",
        "SELECT-05", "a listening channel is watched for room to write"),
    "asks-no-listener-for-writable": (
        "is_w = obj.writable()", "is_w = not getattr(obj, 'accepting', False) and obj.writable()",
        "SELECT-05", "a listening channel is not asked writable"),
    "exceptions-follow-the-lists": (
        "if is_r or is_w:", "if is_r or (is_w and not obj.accepting):",
        "SELECT-06", "a listener that answers true to writable only is not watched for exceptional conditions"),
    "watches-the-uninterested": (
        "if is_r or is_w:", "if True:",
        "SELECT-07", "who answers no twice is still watched for exceptional conditions"),
    "spins-when-nobody-cares": (
        "time.sleep(timeout)", "pass",
        "SELECT-08", "a pass without an interested channel does not wait"),
    "looks-again-before-writing": (
        "for fd in w:", "for fd in select.select([], [f for f, o in map.items() if o.writable()], [], 0)[1]:",
        "SELECT-09", "what can be written is looked up anew after the read events"),
    "wants-true-and-nothing-else": (
        "            if is_r:\n", "            if is_r is True:\n",
        "SELECT-10", "only true itself is a yes of readable"),
    "writes-before-it-reads": (
        "for fd in r:\n            obj = map.get(fd)\n            if obj is None:\n                continue\n"
        "            read(obj)\n\n        for fd in w:\n            obj = map.get(fd)\n            if obj is None:\n"
        "                continue\n            write(obj)",
        "for fd in w:\n            obj = map.get(fd)\n            if obj is None:\n                continue\n"
        "            write(obj)\n\n        for fd in r:\n            obj = map.get(fd)\n            if obj is None:\n"
        "                continue\n            read(obj)",
        "SELECT-11", "write events come before read events"),
    "serves-who-closed-itself": (
        "read(obj)\n\n        for fd in w:\n            obj = map.get(fd)\n            if obj is None:",
        "read(obj)\n            if fd in w:\n                write(obj)\n                w.remove(fd)\n\n"
        "        for fd in w:\n            obj = map.get(fd)\n            if obj is None:",
        "SELECT-12", "the write event follows the read event without another look at the map"),
    "checks-who-was-asked": (
        "r, w, e = select.select(r, w, e, timeout)\n",
        "r, w, e = select.select(r, w, e, timeout)\n        now, asked = map, dict(map)\n\n        class map:\n"
        "            get = staticmethod(lambda fd: now.get(fd) if now.get(fd) is asked.get(fd) else None)\n",
        "SELECT-14", "an event is dropped when somebody else has the descriptor by now"),
    "serves-newcomers-at-once": (
        "r, w, e = select.select(r, w, e, timeout)\n\n        for fd in r:\n            obj = map.get(fd)\n"
        "            if obj is None:\n                continue\n            read(obj)\n",
        "asked = set(map)\n        r, w, e = select.select(r, w, e, timeout)\n\n        for fd in r:\n"
        "            obj = map.get(fd)\n            if obj is None:\n                continue\n"
        "            read(obj)\n        w += [fd for fd in map if fd not in asked]\n",
        "SELECT-15", "a channel that a handler registers gets a write event in the same pass"),
    "asks-the-map-itself": (
        "for fd, obj in list(map.items()):\n            is_r", "for fd, obj in map.items():\n            is_r",
        "SELECT-16", "the questions go round the map itself, not a copy"),
    "passes-over-the-dead": (
        "            is_w = obj.writable()\n",
        "            is_w = obj.writable()\n            if fd not in map: continue\n",
        "SELECT-16", "a channel that its own predicate closed is not watched any more"),
    "unregisters-who-fails": (
        "obj.handle_error()\n\ndef write", "obj.handle_error()\n        obj.del_channel()\n\ndef write",
        "SELECT-17", "a channel whose read event fails leaves the map"),
    "survives-a-failing-wait": (
        "r, w, e = select.select(r, w, e, timeout)",
        "try: r, w, e = select.select(r, w, e, timeout)\n        except (OSError, ValueError): return",
        "SELECT-20", "an error of select ends the pass quietly"),
    "closes-who-cannot-be-watched": (
        "r, w, e = select.select(r, w, e, timeout)",
        "try: r, w, e = select.select(r, w, e, timeout)\n        except OSError:\n            for fd in e:\n"
        "                try: os.fstat(fd)\n                except OSError: map.pop(fd)\n            raise",
        "SELECT-20", "a descriptor that select refuses is taken out of the map"),
    "believes-the-channel": (
        "r.append(fd)", "r.append(getattr(obj, '_fileno', fd))",
        "SELECT-22", "the channel's own descriptor is watched in place of the map's key"),
    "reads-accepting-unasked": (
        "if is_w and not obj.accepting:", "if not obj.accepting and is_w:",
        "SELECT-23", "accepting is read although writable answered false"),
    "serves-dispatchers-only": (
        "is_r = obj.readable()", "if not isinstance(obj, dispatcher): continue\n            is_r = obj.readable()",
        "SELECT-23", "an object in the map that is no dispatcher is passed over"),
    "misses-false-channels": (
        "for fd in r:\n            obj = map.get(fd)\n            if obj is None:",
        "for fd in r:\n            obj = map.get(fd)\n            if not obj:",
        "SELECT-24", "a channel that is false gets no read event"),
    "reports-once": (
        "r, w, e = select.select(r, w, e, timeout)",
        "before = poll.__dict__.get('ready', ())\n        r, w, e = select.select(r, w, e, timeout)\n"
        "        poll.ready, r = r, [fd for fd in r if fd not in before]",
        "SELECT-26", "what was ready to read in the last pass already is not reported again"),
    "watches-true-answers-for-urgent-data": (
        "if is_r or is_w:", "if is_r is True or is_w is True:",
        "SELECT-10", "only true itself watches for exceptional conditions"),
    "looks-nobody-up-for-urgent-data": (
        "for fd in e:\n            obj = map.get(fd)\n            if obj is None:\n                continue",
        "for fd in e:\n            obj = map[fd]",
        "SELECT-12", "urgent data of a channel that is gone by then are an error"),
    "stops-reading-at-a-closed-channel": (
        "for fd in r:\n            obj = map.get(fd)\n            if obj is None:\n                continue",
        "for fd in r:\n            obj = map.get(fd)\n            if obj is None:\n                break",
        "SELECT-13", "a channel that was closed ends the round of read events"),
    "stops-writing-at-a-closed-channel": (
        "for fd in w:\n            obj = map.get(fd)\n            if obj is None:\n                continue",
        "for fd in w:\n            obj = map.get(fd)\n            if obj is None:\n                break",
        "SELECT-13", "a channel that was closed ends the round of write events"),
    "stops-hearing-at-a-closed-channel": (
        "for fd in e:\n            obj = map.get(fd)\n            if obj is None:\n                continue",
        "for fd in e:\n            obj = map.get(fd)\n            if obj is None:\n                break",
        "SELECT-13", "a channel that was closed ends the round of exceptional conditions"),
    "guards-urgent-data-less": (
        "        obj.handle_expt_event()\n    except _reraised_exceptions:\n        raise\n    except:",
        "        obj.handle_expt_event()\n    except _reraised_exceptions:\n        raise\n    except Exception:",
        "SELECT-17", "what handle_expt raises leaves the loop when it is no Exception of Python's"),
    "no-write-event-for-false-channels": (
        "for fd in w:\n            obj = map.get(fd)\n            if obj is None:",
        "for fd in w:\n            obj = map.get(fd)\n            if not obj:",
        "SELECT-24", "a channel that is false gets no write event"),
    "no-urgent-data-for-false-channels": (
        "for fd in e:\n            obj = map.get(fd)\n            if obj is None:",
        "for fd in e:\n            obj = map.get(fd)\n            if not obj:",
        "SELECT-24", "a channel that is false hears nothing of urgent data"),
    "misses-false-channels-over-poll": (
        "for fd, flags in r:\n            obj = map.get(fd)\n            if obj is None:",
        "for fd, flags in r:\n            obj = map.get(fd)\n            if not obj:",
        "SELECT-24", "a channel that is false is not served over poll"),
    "reads-accepting-of-everybody-over-poll": (
        "            flags = 0\n", "            flags = 0\n            obj.accepting\n",
        "SELECT-23", "over poll accepting is read although writable answers false"),
    "survives-an-interrupted-wait": (
        "r, w, e = select.select(r, w, e, timeout)",
        "try: r, w, e = select.select(r, w, e, timeout)\n        except InterruptedError: return",
        "SELECT-18", "EINTR ends the pass over select quietly"),
    "expects-everybody-to-be-there": (
        "for fd in r:\n            obj = map.get(fd)\n            if obj is None:\n                continue",
        "for fd in r:\n            obj = map[fd]",
        "SELECT-25", "a descriptor without a channel is a key error"),
    "sleeps-and-selects": (
        "            time.sleep(timeout)\n            return\n", "            time.sleep(timeout)\n",
        "SELECT-08", "after the sleep select waits the timeout once more, for nobody"),
    "overlooks-great-descriptors": (
        "select.select(r, w, e, timeout)",
        "select.select(*([fd for fd in wanted if fd < 1024] for wanted in (r, w, e)), timeout)",
        "SELECT-21", "the pass over select leaves out what does not fit into the sets"),
    "refuses-great-descriptors-everywhere": (
        "                pollster.register(fd, flags)",
        "                if fd >= 1024:\n                    raise ValueError('filedescriptor out of range in select()')\n"
        "                pollster.register(fd, flags)",
        "SELECT-21", "the pass over poll refuses what does not fit into the sets of select"),
}
