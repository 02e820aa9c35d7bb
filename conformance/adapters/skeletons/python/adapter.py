"""An adapter, begun: it shakes hands, looks through programs, plays them on implementation.py, and says what it observed.

Yours to write: who you are and what you can do, here; the actions in actions.py; the implementation in implementation.py.
"""
from wire import Refused, serve  # goes first: it keeps standard output for the protocol

from actions import ACTIONS
from play import Play

IMPLEMENTATION = {"name": "an empty implementation", "version": "0", "language": "Python"}

# What is declared is asked for and judged; what is not is not. Declare more when you can do more.
CAPABILITIES = {
    "worlds": ["loopback"],
    "bases": ["dispatcher"],
    "pollers": ["select"],
    "families": ["inet"],
    "passes": True,
    "nesting": False,
    "peersInReactions": True,
    "collects": False,
    "python": False,
}


def actions_of(program):
    """Every action of a program, those of reactions too."""
    yield from program["steps"]
    for group in ("channels", "objects", "producers"):
        for declared in program.get(group, {}).values():
            for reactions in declared.get("on", {}).values():
                for reaction in reactions:
                    if isinstance(reaction, dict):
                        yield from reaction.get("do", ())


def refuse_what_is_missing(program):
    """Looks first, then plays (rule 13)."""
    bases = [declared["base"] for declared in program["channels"].values()]
    missing = [world for world in [program["world"]] if world not in CAPABILITIES["worlds"]]
    missing += [base for base in bases if base not in CAPABILITIES["bases"]]
    missing += [op for op in (action["op"] for action in actions_of(program))
                if op not in ACTIONS and not op.startswith("peer.")]
    if missing:
        raise Refused(-32000, f"this adapter cannot play {missing[0]}", missing[0])


def initialize(params):
    return {"protocolVersion": 1, "adapter": {"version": "1"}, "implementation": IMPLEMENTATION,
            "capabilities": CAPABILITIES}


def play(params):
    refuse_what_is_missing(params["program"])
    return Play(params["program"], params["address"], ACTIONS).run()


serve({"initialize": initialize, "play": play, "shutdown": lambda params: None})
