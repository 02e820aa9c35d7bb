"""Actions on async_chat, on producers for it, and on asynchat's helpers that belong to no channel.

Knows what the arguments of its methods are; collecting and finding are events like any other.
"""
try:
    import asynchat
except ImportError as error:
    if "No module named" not in str(error):
        raise
    asynchat = None  # an asyncore without chat: then async_chat is not declared

from python_words import as_bytes


class ChatActions(object):
    """The part of a play that needs asynchat."""

    def take_producer(self, producer):
        return self.simple_producer(producer) if isinstance(producer, dict) else self.object_of(producer)

    def simple_producer(self, declared):
        size = [declared["bufferSize"]] if "bufferSize" in declared else []
        return asynchat.simple_producer(as_bytes(declared["data"]), *size)

    def do_simple_producer(self, action):
        producer = self.simple_producer(action)
        return [producer.more() for _ in range(action["calls"])]

    def do_find_prefix_at_end(self, a):
        return asynchat.find_prefix_at_end(as_bytes(a["haystack"]), as_bytes(a["needle"]))
