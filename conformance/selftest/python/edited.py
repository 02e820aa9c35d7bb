"""Plays programs on the interpreter's own asyncore with one fault put in: `python3.11 edited.py EDIT-NAME`.

`--list` prints every edit with the clause it breaks; `--check NAME...` says which of them cannot be made here.
Knows how an edit is made. The edits themselves are in edits/, by area; who finds them out is the selftest's business.
"""
import importlib
import io
import json
import os
import runpy
import sys
import types
import warnings

from edits import AREAS, MODULES

LIBRARY = os.path.dirname(os.__file__)
ADAPTER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "adapters", "python", "adapter.py")


def give_up(code, sentence):
    sys.stderr.write(sentence + "\n")
    sys.exit(code)


def every_edit():
    """All edits by name: the module that is edited, and the entry as its area has it."""
    found = {}
    for area in AREAS:
        for name, entry in importlib.import_module("edits." + area).EDITS.items():
            if name in found:
                give_up(4, "Two edits are called %s; one of them is in edits/%s.py." % (name, area))
            found[name] = MODULES.get(area, "asyncore"), entry
    return found


EDITS = every_edit()


def original_of(module):
    """Where the interpreter keeps `module`."""
    return os.path.join(LIBRARY, module + ".py")


class CannotBeMade(Exception):
    """The interpreter's source has not the words an edit looks for; the text says so."""


def edited(name):
    """The interpreter's own module with the edit `name`, compiled."""
    module, (old, new) = EDITS[name][0], EDITS[name][1][:2]
    path = original_of(module)
    if not os.path.exists(path):
        raise CannotBeMade("Python %d.%d has no %s to edit." % (sys.version_info[:2] + (module,)))
    with io.open(path, encoding="utf-8") as original:
        source = original.read()
    if source.count(old) != 1:
        raise CannotBeMade("The edit %s finds its words %d times in %s, not once: it is meant for other versions."
                           % (name, source.count(old), path))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(str(source.replace(old, new)), path, "exec", 0, True)


def check(names):
    """Prints a line for each of `names` that cannot be made on this interpreter."""
    for name in names:
        try:
            edited(name)
        except (CannotBeMade, SyntaxError) as reason:
            print("%s: %s" % (name, reason))


def play(name):
    """Runs the adapter on the edited module."""
    try:
        code = edited(name)
    except CannotBeMade as reason:
        give_up(3, str(reason))
    module = types.ModuleType(EDITS[name][0])
    module.__file__ = os.path.abspath(__file__)  # so that the handshake says it is not the interpreter's own
    warnings.simplefilter("ignore")
    sys.modules[module.__name__], sys.argv = module, [ADAPTER]
    exec(code, module.__dict__)
    runpy.run_path(ADAPTER, run_name="__main__")


def main(words):
    if words == ["--list"]:
        told = {name: {"clause": entry[2], "breaks": entry[3]} for name, (_, entry) in EDITS.items()}
        print(json.dumps(told, indent=2, sort_keys=True))
    elif words[:1] == ["--check"]:
        check(words[1:])
    elif len(words) != 1:
        give_up(2, "usage: edited.py EDIT-NAME | --list | --check EDIT-NAME...")
    elif words[0] not in EDITS:
        give_up(2, "There is no edit %s; --list shows all of them." % words[0])
    else:
        play(words[0])


main(sys.argv[1:])
