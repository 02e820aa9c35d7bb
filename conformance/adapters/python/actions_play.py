"""The actions that need the play itself: passes until something holds, peers, and names that are given up.

Knows what is waited for and what the suite is asked; how events and calls are recorded is the adapter's affair.
"""
import gc

import asyncore

from python_trace import Leave
from python_wire import ask
from python_words import attempt, socket_state


class PlayActions(object):
    def do_settle(self, action):
        one_pass = asyncore.poll2 if action.get("use_poll") else asyncore.poll
        for _ in range(action["limit"]):
            if self.holds(action["until"]):
                return True
            one_pass(0, **self.in_map(action))
        return self.holds(action["until"])

    def holds(self, until):
        if "peer" in until:
            return self.ask({"action": dict(until, op="peer.saw")})["holds"]
        if "event" in until:
            return self.calls[until["event"], until["of"]] >= until.get("times", 1)
        if "closed" in until:
            return socket_state(attempt(self.socket_of, until["closed"])) == "closed"
        return bool(attempt(getattr, self.named.get(until["of"]), until["attribute"])) == until["is"]

    def do_drop(self, action):
        """Forgets a name. What it named goes with the next `collect`: other languages cannot let go of it sooner."""
        self.dropped += self.kept.pop(action["name"], [])
        for known in (self.named, self.constructed, self.states):
            known.pop(action["name"], None)

    def do_collect(self, action):
        del self.dropped[:]
        gc.collect()

    def ask_peer(self, action):
        peer, where = action.get("as", action["peer"]), self.places.find_own(action.get("to"))
        self.places.add_peer(peer, {})
        sent = {"sent": self.sent.pop(action["from"], 0)} if "from" in action else {}
        self.places.add_peer(peer, self.ask(dict({"address": where} if where else {}, action=action, **sent)))

    def ask(self, params):
        """Has the suite act at its end of a wire. Where it cannot, what follows says nothing of the implementation."""
        answer = ask("peer", params)
        if "error" in answer:
            self.refused, self.exhausted = answer["error"]["message"], True
            raise Leave()
        return answer["result"]
