"""Watches which lines of asyncore.py and asynchat.py run, call by call.

Knows how to watch and how a module's lines and branches are found; knows nothing of programs and plays.
"""
import ast, atexit, dis, io, json, os, sys, types

MODULES = {"asyncore.py": "asyncore", "asynchat.py": "asynchat"}
ENDED = 0  # the line an arc leads to, or comes from, outside of the call


class Watch(object):
    """What was walked since it was last asked: the walk of a call is the set of its arcs, from line to line.

    A line that an exception has left for another one stands there with a minus.
    """

    def __init__(self):
        self.modules, self.walks, self.numbers, self.told, self.walked = {}, [], {}, 0, set()

    def begin(self):
        sys.settrace(self.enter)

    def module_of(self, file):
        if file not in self.modules:
            self.modules[file] = MODULES.get(os.path.basename(file).replace(".pyc", ".py"))
        return self.modules[file]

    def enter(self, frame, event, arg):
        module = self.module_of(frame.f_code.co_filename)
        if module is None:
            return None
        arcs, last = set(), [ENDED, False]  # the line before this one, and whether an exception is on its way

        def step(frame, event, arg):
            if event == "exception":
                last[1] = True
            elif event == "line":
                arcs.add((-last[0] if last[1] else last[0], frame.f_lineno))
                last[:] = frame.f_lineno, False
            elif event == "return":
                if not last[1]:
                    arcs.add((last[0], ENDED))
                self.add(module, frame, arcs)
            return step
        return step

    def add(self, module, frame, arcs):
        caller = frame.f_back and self.module_of(frame.f_back.f_code.co_filename) and frame.f_back.f_code.co_name
        self.walk({"module": module, "caller": caller or "", "arcs": [list(arc) for arc in sorted(arcs)]})

    def walk(self, walk):
        key = repr(sorted(walk.items()))
        if key not in self.numbers:
            self.numbers[key] = len(self.walks)
            self.walks.append(walk)
        self.walked.add(self.numbers[key])

    def take(self):
        """The numbers of the walks since it was last asked."""
        taken, self.walked = sorted(self.walked), set()
        return taken

    def fresh(self):
        """The walks nobody was told yet, in order of number."""
        fresh = self.walks[self.told:]
        self.told = len(self.walks)
        return fresh


def watch_until_the_end(file):
    """Watches this process, and writes into `file` what it walked when it ends."""
    watch = Watch()

    def tell():
        sys.settrace(None)
        with open(file, "w") as told:
            json.dump(watch.fresh(), told)
    atexit.register(tell)
    watch.begin()


def lines_of(code, name, found):
    """The executable lines of `code` and of what is defined in it, each with the function it is in."""
    for _, line in dis.findlinestarts(code):
        if line:
            found.setdefault(line, name or "module")
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            lines_of(inner, name + "." * bool(name) + inner.co_name, found)
    return found


def branches_of(tree):
    """The two ways out of each condition: from its lines into what it guards, or anywhere else."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.If, ast.While, ast.For)):
            inner = node.body[0].lineno
            if inner > node.lineno and not is_constant(getattr(node, "test", None)):
                found.append({"from": [node.lineno, inner - 1], "into": inner})
    return sorted(found, key=lambda branch: branch["into"])


def is_constant(test):
    return type(test).__name__ in ("Constant", "Num", "NameConstant")


def source_of(module):
    """What there is to reach in a loaded module."""
    file = module.__file__.replace(".pyc", ".py")
    with io.open(file, "rb") as opened:
        text = opened.read()
    lines = lines_of(compile(text, file, "exec", 0, True), "", {})
    shown = text.decode("latin-1").split("\n")
    return {"lines": [{"line": line, "function": lines[line], "text": shown[line - 1].strip()} for line in sorted(lines)],
            "branches": branches_of(ast.parse(text))}
