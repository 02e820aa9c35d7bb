"""Plays programs on the interpreter's own asyncore with one fault put in: `python3.11 edited.py EDIT-NAME`, or `--list`.

Knows which words of the original to replace, and which clause that breaks. Knows nothing of who finds out.
"""
import json
import os
import runpy
import sys
import types
import warnings

ORIGINAL = os.path.join(os.path.dirname(os.__file__), "asyncore.py")
ADAPTER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "adapters", "python", "adapter.py")

# Name: the words as the original has them, exactly once; what stands there instead; the clause it breaks; and how.
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
    "polls-removed-channels": (
        "pollster.poll(timeout)", "pollster.poll(timeout); map = dict(map)",
        "POLL-10", "the pass over poll serves a channel that an earlier handler closed"),
    "polls-without-hang-ups": (
        "(select.POLLHUP | select.POLLERR", "(select.POLLERR",
        "POLL-08", "a hang-up that poll reports is nobody's business"),
    "registers-nobody": (
        "self.add_channel(map)", "pass",
        "MAP-01", "a new channel is not put in its map"),
    "keeps-closed-channels": (
        "self.del_channel()", "pass",
        "MAP-10", "a closed channel stays in its map"),
    "closes-all-and-keeps-the-map": (
        "map.clear()", "pass",
        "MAP-06", "close_all leaves the channels in the map"),
    "forgets-whose-socket-it-is": (
        "self.addr = sock.getpeername()", "sock.getpeername()",
        "DISPATCHER-02", "a channel around a connected socket has no addr"),
    "never-calls-handle-connect": (
        "self.handle_connect()", "pass",
        "CONNECT-07", "handle_connect is never called"),
    "calls-handle-connect-twice": (
        "self.handle_connect()", "self.handle_connect(); self.handle_connect()",
        "CONNECT-24", "handle_connect is called twice"),
    "connected-too-soon": (
        "self.handle_connect()", "self.connected = True; self.handle_connect()",
        "CONNECT-10", "connected is already true while handle_connect runs"),
    "takes-a-refusal-for-a-connection": (
        "raise OSError(err, _strerror(err))", "pass",
        "CONNECT-11", "a pending error of the socket is not looked at"),
    "reads-from-a-listener": (
        "self.handle_accept()", "self.handle_read()",
        "ACCEPT-04", "a listening channel gets handle_read in place of handle_accept"),
    "accepts-a-pair-of-nothing": (
        "EAGAIN):\n                return None", "EAGAIN):\n                return None, None",
        "ACCEPT-02", "accept returns a pair when there was nobody"),
    "leaves-accepted-sockets-open": (
        "sock.close()", "pass",
        "ACCEPT-07", "the default handle_accepted does not close the connection"),
    "silent-at-the-end": (
        "if not data:", "if data is None:",
        "READ-04", "a receive without data does not call handle_close"),
    "raises-a-reset": (
        "frozenset({ECONNRESET, ", "frozenset({",
        "READ-05", "a connection that was reset raises instead of closing"),
    "claims-to-have-sent-all": (
        "result = self.socket.send(data)", "result = self.socket.send(data) and len(data)",
        "WRITE-04", "send returns the length of the data, however much was taken"),
    "raises-when-full": (
        "EWOULDBLOCK:\n                return 0", "EWOULDBLOCK:\n                raise",
        "WRITE-05", "send raises when the socket takes nothing"),
    "accepts-after-close": (
        "self.accepting = False", "pass",
        "CLOSE-12", "a listening channel still counts as one after close"),
    "overlooks-urgent-data": (
        "self.handle_expt()", "pass",
        "OOB-01", "handle_expt is not called for urgent data"),
    "swallows-exceptions": (
        "def read(obj):\n    try:", "def read(obj):\n    try:\n        return obj.handle_read_event()\n"
        "    except _reraised_exceptions:\n        raise\n    except Exception:\n        return\n    try:",
        "ERROR-01", "an exception of a read event does not reach handle_error"),
    "catches-exit-now": (
        "(ExitNow, KeyboardInterrupt", "(KeyboardInterrupt",
        "ERROR-02", "ExitNow goes to handle_error and the pass goes on"),
    "survives-its-errors": (
        "'error'\n            )\n        self.handle_close()", "'error'\n            )",
        "ERROR-03", "the default handle_error leaves the channel open"),
}


def give_up(code, sentence):
    sys.stderr.write(sentence + "\n")
    sys.exit(code)


def edited_source(name):
    """The interpreter's own asyncore with the edit `name`."""
    if name not in EDITS:
        give_up(2, "There is no edit %s; --list shows all of them." % name)
    old, new = EDITS[name][:2]
    if not os.path.exists(ORIGINAL):
        give_up(3, "Python %d.%d has no asyncore to edit." % sys.version_info[:2])
    with open(ORIGINAL) as original:
        source = original.read()
    if source.count(old) != 1:
        give_up(3, "The edit %s finds its words %d times in %s, not once: it is meant for other versions."
                % (name, source.count(old), ORIGINAL))
    return source.replace(old, new)


def main(words):
    if words == ["--list"]:
        told = {name: {"clause": edit[2], "breaks": edit[3]} for name, edit in EDITS.items()}
        print(json.dumps(told, indent=2, sort_keys=True))
        return
    if len(words) != 1:
        give_up(2, "usage: edited.py EDIT-NAME | --list")
    module = types.ModuleType("asyncore")
    module.__file__ = os.path.abspath(__file__)  # so that the handshake says it is not the interpreter's own
    warnings.simplefilter("ignore")
    exec(compile(edited_source(words[0]), ORIGINAL, "exec", 0, True), module.__dict__)
    sys.modules["asyncore"], sys.argv = module, [ADAPTER]
    runpy.run_path(ADAPTER, run_name="__main__")


main(sys.argv[1:])
