"""Faults for the clauses of LOOP; edits/__init__.py says what an entry is."""

EDITS = {
    "ignores-count": (
        "map and count > 0", "map and count >= 0",
        "LOOP-07", "loop runs one pass more than count"),
    "never-waits": (
        "select.select(r, w, e, timeout)", "select.select(r, w, e, 0)",
        "LOOP-02", "the timeout is not handed to select"),
    "never-polls": (
        "if use_poll and", "if not use_poll and",
        "LOOP-03", "use_poll means its opposite"),
    "takes-an-empty-map-for-none": (
        "map=None, count=None):", "map=None, count=None):\n    map = map or None",
        "LOOP-06", "an empty map is replaced by the global one"),
    "stops-after-one-pass": (
        "while map:", "if map:",
        "LOOP-01", "without a count loop makes a single pass"),
    "waits-on-an-empty-map": (
        "if count is None:", "if not map: time.sleep(timeout)\n    if count is None:",
        "LOOP-01", "loop waits its timeout before it sees that there is no channel"),
    "shares-one-timeout": (
        "while map and count > 0:\n            poll_fun(timeout, map)",
        "share = (timeout or 0) / (count or 1)\n        while map and count > 0:\n            poll_fun(share, map)",
        "LOOP-02", "all passes together wait the timeout once"),
    "never-waits-by-default": (
        "def loop(timeout=30.0", "def loop(timeout=0.0",
        "LOOP-02", "without a timeout loop does not wait"),
    "polls-by-default": (
        "use_poll=False", "use_poll=True",
        "LOOP-03", "loop goes over poll unless told otherwise"),
    "serves-the-global-map-as-well": (
        "        while map and count > 0:\n",
        "        while map and count > 0:\n            poll_fun(0, socket_map)\n",
        "LOOP-05", "channels of the global map are served although a map was given"),
    "counts-productive-passes-only": (
        "count = count - 1", "count = count - any(select.select(list(map), [], [], 0))",
        "LOOP-07", "a pass in which there was nothing to read does not count"),
    "takes-zero-for-no-limit": (
        "if count is None:", "if not count:",
        "LOOP-08", "a count of 0 means no limit"),
    "counts-whole-passes-only": (
        "map and count > 0", "map and count >= 1",
        "LOOP-08", "a count of 2.5 gives two passes"),
    "watches-its-first-channels-only": (
        "while map:\n", "first = set(map)\n        while first & set(map):\n",
        "LOOP-09", "loop ends with the last of the channels it began with"),
    "returns-what-it-served": (
        "_exception(obj)\n\ndef poll2", "_exception(obj)\n        return len(r)\n\ndef poll2",
        "LOOP-10", "a pass over select returns how many channels it served"),
    "third-pass-is-the-first": (
        "poll3 = poll2 ", "poll3 = poll ",
        "LOOP-10", "poll3 is another name of the pass over select"),
    "guards-the-questions": (
        "is_r = obj.readable()",
        "try:\n                is_r = obj.readable()\n            except Exception:\n"
        "                obj.handle_error()\n                continue",
        "LOOP-11", "an exception of readable goes to handle_error"),
    "closes-everybody-on-leaving": (
        "while map and count > 0:\n            poll_fun(timeout, map)",
        "while map and count > 0:\n            try:\n                poll_fun(timeout, map)\n"
        "            except BaseException:\n                close_all(map)\n                raise",
        "LOOP-12", "an exception that leaves the loop closes every channel"),
    "takes-no-timeout-for-zero": (
        "select.select(r, w, e, timeout)", "select.select(r, w, e, timeout or 0)",
        "LOOP-13", "without a time limit the pass over select does not wait at all"),
    "polls-without-waiting-for-ever": (
        "    if timeout is not None:\n", "    timeout = timeout or 0\n    if timeout is not None:\n",
        "LOOP-13", "without a time limit the pass over poll does not wait at all"),
    "sleeps-without-a-limit-not-at-all": (
        "time.sleep(timeout)", "time.sleep(timeout or 0)",
        "LOOP-13", "the sleep takes a missing time limit for 0"),
    "clamps-the-timeout-over-select": (
        "select.select(r, w, e, timeout)", "select.select(r, w, e, timeout and max(0, timeout))",
        "LOOP-14", "a negative timeout over select is taken for 0"),
    "clamps-the-timeout-over-poll": (
        "int(timeout*1000)", "max(0, int(timeout*1000))",
        "LOOP-14", "a negative timeout over poll is taken for 0"),
    "counts-the-channels": (
        "    if map:\n        r = []", "    if len(map):\n        r = []",
        "LOOP-15", "a map that is false is asked how many channels it holds"),
    "waits-in-slices": (
        "        while map:\n            poll_fun(timeout, map)",
        "        while map:\n            poll_fun(timeout and min(timeout, 0.01), map)",
        "LOOP-02", "loop without a count makes a pass every hundredth of a second"),
    "passes-wait-by-default": (
        "def poll(timeout=0.0", "def poll(timeout=1.0",
        "LOOP-10", "a pass over select that is given no timeout waits for a second"),
    "ends-quietly-on-an-interrupt": (
        "        while map:\n            poll_fun(timeout, map)",
        "        while map:\n            try: poll_fun(timeout, map)\n            except KeyboardInterrupt: break",
        "LOOP-12", "an interrupt ends a loop without a count and goes no further"),
    "survives-a-failing-pass": (
        "            poll_fun(timeout, map)\n            count",
        "            try: poll_fun(timeout, map)\n            except OSError: pass\n            count",
        "LOOP-12", "a loop with a count swallows the errors of the wait"),
    "polls-where-there-is-no-poll": (
        "if use_poll and hasattr(select, 'poll'):", "if use_poll:",
        "LOOP-04", "the pass over poll is made on a system without it"),
    "waits-three-seconds-by-default": (
        "def loop(timeout=30.0", "def loop(timeout=3.0",
        "LOOP-02", "without a timeout a pass waits three seconds at most"),
    "takes-no-timeout-for-the-default": (
        "    if use_poll and", "    if timeout is None: timeout = 30.0\n    if use_poll and",
        "LOOP-13", "a timeout of none is taken for the default"),
    "passes-over-poll-wait-by-default": (
        "def poll2(timeout=0.0", "def poll2(timeout=1.0",
        "LOOP-10", "a pass over poll that is given no timeout waits for a second"),
    "polls-for-true-itself-only": (
        "if use_poll and", "if use_poll is True and",
        "LOOP-03", "a use_poll of 1 is taken for no"),
}
