"""Actions that look at a channel or change what it is, without asking it for anything: attributes, texts, tracebacks.

Knows which values are hidden behind words; knows nothing of what an attribute should be.
"""
import asyncore

from actions_socket import FAMILIES, TYPES
from python_words import Words, as_meant, text_of


class AttributeActions(object):
    """The part of a play that needs only a channel to look at."""

    def holder(self, action):
        return self.class_of(action["channel"]) if "class" in action else self.find(action["channel"])

    def do_get(self, action):
        value = getattr(self.holder(action), action["attribute"])
        if action["attribute"] != "family_and_type":
            return value
        tables = zip((FAMILIES, TYPES), value)
        return Words(list=[word for table, number in tables for word in table if table[word] == number])

    def do_set(self, action):
        setattr(self.holder(action), action["attribute"], as_meant(action["attribute"], action["value"]))

    def do_delegate(self, action):
        value = getattr(self.find(action["channel"]), action["method"])()
        return Words(present=value >= 0) if action["method"] == "fileno" else value  # which number means nothing

    def do_describe(self, action):
        return text_of({"repr": repr, "str": str}[action["as"]](self.find(action["channel"])))

    def do_compact_traceback(self, action):
        frame, family, error, text = asyncore.compact_traceback()
        return Words(present=isinstance(error, family) and text.endswith("[%s|%s|%s]" % frame))
