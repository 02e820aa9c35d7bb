"""Faults for the clauses of CHAT; edits/__init__.py says what an entry is."""

RECV = "data = self.recv(self.ac_in_buffer_size)"
FOUND = "self.ac_in_buffer = self.ac_in_buffer[index+terminator_len:]"
COLLECT_TO_INDEX = "self.collect_incoming_data(self.ac_in_buffer[:index])"
NO_TERMINATOR = "# no terminator, collect it all\n                self.collect_incoming_data(self.ac_in_buffer)\n" \
    "                self.ac_in_buffer = b''"
COUNTED = "self.collect_incoming_data(self.ac_in_buffer[:n])\n                    self.ac_in_buffer = self.ac_in_buffer[n:]\n" \
    "                    self.terminator = 0\n                    self.found_terminator()"
PART_OF_COUNT = "self.terminator = self.terminator - lb"
QUEUE = "self.producer_fifo.append(data)\n        self.initiate_send()"
CUT = "if len(data) > sabs:"
MORE = "data = first.more()\n                if data:\n                    self.producer_fifo.appendleft(data)\n" \
    "                else:\n                    del self.producer_fifo[0]\n                continue"
END_OF_QUEUE = "if first is None:\n                    self.handle_close()\n                    return"
EMPTY = "if not first:\n                del self.producer_fifo[0]"
TAKEN = "if num_sent < len(data) or obs < len(first):\n                    self.producer_fifo[0] = first[num_sent:]\n" \
    "                else:\n                    del self.producer_fifo[0]"
SLICES = "if len(self.data) > self.buffer_size:"
PREFIX = "l = len(needle) - 1\n    while l and not haystack.endswith(needle[:l]):\n        l -= 1\n    return l"
BASE = "asyncore.dispatcher.__init__(self, sock, map)"

EDITS = {
    "sizes-of-2-7": (
        "ac_in_buffer_size = 65536\n    ac_out_buffer_size = 65536",
        "ac_in_buffer_size = 4096\n    ac_out_buffer_size = 4096",
        "CHAT-41", "the buffer sizes are 4096 by default"),
    "reads-by-the-size-of-the-class": (
        RECV, "data = self.recv(type(self).ac_in_buffer_size)",
        "CHAT-01", "a read asks for what the class says, whatever the instance says"),
    "cuts-by-the-size-of-the-class": (
        "sabs = self.ac_out_buffer_size", "sabs = type(self).ac_out_buffer_size",
        "CHAT-01", "push cuts by what the class says, whatever the instance says"),
    "offers-by-the-size-of-the-class": (
        "obs = self.ac_out_buffer_size", "obs = type(self).ac_out_buffer_size",
        "CHAT-01", "a send offers what the class says, whatever the instance says"),
    "reads-until-nothing-is-left": (
        RECV,
        RECV + "\n            while data:\n                try:\n"
        "                    more = self.recv(self.ac_in_buffer_size)\n"
        "                except OSError:\n                    break\n                if not more:\n"
        "                    break\n"
        "                data += more",
        "CHAT-02", "a read event reads until nothing is left"),
    "finds-one-message-per-read": (
        "self.found_terminator()\n                else:\n                    # check",
        "self.found_terminator()\n                    break\n"
        "                else:\n                    # check",
        "CHAT-02", "a read event finds one message, and leaves the others for the next one"),
    "loses-data-in-silence": (
        "def collect_incoming_data(self, data):\n"
        "        raise NotImplementedError(\"must be implemented in subclass\")",
        "def collect_incoming_data(self, data):\n        pass",
        "CHAT-03", "the base's own collect_incoming_data does nothing"),
    "finds-in-silence": (
        "def found_terminator(self):\n        raise NotImplementedError(\"must be implemented in subclass\")",
        "def found_terminator(self):\n        pass",
        "CHAT-03", "the base's own found_terminator does nothing"),
    "collects-by-default": (
        "def collect_incoming_data(self, data):\n"
        "        raise NotImplementedError(\"must be implemented in subclass\")",
        "def collect_incoming_data(self, data):\n        self._collect_incoming_data(data)",
        "CHAT-03", "the base's own collect_incoming_data keeps the data"),
    "cuts-at-the-last": (
        "index = self.ac_in_buffer.find(terminator)", "index = self.ac_in_buffer.rfind(terminator)",
        "CHAT-04", "data is cut at the last occurrence of the terminator"),
    "hands-over-the-terminator": (
        COLLECT_TO_INDEX, "self.collect_incoming_data(self.ac_in_buffer[:index+terminator_len])",
        "CHAT-04", "the terminator is collected, too"),
    "announces-before-it-collects": (
        FOUND + "\n                    # This does the Right Thing if the terminator\n"
        "                    # is changed here.\n"
        "                    self.found_terminator()", FOUND,
        "CHAT-04", "found_terminator is not called for bytes"),
    "collects-whole-messages-only": (
        "# no prefix, collect it all\n                        self.collect_incoming_data(self.ac_in_buffer)\n"
        "                        self.ac_in_buffer = b''", "break",
        "CHAT-04", "what follows the last terminator is held back"),
    "collects-nothing-at-all": (
        "if index > 0:", "if True:",
        "CHAT-05", "a terminator at the beginning of the buffer collects empty bytes"),
    "holds-nothing-back": (
        "if index:\n", "if False:\n",
        "CHAT-06", "the beginning of a terminator at the end of the buffer is collected"),
    "holds-everything-back": (
        "if index != lb:", "if False:",
        "CHAT-06", "what comes before the beginning of a terminator is held back, too"),
    "holds-one-byte-back": (
        "index = find_prefix_at_end(self.ac_in_buffer, terminator)",
        "index = int(find_prefix_at_end(self.ac_in_buffer, terminator) > 0)",
        "CHAT-06", "only one byte of the beginning of a terminator is held back"),
    "drops-what-it-held-back": (
        "self.ac_in_buffer = self.ac_in_buffer[-index:]\n", "self.ac_in_buffer = b''\n",
        "CHAT-06", "the beginning of a terminator is dropped"),
    "collects-nothing-before-a-beginning": (
        "if index != lb:", "if True:",
        "CHAT-06", "a buffer that is all the beginning of a terminator collects empty bytes"),
    "forgets-to-count-down": (
        PART_OF_COUNT, "pass",
        "CHAT-07", "what arrived of a number of bytes is not counted"),
    "waits-for-the-whole-number": (
        "if lb < n:\n                    self.collect_incoming_data(self.ac_in_buffer)\n"
        "                    self.ac_in_buffer = b''\n"
        "                    " + PART_OF_COUNT, "if lb < n:\n                    break",
        "CHAT-07", "a number of bytes is collected in one call"),
    "counts-one-byte-more": (
        "if lb < n:", "if lb <= n:",
        "CHAT-07", "a number of bytes that arrives at once is not announced"),
    "counts-from-what-it-asked": (
        PART_OF_COUNT, "self.terminator = n - lb",
        "CHAT-07", "a number is counted down from what get_terminator said"),
    "goes-on-counting": (
        COUNTED, COUNTED.replace("self.terminator = 0\n                    ", ""),
        "CHAT-08", "a number that was reached counts again"),
    "is-used-up-afterwards": (
        COUNTED, COUNTED.replace("self.terminator = 0\n                    self.found_terminator()",
                                 "self.found_terminator()\n                    self.terminator = 0"),
        "CHAT-08", "a number is 0 after found_terminator, whatever that set"),
    "begins-anew-after-a-number": (
        "self.terminator = 0\n", "self.terminator = None\n",
        "CHAT-08", "a number that was reached is nothing, and not 0"),
    "announces-without-a-terminator": (
        NO_TERMINATOR, NO_TERMINATOR + "\n                self.found_terminator()",
        "CHAT-09", "found_terminator is called without a terminator"),
    "takes-nothing-only-for-none": (
        "if not terminator:", "if terminator is None:",
        "CHAT-09", "0 and empty bytes count as terminators"),
    "waits-without-a-terminator": (
        NO_TERMINATOR, "break",
        "CHAT-09", "without a terminator data is kept and not collected"),
    "leaves-early-at-the-end": (
        "self.ac_in_buffer = self.ac_in_buffer + data",
        "if not data:\n            return\n        self.ac_in_buffer = self.ac_in_buffer + data",
        "CHAT-02", "a read event without data does not work through what is buffered"),
    "keeps-to-its-terminator": (
        "while self.ac_in_buffer:\n            lb = len(self.ac_in_buffer)\n"
        "            terminator = self.get_terminator()",
        "terminator = self.get_terminator()\n        while self.ac_in_buffer:\n            lb = len(self.ac_in_buffer)",
        "CHAT-10", "the terminator is asked for once in a read event"),
    "does-not-ask-get-terminator": (
        "terminator = self.get_terminator()", "terminator = self.terminator",
        "CHAT-10", "the terminator is looked up and not asked for"),
    "stops-when-closed": (
        "while self.ac_in_buffer:", "while self.ac_in_buffer and self.connected:",
        "CHAT-11", "what is buffered is not searched after close"),
    "stops-counting-when-closed": (
        COUNTED, COUNTED + "\n                    if not self.connected:\n                        break",
        "CHAT-11", "what is buffered is not counted after close"),
    "forgets-its-input-on-close": (
        "def handle_close(self):\n        self.close()", "def close(self):\n        self.ac_in_buffer = b''\n"
        "        asyncore.dispatcher.close(self)\n\n    def handle_close(self):\n        self.close()",
        "CHAT-11", "close empties the input buffer"),
    "keeps-its-input": (
        "# Emergencies only!\n        self.ac_in_buffer = b''", "# Emergencies only!",
        "CHAT-12", "discard_buffers leaves the input buffer"),
    "keeps-what-it-kept": (
        "del self.incoming[:]\n        self.producer_fifo.clear()", "self.producer_fifo.clear()",
        "CHAT-12", "discard_buffers leaves what _collect_incoming_data kept"),
    "keeps-its-output": (
        "self.producer_fifo.clear()", "pass",
        "CHAT-12", "discard_buffers leaves the output queue"),
    "discards-the-terminator": (
        "self.producer_fifo.clear()", "self.producer_fifo.clear()\n        self.terminator = None",
        "CHAT-12", "discard_buffers forgets the terminator"),
    "removes-before-it-collects": (
        "# no prefix, collect it all\n                        self.collect_incoming_data(self.ac_in_buffer)\n"
        "                        self.ac_in_buffer = b''",
        "data, self.ac_in_buffer = self.ac_in_buffer, b''\n                        self.collect_incoming_data(data)",
        "CHAT-13", "data without a terminator that collect_incoming_data refuses is lost"),
    "removes-messages-before-it-collects": (
        "if index > 0:\n                        # don't bother reporting the empty string\n"
        "                        # (source of subtle bugs)\n                        " + COLLECT_TO_INDEX + "\n                    " + FOUND,
        "message = self.ac_in_buffer[:index]\n                    " + FOUND + "\n                    if message:\n"
        "                        self.collect_incoming_data(message)",
        "CHAT-13", "a message that collect_incoming_data refuses is lost"),
    "announces-before-it-removes": (
        FOUND + "\n                    # This does the Right Thing if the terminator\n"
        "                    # is changed here.\n"
        "                    self.found_terminator()",
        "self.found_terminator()\n                    " + FOUND,
        "CHAT-13", "a message that found_terminator refuses is announced again"),
    "survives-its-hooks": (
        "self.found_terminator()\n                else:\n                    # check",
        "try:\n                        self.found_terminator()\n                    except Exception:\n"
        "                        self.handle_error()\n                else:\n                    # check",
        "CHAT-13", "the work goes on after an exception of found_terminator"),
    "has-no-terminator-to-begin-with": (
        "encoding = 'latin-1'\n", "encoding = 'latin-1'\n    terminator = None\n",
        "CHAT-14", "the terminator is nothing to begin with"),
    "drops-early-data": (
        "while self.ac_in_buffer:\n", "if not hasattr(self, 'terminator'):\n            self.ac_in_buffer = b''\n"
        "            raise AttributeError\n        while self.ac_in_buffer:\n",
        "CHAT-14", "data that arrives before set_terminator is lost"),
    "counts-backwards": (
        "raise ValueError('the number of received bytes must be positive')", "pass",
        "CHAT-15", "set_terminator takes a negative number"),
    "sets-before-it-looks": (
        "if isinstance(term, str) and self.use_encoding:",
        "self.terminator = term\n        if isinstance(term, str) and self.use_encoding:",
        "CHAT-15", "a negative number that is refused is set all the same"),
    "refuses-zero": (
        "term < 0:", "term <= 0:",
        "CHAT-09", "set_terminator refuses 0"),
    "takes-emptiness-for-an-error": (
        "except BlockingIOError:", "except ZeroDivisionError:",
        "CHAT-16", "EAGAIN out of recv calls handle_error"),
    "knows-eagain-only": (
        "except BlockingIOError:\n            return\n        except OSError:",
        "except OSError as error:\n            if error.errno == 11:\n                return",
        "CHAT-16", "EALREADY and EINPROGRESS out of recv call handle_error"),
    "raises-errors-of-recv": (
        "except OSError:\n            self.handle_error()\n            return\n\n        if",
        "except ZeroDivisionError:\n            return\n\n        if",
        "CHAT-16", "an error of recv leaves handle_read"),
    "catches-everything-around-recv": (
        "except OSError:\n            self.handle_error()\n            return\n\n        if",
        "except Exception:\n            self.handle_error()\n            return\n\n        if",
        "CHAT-16", "an exception of recv that is no error of the system does not leave handle_read"),
    "ignores-errors-of-recv": (
        "except OSError:\n            self.handle_error()\n            return\n\n        if",
        "except OSError:\n            return\n\n        if",
        "CHAT-16", "any error of recv is ignored"),
    "collects-the-rest-at-the-end": (
        "def handle_close(self):\n", "def handle_close(self):\n        if self.ac_in_buffer:\n"
        "            self.collect_incoming_data(self.ac_in_buffer)\n            self.ac_in_buffer = b''\n",
        "CHAT-17", "what is held back is collected when the other end closes"),
    "closes-with-a-word": (
        "def handle_close(self):\n        self.close()\n\n    def push", "def push",
        "CHAT-18", "the default handle_close is the plain channel's, which logs"),
    "closes-past-its-close": (
        "def handle_close(self):\n        self.close()",
        "def handle_close(self):\n        asyncore.dispatcher.close(self)",
        "CHAT-18", "the default handle_close does not call an overridden close"),
    "attempts-past-its-own-initiate-send": (
        QUEUE, "self.producer_fifo.append(data)\n        async_chat.initiate_send(self)",
        "CHAT-19", "push does not go through an overridden initiate_send"),
    "does-not-cut": (
        CUT, "if False:",
        "CHAT-19", "push queues data as one piece"),
    "cuts-what-fits": (
        CUT, "if len(data) >= sabs and self.producer_fifo.append(b'') is None:",
        "CHAT-19", "data of just the size is queued with an empty piece"),
    "cuts-when-it-sends": (
        CUT, "if self.producer_fifo.append(data):",
        "CHAT-19", "data is cut when it is sent and not when it is pushed"),
    "pushes-without-sending": (
        QUEUE, "self.producer_fifo.append(data)",
        "CHAT-19", "push makes no attempt to send"),
    "joins-pieces": (
        QUEUE,
        "self.producer_fifo.append(data)\n        if all(isinstance(one, bytes) for one in self.producer_fifo):\n"
        "            joined = b''.join(self.producer_fifo)\n            self.producer_fifo.clear()\n"
        "            self.producer_fifo.append(joined)\n        self.initiate_send()",
        "CHAT-19", "push joins what is queued into one piece"),
    "takes-whatever-has-a-length": (
        "if not isinstance(data, (bytes, bytearray, memoryview)):", "if not hasattr(data, '__len__'):",
        "CHAT-20", "push takes text and lists"),
    "queues-before-it-looks": (
        "if not isinstance(data, (bytes, bytearray, memoryview)):",
        "if not isinstance(data, (bytes, bytearray, memoryview)):\n            self.producer_fifo.append(data)",
        "CHAT-20", "what push refuses is queued all the same"),
    "sends-all-it-has": (
        "# we tried to send some actual data\n            return", "if not num_sent:\n                return",
        "CHAT-21", "one attempt sends piece after piece"),
    "offers-whole-pieces": (
        "data = first[:obs]", "data = first[:]",
        "CHAT-22", "a send offers all of the front piece"),
    "removes-what-was-offered": (
        TAKEN, "del self.producer_fifo[0]",
        "CHAT-22", "a piece is removed when a part of it was taken"),
    "removes-what-was-not-taken": (
        "if num_sent:\n", "if True:\n                del self.producer_fifo[0]\n            if False:\n",
        "CHAT-22", "a piece is removed when nothing of it was taken"),
    "forgets-the-rest-of-a-piece": (
        "if num_sent < len(data) or obs < len(first):", "if num_sent < len(data):",
        "CHAT-22", "a piece is removed when all was taken that was offered of it"),
    "moves-the-rest-to-the-end": (
        "self.producer_fifo[0] = first[num_sent:]",
        "del self.producer_fifo[0]\n                    self.producer_fifo.append(first[num_sent:])",
        "CHAT-22", "what was not taken goes to the end of the queue"),
    "sends-unconnected": (
        "while self.producer_fifo and self.connected:", "while self.producer_fifo:",
        "CHAT-23", "push sends although the channel is not connected"),
    "drops-what-is-pushed-early": (
        QUEUE, "self.producer_fifo.append(data) if self.connected else None\n        self.initiate_send()",
        "CHAT-23", "what is pushed before the connection stands is dropped"),
    "empties-its-queue-on-close": (
        "def handle_close(self):\n        self.close()", "def close(self):\n        self.producer_fifo.clear()\n"
        "        asyncore.dispatcher.close(self)\n\n    def handle_close(self):\n        self.close()",
        "CHAT-23", "close drops what is queued"),
    "sends-the-last-first": (
        "first = self.producer_fifo[0]\n",
        "if len(self.producer_fifo) > 1:\n                self.producer_fifo.rotate(1)\n"
        "            first = self.producer_fifo[0]\n",
        "CHAT-23", "what waits leaves in another order"),
    "connected-while-it-connects": (
        "while self.producer_fifo and self.connected:",
        "while self.producer_fifo and (self.connected or self.connecting):",
        "CHAT-24", "push inside handle_connect sends at once"),
    "asks-producers-later": (
        "self.producer_fifo.append(producer)\n        self.initiate_send()", "self.producer_fifo.append(producer)",
        "CHAT-25", "push_with_producer makes no attempt to send"),
    "asks-until-it-has-all": (
        MORE, "del self.producer_fifo[0]\n                pieces = []\n                while True:\n"
        "                    data = first.more()\n                    if not data:\n                        break\n"
        "                    pieces.append(data)\n"
        "                self.producer_fifo.extendleft(reversed(pieces))\n                continue",
        "CHAT-25", "a producer is asked for everything at once"),
    "measures-what-producers-give": (
        "if data:\n                    self.producer_fifo.appendleft",
        "if len(data):\n                    self.producer_fifo.appendleft",
        "CHAT-25", "a producer that ends with nothing at all is a type error"),
    "stops-at-an-empty-producer": (
        "del self.producer_fifo[0]\n                continue",
        "del self.producer_fifo[0]\n                    return\n                continue",
        "CHAT-25", "an attempt ends when a producer has no more"),
    "puts-pieces-behind-their-producer": (
        "self.producer_fifo.appendleft(data)", "self.producer_fifo.append(data)",
        "CHAT-25", "what a producer gives goes to the end of the queue"),
    "sends-pieces-directly": (
        MORE, "data = first.more()\n                if not data:\n                    del self.producer_fifo[0]\n"
        "                    continue\n                data = data[:obs]\n                self.send(data)\n"
        "                return",
        "CHAT-26", "only the first slice of a long piece from a producer is sent"),
    "removes-producers-that-fail": (
        "data = first.more()", "try:\n                    data = first.more()\n                except Exception:\n"
        "                    del self.producer_fifo[0]\n                    raise",
        "CHAT-27", "a producer whose more raises is removed"),
    "catches-what-producers-raise": (
        "data = first.more()", "try:\n                    data = first.more()\n                except Exception:\n"
        "                    self.handle_error()\n                    return",
        "CHAT-27", "an exception of more goes to handle_error and not to the caller"),
    "knows-false-producers": (
        EMPTY, "if not first and not hasattr(first, 'more'):\n                del self.producer_fifo[0]",
        "CHAT-28", "a producer that is false is treated like any other"),
    "drops-false-producers": (
        END_OF_QUEUE, END_OF_QUEUE + "\n                if hasattr(first, 'more'):\n                    continue",
        "CHAT-28", "a producer that is false is removed without being asked"),
    "spares-the-next-entry": (
        "del self.producer_fifo[0]\n                continue",
        "if self.producer_fifo and self.producer_fifo[0] is first:\n"
        "                        del self.producer_fifo[0]\n                continue",
        "CHAT-28", "an empty producer that is false does not take the next entry with it"),
    "skips-empty-pieces": (
        END_OF_QUEUE, END_OF_QUEUE + "\n                if isinstance(first, bytes):\n                    continue",
        "CHAT-29", "an empty piece is removed and the attempt goes on with what follows"),
    "sends-empty-pieces-for-ever": (
        EMPTY, "if not first:\n                if first is None:\n                    del self.producer_fifo[0]",
        "CHAT-29", "an empty piece stays at the front of the queue"),
    "closes-before-what-waits": (
        "self.producer_fifo.append(None)", "self.producer_fifo.insert(1, None)",
        "CHAT-30", "close_when_done closes after the next piece"),
    "keeps-the-end-while-it-closes": (
        EMPTY + "\n                " + END_OF_QUEUE, "if first is None:\n                    self.handle_close()\n"
        "                    del self.producer_fifo[0]\n                    return\n            if not first:\n"
        "                del self.producer_fifo[0]",
        "CHAT-30", "the end is still queued while handle_close runs"),
    "goes-on-after-the-end": (
        END_OF_QUEUE, "if first is None:\n                    self.handle_close()\n                    continue",
        "CHAT-30", "the attempt goes on behind the end of the queue"),
    "closes-directly": (
        END_OF_QUEUE, "if first is None:\n                    self.close()\n                    return",
        "CHAT-30", "the end of the queue closes without calling handle_close"),
    "sends-on-close-when-done": (
        "self.producer_fifo.append(None)", "self.producer_fifo.append(None)\n        self.initiate_send()",
        "CHAT-31", "close_when_done makes an attempt, which closes at once when nothing is queued"),
    "closes-when-empty": (
        "self.producer_fifo.append(None)",
        "if self.producer_fifo:\n            self.producer_fifo.append(None)\n        else:\n"
        "            self.handle_close()",
        "CHAT-31", "close_when_done closes at once when nothing is queued"),
    "is-writable-while-it-connects-only": (
        "return self.producer_fifo or (not self.connected)", "return self.producer_fifo or self.connecting",
        "CHAT-32", "writable is false for a closed channel"),
    "reads-only-while-there-is-room": (
        "return 1", "return len(self.ac_in_buffer) < 1",
        "CHAT-32", "readable is false while something is buffered"),
    "listens-only-while-it-has-nothing-to-say": (
        "return 1", "return not self.producer_fifo",
        "CHAT-32", "readable is false while something is queued"),
    "is-writable-when-idle": (
        "return self.producer_fifo or (not self.connected)", "return True",
        "CHAT-32", "writable is true for an idle channel"),
    "is-writable-with-something-to-say": (
        "return self.producer_fifo or (not self.connected)", "return self.producer_fifo",
        "CHAT-32", "writable is false for a channel that is connecting"),
    "is-writable-when-connected": (
        "return self.producer_fifo or (not self.connected)", "return self.producer_fifo and self.connected",
        "CHAT-32", "writable is false for a channel that is not connected"),
    "raises-errors-of-send": (
        "except OSError:\n                self.handle_error()\n                return\n\n            if num_sent:",
        "except ZeroDivisionError:\n                return\n\n            if num_sent:",
        "CHAT-33", "an error of send leaves push"),
    "catches-everything-around-send": (
        "except OSError:\n                self.handle_error()\n                return\n\n            if num_sent:",
        "except Exception:\n                self.handle_error()\n                return\n\n            if num_sent:",
        "CHAT-33", "an exception of send that is no error of the system does not leave push"),
    "removes-before-it-tries": (
        "except OSError:\n                self.handle_error()\n                return\n\n            if num_sent:",
        "except OSError:\n                del self.producer_fifo[0]\n                self.handle_error()\n"
        "                return\n\n            if num_sent:",
        "CHAT-33", "a piece that could not be sent is removed"),
    "clears-its-queue-with-the-wire": (
        "def handle_close(self):\n", "def send(self, data):\n        sent = asyncore.dispatcher.send(self, data)\n"
        "        return sent or len(data)\n\n    def handle_close(self):\n",
        "CHAT-33", "a piece that met a lost wire is removed"),
    "gets-without-emptying": (
        "del self.incoming[:]\n        return d", "return d",
        "CHAT-34", "_get_data leaves the list as it is"),
    "keeps-no-empty-pieces": (
        "self.incoming.append(data)", "data and self.incoming.append(data)",
        "CHAT-34", "_collect_incoming_data drops a piece without bytes"),
    "gets-what-nobody-collected": (
        "del self.incoming[:]\n        return d",
        "del self.incoming[:]\n        self.ac_in_buffer = b''\n        return d",
        "CHAT-34", "_get_data empties the input buffer as well"),
    "gets-a-list": (
        "d = b''.join(self.incoming)", "d = list(self.incoming)",
        "CHAT-34", "_get_data returns the pieces one by one"),
    "keeps-the-last-piece": (
        "self.incoming.append(data)", "self.incoming[:] = [data]",
        "CHAT-34", "_collect_incoming_data keeps only the last piece"),
    "counts-the-whole-needle": (
        "l = len(needle) - 1", "l = len(needle)",
        "CHAT-35", "all of the needle at the end counts"),
    "finds-the-shortest-beginning": (
        PREFIX,
        "for l in range(1, len(needle)):\n        if haystack.endswith(needle[:l]):\n            return l\n"
        "    return 0 if needle else -1",
        "CHAT-35", "the shortest beginning of the needle is taken, not the longest"),
    "says-whether-and-not-how-much": (
        PREFIX, PREFIX.replace("return l", "return min(l, 1)"),
        "CHAT-35", "the length is 1 for any beginning of the needle"),
    "finds-nothing-of-nothing": (
        "l = len(needle) - 1", "l = max(len(needle) - 1, 0)",
        "CHAT-35", "the length is 0 for an empty needle"),
    "gives-all-at-once": (
        SLICES, "if False:",
        "CHAT-36", "a simple producer gives all its data at once"),
    "gives-slices-of-2-7": (
        "buffer_size=512", "buffer_size=4096",
        "CHAT-36", "a simple producer gives slices of 4096 bytes unless told"),
    "gives-the-end-again": (
        "result = self.data\n            self.data = b''", "result = self.data",
        "CHAT-36", "a simple producer gives its last slice for ever"),
    "encodes-always": (
        "if isinstance(term, str) and self.use_encoding:", "if isinstance(term, str):",
        "CHAT-38", "a terminator given as text is encoded whatever use_encoding says"),
    "encodes-in-utf-8": (
        "encoding = 'latin-1'", "encoding = 'utf-8'",
        "CHAT-38", "a terminator given as text is encoded in UTF-8"),
    "encodes-whatever-is-set": (
        "if isinstance(term, str) and self.use_encoding:", "if self.use_encoding:",
        "CHAT-38", "a number is encoded, too, while use_encoding is true"),
    "encodes-no-pieces": (
        "if isinstance(data, str) and self.use_encoding:\n                data = bytes(data",
        "if False:\n                data = bytes(data",
        "CHAT-38", "text that a producer gives is not encoded"),
    "encodes-what-it-receives": (
        "data = bytes(str, self.encoding)", "data = bytes(data, self.encoding)",
        "CHAT-38", "text out of recv is encoded while use_encoding is true"),
    "never-encodes": (
        "if isinstance(term, str) and self.use_encoding:", "if False:",
        "CHAT-38", "a terminator given as text is kept as text"),
    "registers-before-it-has-buffers": (
        "# for string terminator matching\n", BASE + "\n",
        "CHAT-39", "the plain constructor runs first"),
    "chats-in-the-global-map": (
        BASE, "asyncore.dispatcher.__init__(self, sock)",
        "CHAT-39", "the constructor does not hand on the map"),
    "waits-for-the-event-after-the-connection": (
        "def handle_write(self):", "def handle_read_event(self):\n        greeted = self.connecting\n"
        "        if greeted:\n            self.handle_connect_event()\n        if not greeted:\n"
        "            asyncore.dispatcher.handle_read_event(self)\n\n    def handle_write(self):",
        "CHAT-40", "the event that completes the connection does not read"),
    "reads-before-it-is-greeted": (
        "def handle_write(self):", "def handle_connect_event(self):\n        self.handle_read()\n"
        "        asyncore.dispatcher.handle_connect_event(self)\n\n    def handle_write(self):",
        "CHAT-40", "data is collected before handle_connect"),
}
