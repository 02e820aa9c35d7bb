// The clauses of ATTRIBUTE: what a channel shows of itself, as attributes, as text, and by handing on to its socket.
// Knows the sentences only; when flags change is told where the action is, in CONNECT, ACCEPT and CLOSE.

import type { ClauseTable } from "../clause.ts";

export const ATTRIBUTE = {
  "ATTRIBUTE-01": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, class dispatcher" },
    text: 'The class itself has debug, connected, accepting, connecting and closing, all false, addr, which is empty, and ignore_log_types, which holds "warning". What happens to one channel changes that channel only: the class and other channels keep their values.',
    hint: "Keep the defaults on the class and write state to the instance.",
  },
  "ATTRIBUTE-02": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "ac_in_buffer_size, ac_out_buffer_size: the size of the asynchronous input and output buffer (default 4096).",
    },
    text: "A plain channel has neither ac_in_buffer_size nor ac_out_buffer_size, on the class or on the instance: the two belong to the chat class.",
    corrected: "The documentation lists them under the plain dispatcher; only async_chat has them.",
    hint: "Move the buffer sizes to the chat class.",
  },
  "ATTRIBUTE-03": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.__repr__()" },
    text: 'As text a channel is "<CLASS STATUS ADDR at NUMBER>": STATUS is "listening" when accepting is true and there is an address, else "connected" when it is connected, else left out; ADDR is left out when there is no address. (In Python CLASS is the full name of the class with its module, on 2.7 without the classes around it.)',
    hint: "Go through the states: new, bound, listening, connecting, connected, closed.",
  },
  "ATTRIBUTE-04": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.__repr__()" },
    text: "In that text an address that is a host and a numeric port is shown as host:port; any other address is shown as the language shows the value itself. (To Python an IPv6 address that the kernel gave is such another one: it has four members.)",
    hint: "Turning an unusual address into text must never fail.",
  },
  "ATTRIBUTE-05": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.__repr__() and, up to 3.7, __str__" },
    text: "From 3.8 on str() of a channel follows a repr that the subclass overrides; up to 3.7 it stays with the base class's own text.",
    hint: "Let str() ask for the channel's own repr instead of being an alias of the base class's.",
  },
  "ATTRIBUTE-06": {
    level: "may",
    profile: "documented",
    authority: { kind: "seed", sentence: "Each channel delegates or extends many of the socket methods." },
    versions: ["3.6", "3.7", "3.8", "3.9", "3.10", "3.11"],
    text: "Socket methods that a channel does not wrap itself, such as getsockname and fileno, are not reachable through the channel but only through its socket attribute: calling one on the channel is an attribute error.",
    corrected: "From 3.0 on a channel delegates nothing beyond the methods it defines.",
    hint: "Offer the methods the documentation lists and no automatic delegation.",
  },
  "ATTRIBUTE-07": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py of 2.7, dispatcher.__getattr__()" },
    versions: ["2.7"],
    text: "A channel hands on special methods as well: its hash is that of its socket, with the same warning. Before it has a socket attribute, asking it for anything it lacks recurses until the language stops it with a runtime error.",
    hint: "Delegate in an old-style class, and fetch the socket like any other attribute.",
  },
  "ATTRIBUTE-08": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py and asynchat.py of 3.10 and 3.11" },
    text: "The first import of asyncore and of asynchat gives a deprecation warning each on 3.10 and 3.11, about the place that imports; it says that the module goes with 3.12 and recommends asyncio. Earlier versions import in silence.",
    hint: "Warn once, when the module is run for the first time, and blame whoever imports it.",
  },
  "ATTRIBUTE-09": {
    level: "must",
    profile: "exact",
    authority: {
      kind: "source",
      where: "asyncore.py, dispatcher.__init__(), dispatcher.bind() and dispatcher.connect()",
    },
    text: "addr is the other end's address on a channel made from a connected socket and on one that connects, the address as it was given on one that was bound, and empty before; nothing ever clears it, close() neither.",
    hint: "Set addr in the constructor, in connect() and in bind(), each to its own address, and nowhere else.",
  },
  "ATTRIBUTE-10": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.listen() and dispatcher.handle_read_event()" },
    text: "A listening channel has accepting true and connected false from listen() on, also while and after it accepts.",
    hint: "Accepting a connection changes no flag of the listening channel.",
  },
  "ATTRIBUTE-11": {
    level: "may",
    profile: "documented",
    authority: { kind: "seed", sentence: "Each channel delegates or extends many of the socket methods." },
    versions: ["2.7"],
    text: "On 2.7 a channel hands on to its socket whatever it does not have itself, with a deprecation warning that names the attribute. What the socket does not have either is an attribute error that names the channel's class.",
    hint: "Only a language that can ask an object for what it lacks can do it, and only the target 2.7 wants it.",
  },
  "ATTRIBUTE-12": {
    level: "may",
    profile: "exact",
    authority: {
      kind: "source",
      where: "asyncore.py, dispatcher, dispatcher_with_send, file_wrapper; asynchat.py, async_chat",
    },
    text: "Where Python has several types for the same answer, a channel gives these: readable and writable True, but on a channel with a send buffer writable gives how many bytes wait once it is connected, and on a chat channel readable gives 1, and writable the queue itself while it holds something; recv gives what the socket's recv gave. send makes bytes of nothing that is none: that is a type error. (On 2.7 text counts as bytes, and what a channel with a send buffer cannot put behind a text is a type error.)",
    hint: "Give what the expression of the original gives, not its truth, and copy no data.",
  },
} as const satisfies ClauseTable;
