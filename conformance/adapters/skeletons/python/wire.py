"""The messages: JSON-RPC 2.0, one to a line, over the standard streams (ADAPTERS.md, "The messages"). Leave it as it is.

Importing it keeps both streams for the protocol: whatever anybody prints from then on goes to standard error.
"""
import itertools
import json
import os
import sys
import traceback

requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)
numbers = itertools.count(1)


class Refused(Exception):
    """What a request is answered with when it is not done: a code, a sentence, and what is missing."""

    def __init__(self, code, sentence, unsupported=None):
        super().__init__(sentence)
        self.error = {"code": code, "message": sentence}
        if unsupported is not None:
            self.error["data"] = {"unsupported": unsupported}


def write(message):
    answers.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
    answers.flush()


def ask_peer(params):
    """Has the suite act at its end of a wire. While a program is played it sends nothing but this answer."""
    write({"id": next(numbers), "method": "peer", "params": params})
    line = requests.readline()
    if not line:
        sys.exit(0)  # the suite has gone
    answer = json.loads(line)
    if "error" in answer:
        raise Refused(-32603, answer["error"]["message"])
    return answer["result"]


def answer_to(line, methods):
    number = None
    try:
        try:
            request = json.loads(line)
        except ValueError:
            raise Refused(-32700, "that is not JSON") from None
        if not isinstance(request, dict) or "method" not in request:
            raise Refused(-32600, "that is no request")
        number = request.get("id")
        if request["method"] not in methods:
            raise Refused(-32601, f"there is no method {request['method']}")
        return {"id": number, "result": methods[request["method"]](request.get("params"))}
    except Refused as refused:
        return {"id": number, "error": refused.error}
    except Exception as error:
        traceback.print_exc()
        return {"id": number, "error": {"code": -32603, "message": f"the adapter failed: {error!r}"}}


def serve(methods):
    """Answers every request with the function of its method, until the suite has no more of them."""
    for line in iter(requests.readline, b""):
        write(answer_to(line, methods))
