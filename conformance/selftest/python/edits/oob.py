"""Faults for the clauses of OOB; edits/__init__.py says what an entry is."""

EDITS = {
    "overlooks-urgent-data": (
        "self.handle_expt()", "pass",
        "OOB-01", "handle_expt is not called for urgent data"),
    "takes-errors-for-urgency": (
        "if err != 0:\n            # we can", "if False:\n            # we can",
        "OOB-01", "an exception event with a pending error calls handle_expt"),
    "closes-on-known-errors-only": (
        "if err != 0:\n            # we can", "if err in _DISCONNECTED:\n            # we can",
        "OOB-01", "an exception event with a pending error that is no disconnection calls handle_expt"),
    "asks-poll-for-no-urgency": (
        "flags |= select.POLLIN | select.POLLPRI", "flags |= select.POLLIN",
        "OOB-02", "poll is not asked for urgent data"),
    "takes-hang-ups-for-urgency": (
        "if flags & select.POLLPRI:", "if flags & (select.POLLPRI | select.POLLERR | select.POLLHUP):",
        "OOB-02", "an error or hang-up that poll reports is an exception event"),
    "selects-no-exceptions": (
        "select.select(r, w, e, timeout)", "select.select(r, w, [], timeout)",
        "OOB-02", "select is not asked for exceptional conditions"),
    "closes-on-urgent-data": (
        "self.log_info('unhandled incoming priority event', 'warning')",
        "self.log_info('unhandled incoming priority event', 'warning')\n        self.close()",
        "OOB-03", "the default handle_expt closes the channel"),
    "reads-the-urgent-byte": (
        "self.log_info('unhandled incoming priority event', 'warning')",
        "self.log_info('unhandled incoming priority event', 'warning')\n        self.socket.recv(1, socket.MSG_OOB)",
        "OOB-03", "the default handle_expt receives the urgent byte"),
    "passes-over-urgency-in-silence": (
        "self.log_info('unhandled incoming priority event', 'warning')", "pass",
        "OOB-03", "the default handle_expt logs nothing"),
    "selects-urgency-first": (
        "r, w, e = select.select(r, w, e, timeout)\n",
        "r, w, e = select.select(r, w, e, timeout)\n        while e:\n            _exception(map[e.pop()])\n",
        "OOB-04", "the pass over select announces urgent data before it reads"),
    "polls-urgency-first": (
        "if flags & select.POLLIN:",
        "if flags & select.POLLPRI:\n            flags -= select.POLLPRI\n            obj.handle_expt_event()\n"
        "        if flags & select.POLLIN:",
        "OOB-04", "the pass over poll announces urgent data before it reads"),
    "announces-urgency-once": (
        "self.handle_expt()", "if not getattr(self, 'was_urgent', False):\n                self.was_urgent = True\n"
        "                self.handle_expt()",
        "OOB-05", "handle_expt is called once for an urgent byte that stays"),
    "announces-urgency-for-ever": (
        "_exception(obj)\n\ndef", "obj.was_urgent = True\n            _exception(obj)\n"
        "        for obj in list(map.values()):\n"
        "            if obj.__dict__.get('was_urgent') and obj._fileno not in e:\n"
        "                _exception(obj)\n\ndef",
        "OOB-05", "handle_expt goes on being called when the urgent byte has been received"),
    "watches-readers-for-urgency": (
        "if is_r or is_w:", "if is_r:",
        "OOB-06", "the pass over select watches only those for urgent data that want to read"),
    "watches-everybody-for-urgency": (
        "if is_r or is_w:", "if True:",
        "OOB-06", "the pass over select watches those for urgent data, too, that want nothing"),
    "polls-writers-for-urgency": (
        "flags |= select.POLLOUT", "flags |= select.POLLOUT | select.POLLPRI",
        "OOB-06", "the pass over poll watches those for urgent data, too, that only want to write"),
    "closes-when-it-cannot-ask": (
        "# check for the error condition first\n        err = self.socket.getsockopt(socket.SOL_SOCKET, "
        "socket.SO_ERROR)",
        "try:\n            err = self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)\n"
        "        except OSError as e:\n"
        "            err = e.errno",
        "OOB-07", "a pending error that cannot be read counts as one"),
    "takes-a-failing-question-for-an-answer": (
        "# check for the error condition first\n        err = self.socket.getsockopt(socket.SOL_SOCKET, "
        "socket.SO_ERROR)",
        "try:\n            err = self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)\n        except OSError:\n"
        "            err = 0",
        "OOB-07", "a pending error that cannot be read counts as none"),
    "makes-listeners-an-exception": (
        "def handle_expt_event(self):", "def handle_expt_event(self):\n        if self.accepting:\n            return",
        "OOB-08", "an exception event on a listening channel is ignored"),
}
