"""JSON-RPC 2.0, one message per line, over the standard streams of this process (ADAPTERS.md, the messages).

Importing it keeps both streams for the protocol: asyncore prints, and from then on everybody's standard output leads to
standard error. Knows nothing of what is asked.
"""
import io, itertools, json, os, sys, traceback
from collections import OrderedDict

PY2 = str is bytes
requests, answers = io.open(os.dup(0), "rb"), io.open(os.dup(1), "wb")
os.dup2(2, 1)
numbers = itertools.count(1)
GONE = b'{"error": {"message": "the suite has gone"}}'
# A trace is made of trees: nobody need look whether they contain themselves.
encode = json.JSONEncoder(check_circular=False, separators=(",", ":"), **{"encoding": "latin-1"} if PY2 else {}).encode
Refused = type("Refused", (Exception,), {})  # code, text and missing capability of the error a message is answered with


def native(value):
    """Text as 2.7's own str, which holds bytes; also in lists. Text that is not even bytes stays what it is."""
    if isinstance(value, list):
        return [native(inner) for inner in value]
    try:
        return value.encode("latin-1") if isinstance(value, type(u"")) else value
    except UnicodeEncodeError:
        return value


def native_pairs(pairs):
    """An object of JSON, in the order it was sent: those in it were made before."""
    return OrderedDict((native(key), native(value)) for key, value in pairs)


def hear(line):
    if not PY2:  # from 3.6 on a dict keeps its order by itself, and is read faster
        return json.loads(line.decode("utf-8"))
    return native(json.loads(line.decode("utf-8"), object_pairs_hook=native_pairs))


def say(message):
    answers.write(encode(dict(message, jsonrpc="2.0")).encode("ascii") + b"\n")
    answers.flush()


def ask(method, params):
    """The suite's answer, with a `result` or an `error`: while a program is played it sends nothing else."""
    say({"id": next(numbers), "method": method, "params": params})
    return hear(requests.readline() or GONE)


def answer(line, served):
    number = None
    try:
        try:
            request = hear(line)
        except ValueError:
            raise Refused(-32700, "that is not JSON")
        if not isinstance(request, dict) or "method" not in request:
            raise Refused(-32600, "that is no request")
        number = request.get("id")
        if request["method"] not in served:
            raise Refused(-32601, "there is no method %s" % request["method"])
        return {"id": number, "result": served[request["method"]](request.get("params"))}
    except Refused as refused:
        code, text, missing = (refused.args + (None,))[:3]
        data = {"data": {"unsupported": missing}} if missing else {}
        return {"id": number, "error": dict(data, code=code, message=text)}
    except Exception as error:
        traceback.print_exc()
        return {"id": number, "error": {"code": -32603, "message": "the adapter failed: %r" % error}}


def serve(served):
    """Answers requests with the functions of `served`, by method, until there are no more."""
    for line in iter(requests.readline, b""):
        say(answer(line, served))
