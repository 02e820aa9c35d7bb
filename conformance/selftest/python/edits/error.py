"""Faults for the clauses of ERROR; edits/__init__.py says what an entry is."""

READ = "def read(obj):\n    try:\n        obj.handle_read_event()\n    except _reraised_exceptions:\n        raise\n    except:\n" \
    "        obj.handle_error()"

EDITS = {
    "swallows-exceptions": (
        "def read(obj):\n    try:", "def read(obj):\n    try:\n        return obj.handle_read_event()\n"
        "    except _reraised_exceptions:\n        raise\n    except Exception:\n        return\n    try:",
        "ERROR-01", "an exception of a read event does not reach handle_error"),
    "knows-exceptions-only": (
        READ, READ.replace("except:", "except Exception:"),
        "ERROR-01", "what is raised and is no Exception leaves the pass over select"),
    "leaves-the-loop-on-errors-of-writing": (
        "obj.handle_write_event()\n    except _reraised_exceptions:\n        raise\n    except:\n"
        "        obj.handle_error()",
        "obj.handle_write_event()\n    finally:\n        pass",
        "ERROR-01", "an exception of a write event leaves the loop"),
    "catches-exit-now": (
        "(ExitNow, KeyboardInterrupt", "(KeyboardInterrupt",
        "ERROR-02", "ExitNow goes to handle_error and the pass goes on"),
    "closes-on-the-way-out": (
        READ, READ.replace("        raise", "        obj.close()\n        raise"),
        "ERROR-02", "a channel that raises ExitNow is closed"),
    "finishes-the-pass": (
        "            read(obj)",
        "            try:\n                read(obj)\n            except ExitNow:\n                leave = True\n"
        "        if 'leave' in locals():\n            raise ExitNow",
        "ERROR-02", "the pass over select serves the others before it lets ExitNow go"),
    "survives-its-errors": (
        "'error'\n            )\n        self.handle_close()", "'error'\n            )",
        "ERROR-03", "the default handle_error leaves the channel open"),
    "closes-on-errors-by-itself": (
        "'error'\n            )\n        self.handle_close()", "'error'\n            )\n        self.close()",
        "ERROR-03", "the default handle_error closes without calling handle_close"),
    "closes-before-it-prints": (
        "nil, t, v, tbinfo = compact_traceback()",
        "self.handle_close()\n        nil, t, v, tbinfo = compact_traceback()",
        "ERROR-03", "the default handle_error calls handle_close first, and so twice"),
    "calls-errors-warnings": (
        "'error'\n            )", "'warning'\n            )",
        "ERROR-03", "the line of the default handle_error is a warning, which nobody sees"),
    "prints-the-first-line": (
        "                v,\n                tbinfo", "                str(v).split('\\n')[0],\n                tbinfo",
        "ERROR-03", "the line of the default handle_error has the first line of the exception's text only"),
    "prints-past-its-log": (
        "self.log_info(\n            'uncaptured", "dispatcher.log_info(\n            self, 'uncaptured",
        "ERROR-03", "the line of the default handle_error does not go through an overridden log_info"),
    "prints-the-first-exception": (
        "t, v, tb = sys.exc_info()", "t, v, tb = sys.exc_info()\n    if v is not None and v.__context__ is not None:\n"
        "        t, v = type(v.__context__), v.__context__",
        "ERROR-03", "the line of the default handle_error is about the exception before the last"),
    "dies-of-an-unprintable-channel": (
        "self_repr = repr(self)\n        except:", "self_repr = repr(self)\n        except OSError:",
        "ERROR-04", "handle_error raises when the channel cannot be turned into text"),
    "interrupts-an-unprintable-channel": (
        "self_repr = repr(self)\n        except:", "self_repr = repr(self)\n        except _reraised_exceptions:\n"
        "            raise\n        except:",
        "ERROR-04", "what passes through elsewhere leaves handle_error when the channel is turned into text"),
    "hides-an-unprintable-channel": (
        "'<__repr__(self) failed for object at %0x>' % id(self)", "'<unprintable>'",
        "ERROR-04", "handle_error has other words for a channel that cannot be turned into text"),
    "forgets-the-exception-first": (
        READ, "def read(obj):\n    try:\n        return obj.handle_read_event()\n    except _reraised_exceptions:\n"
        "        raise\n    except:\n        pass\n    obj.handle_error()",
        "ERROR-05", "handle_error is called when the exception is no longer current"),
    "guards-handle-error": (
        READ, READ.replace("        obj.handle_error()",
                           "        try:\n            obj.handle_error()\n        except Exception:\n            obj.close()"),
        "ERROR-06", "what handle_error raises closes the channel and goes no further"),
    "guards-handle-close": (
        "'error'\n            )\n        self.handle_close()",
        "'error'\n            )\n        try:\n            self.handle_close()\n        except Exception:\n"
        "            self.close()",
        "ERROR-06", "the default handle_error catches what handle_close raises"),
    "knows-lost-connections-over-select": (
        READ, READ.replace("    except:", "    except OSError as e:\n        if e.errno not in _DISCONNECTED:\n"
                           "            obj.handle_error()\n        else:\n            obj.handle_close()\n    except:"),
        "ERROR-07", "the pass over select calls handle_close for a disconnect errno out of a handler"),
    "knows-no-lost-connections-over-poll": (
        "if e.errno not in _DISCONNECTED:", "if True:",
        "ERROR-07", "the pass over poll calls handle_error for a disconnect errno out of a handler"),
    "keeps-the-innermost-frame-only": (
        "for x in tbinfo]", "for x in tbinfo[-1:]]",
        "ERROR-08", "the text of a condensed traceback has the innermost frame only"),
    "drops-the-error": (
        "return (file, function, line), t, v, info", "return (file, function, line), t, '', info",
        "ERROR-08", "a condensed traceback does not give the value of the exception"),
    "gives-the-frames-as-a-list": (
        "return (file, function, line), t, v, info", "return (file, function, line), t, v, tbinfo",
        "ERROR-08", "the frames of a condensed traceback come as a list and not as one text"),
    "separates-frames-by-arrows": (
        "info = ' '.join(", "info = ' -> '.join(",
        "ERROR-08", "the frames of a condensed traceback are separated by something else than a blank"),
    "condenses-nothing": (
        "raise AssertionError(\"traceback does not exist\")", "return (None, None, None), t, v, ''",
        "ERROR-09", "compact_traceback without a current exception gives an empty text"),
    "logs-to-standard-output": (
        "sys.stderr.write('log: %s\\n'", "sys.stdout.write('log: %s\\n'",
        "ERROR-10", "log writes to standard output"),
    "ignores-no-types": (
        "if type not in self.ignore_log_types:", "if True:",
        "ERROR-10", "log_info prints warnings, too"),
    "ignores-its-own-types-only": (
        "if type not in self.ignore_log_types:", "if type not in dispatcher.ignore_log_types:",
        "ERROR-10", "log_info asks the class what to ignore, whatever the channel says"),
    "ignores-by-beginnings": (
        "if type not in self.ignore_log_types:", "if not type.startswith(tuple(self.ignore_log_types)):",
        "ERROR-10", "log_info ignores every type that begins like one that is to be ignored"),
    "strips-its-messages": (
        "print('%s: %s' % (type, message))", "print('%s: %s' % (type, str(message).strip()))",
        "ERROR-10", "log_info strips blanks from its messages"),
    "debugs-by-default": (
        "def log_info(self, message, type='info'):", "def log_info(self, message, type='debug'):",
        "ERROR-10", "the type of a message is debug when none is given"),
    "logs-text-only": (
        "'log: %s\\n' % str(message)", "'log: ' + message + '\\n'",
        "ERROR-10", "log takes nothing but text"),
    "says-informs-of-text-only": (
        "print('%s: %s' % (type, message))", "print(type + ': ' + message)",
        "ERROR-10", "log_info takes nothing but text"),
    "logs-reading-as-information": (
        "'unhandled read event', 'warning'", "'unhandled read event', 'info'",
        "ERROR-11", "the default handle_read prints its line"),
    "reads-by-default": (
        "self.log_info('unhandled read event', 'warning')",
        "self.log_info('unhandled read event', 'warning')\n        self.recv(4096)",
        "ERROR-11", "the default handle_read takes what is there"),
    "warns-past-its-log": (
        "self.log_info('unhandled write event', 'warning')",
        "dispatcher.log_info(self, 'unhandled write event', 'warning')",
        "ERROR-11", "the default handle_write does not go through an overridden log_info"),
    "has-other-words": (
        "'unhandled connect event'", "'unhandled connection event'",
        "ERROR-11", "the default handle_connect has other words"),
    "warns-before-it-closes-the-visitor": (
        "sock.close()\n        self.log_info('unhandled accepted event', 'warning')",
        "self.log_info('unhandled accepted event', 'warning')\n        sock.close()",
        "ERROR-11", "the default handle_accepted logs before it closes the connection"),
    "takes-a-timeout-for-a-lost-connection": (
        "frozenset({ECONNRESET, ", "frozenset({110, ECONNRESET, ",
        "ERROR-12", "ETIMEDOUT counts as a lost connection"),
    "takes-a-refusal-for-a-lost-connection": (
        "frozenset({ECONNRESET, ", "frozenset({111, ECONNRESET, ",
        "ERROR-12", "ECONNREFUSED counts as a lost connection"),
    "looks-for-the-errno-in-the-arguments": (
        "# winsock sometimes raises ENOTCONN\n            if why.errno in", "if why.args[0] in",
        "ERROR-13", "recv looks for an errno where there is none"),
    "takes-an-error-without-an-errno-for-the-end": (
        "# winsock sometimes raises ENOTCONN\n            if why.errno in _DISCONNECTED:",
        "if why.errno is None or why.errno in _DISCONNECTED:",
        "ERROR-13", "recv takes a system error without an errno for a lost connection"),
    "takes-a-shutdown-for-an-error": (
        "ENOTCONN, ESHUTDOWN, ECONNABORTED, EPIPE,\n                           EBADF",
        "ENOTCONN, ECONNABORTED, EPIPE,\n                           EBADF",
        "ERROR-12", "ESHUTDOWN does not count as a lost connection"),
}
