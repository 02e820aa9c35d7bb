"""Runs a probe: a script of the suite's, in a fresh child of this interpreter that finds the modules this one finds.

Knows how a script is run and how it can end; knows nothing of what it looks at.
"""
import os, subprocess, sys, time
from tempfile import TemporaryFile

from python_words import clock

HERE = os.path.dirname(os.path.abspath(__file__))
# The script comes through standard input. Nothing is imported before the path is right: it decides who is judged.
BEGINNING = "import sys; sys.path[:] = %r; exec(compile(sys.stdin.read(), 'probe', 'exec'))"


def folders():
    """Where this interpreter looks for modules, without the adapter's own folder, which no program has on its path."""
    return [folder for folder in map(os.path.abspath, sys.path) if folder != HERE]


def file_with(content):
    """A file instead of a pipe: it takes any amount, and nobody needs to wait for whoever holds the other end."""
    file = TemporaryFile()
    file.write(content)
    file.seek(0)
    return file


def lines_of(file):
    file.seek(0)
    lines = str(file.read().decode("latin-1") if str is not bytes else file.read()).split("\n")
    return lines if lines[-1] else lines[:-1]


def ended_within(child, milliseconds):
    """Whether the child ends by itself in time; else it is ended."""
    deadline = clock() + milliseconds / 1000.0
    while child.poll() is None:
        if clock() > deadline:
            child.kill()
            child.wait()
            return False
        time.sleep(0.002)
    return True


def probe(params):
    asked, printed, said = file_with(params["source"].encode("ascii")), file_with(b""), file_with(b"")
    child = subprocess.Popen([sys.executable, "-Bu", "-c", BEGINNING % folders()], close_fds=True,
                             stdin=asked, stdout=printed, stderr=said)
    in_time, status = ended_within(child, params["limitMs"]), child.returncode
    answer = {"lines": lines_of(printed)}
    if not in_time:
        answer["failure"] = "still running after %d ms" % params["limitMs"]
    elif status != 0:
        end = "exit status %d" % status if status > 0 else "ended by signal %d" % -status
        answer["failure"] = ": ".join([end] + lines_of(said)[-1:])
    return answer
