"""Plays as adapter.py does, and says besides which lines of asyncore.py and asynchat.py its plays and probes reach.

To be run in the adapter's place. It answers two methods more: `source`, what there is to reach, and `reached`, what
each play and probe since it was last asked has walked. Knows no line by itself; that is python_reach.py's affair.
"""
import json, os, runpy, shutil, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import python_reach, python_wire  # neither loads what is watched

watch = python_reach.Watch()
watch.begin()
import python_probe, python_words

own_attempt = python_words.attempt
walked = []  # by each play and probe, the numbers of its walks
aside = set()  # those of none of them: what runs when the modules are loaded
BEGINNING = "import sys; sys.path.insert(0, %r); import python_reach; python_reach.watch_until_the_end(%r); "


def attempt(call, *args):
    """A channel without a socket looks for it until there is no more stack: then the interpreter stops watching, too."""
    try:
        return own_attempt(call, *args)
    finally:
        if sys.gettrace() is None:
            watch.begin()


def play(params, own):
    aside.update(watch.take())
    watch.begin()
    try:
        return own(params)
    finally:
        walked.append(watch.take())


def probe(params):
    aside.update(watch.take())
    folder = tempfile.mkdtemp()
    beginning, told = python_probe.BEGINNING, os.path.join(folder, "walks.json")
    python_probe.BEGINNING = (BEGINNING % (HERE, told)).replace("%", "%%") + beginning
    try:
        return python_probe.probe(params)
    finally:
        python_probe.BEGINNING = beginning
        if os.path.exists(told):  # it is not when the script ended itself at once
            with open(told) as opened:
                for walk in json.load(opened):
                    watch.walk(walk)
        shutil.rmtree(folder)
        walked.append(watch.take())


def reached(params):
    aside.update(watch.take())
    told = {"walks": watch.fresh(), "plays": list(walked), "aside": sorted(aside)}
    del walked[:]
    aside.clear()
    return told


def source(params):
    return {name: python_reach.source_of(sys.modules[name]) for name in ("asyncore", "asynchat") if name in sys.modules}


def serve(served):
    return own_serve(dict(served, play=lambda params: play(params, served["play"]), probe=probe, source=source,
                          reached=reached))


python_words.attempt = attempt
own_serve, python_wire.serve = python_wire.serve, serve
runpy.run_path(os.path.join(HERE, "adapter.py"), run_name="__main__")
