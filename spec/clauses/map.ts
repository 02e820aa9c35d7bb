// The clauses of area MAP: how channels get into a map and out of it, one by one and all at once.
// Knows registration; what a pass does with a map is in SELECT and POLL.

import type { ClauseTable } from "../clause.ts";

/** The clauses of area MAP. */
export const MAP = {
  "MAP-01": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "Creating the channels adds them to a global map, which loop() uses unless you provide a map of your own.",
    },
    text: "A channel is registered in its map under its descriptor at the moment it gets a socket: from the constructor, create_socket() or set_socket(). Its map is the one it was constructed with, else the global one.",
    corrected:
      "Creating a channel without a socket registers nothing, and a channel created with a map is in that map only.",
    hint: "Register where the socket is set, not in the constructor and not in the loop.",
  },
  "MAP-02": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, socket_map" },
    text: "The global map is a plain dictionary, the module's attribute socket_map. A reload of the module keeps it with everything in it. Bound to another mapping, the name leads loop, close_all and new channels to that one, while every channel keeps the map it was made with.",
    hint: "Look the global map up by its name at each call; make a new one only where there is none; remember it in the channel.",
  },
  "MAP-03": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.add_channel()" },
    text: "add_channel() registers the channel in its own map, or in the map it is given, and replaces whatever was registered there under the same descriptor.",
    hint: "Assign; do not keep an older entry.",
  },
  "MAP-04": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.del_channel()" },
    text: "del_channel() removes what is registered under the channel's descriptor in its own map, or in the map it is given, if anything is, and forgets the descriptor in any case. So it may be repeated, and after a removal from another map a later close() leaves the entry in the channel's own map behind.",
    hint: "Forget the descriptor whether or not there was an entry; close() removes by the remembered descriptor.",
  },
  "MAP-05": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py: dispatcher.add_channel(), dispatcher.del_channel()" },
    text: "add_channel() after del_channel() registers the channel under no descriptor at all, and every pass over that map that wants to watch it then fails with a type error.",
    hint: "The descriptor forgotten by del_channel() comes back only with a new socket.",
  },
  "MAP-06": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, close_all()" },
    text: "close_all() calls close() of every channel that was in the map when it began, in the order of the map, and then empties the map: the given one, else the global one. It never calls handle_close().",
    hint: "Walk over a copy and call each channel's own close(), which may be overridden and may close other channels.",
  },
  "MAP-07": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, close_all()" },
    text: "When a close() raises during close_all(), EBADF is ignored; anything else is raised at once, leaving the channels after it open and the map as it is, unless `ignore_all` is true: then it is swallowed and the walk goes on. On 2.7 an EBADF that is a socket error is raised as well.",
    hint: "Stop at the first failure unless told to ignore all, and empty the map only at the end.",
  },
  "MAP-08": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, close_all()" },
    text: "ExitNow, an interrupt and a system exit raised by a close() leave close_all() even when `ignore_all` is true.",
    hint: "`ignore_all` swallows errors, never the three exceptions that mean to leave.",
  },
  "MAP-09": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.add_channel()" },
    text: "Of two channels with the same descriptor in one map only the one registered last is asked and served.",
    hint: "One descriptor has one entry.",
  },
  "MAP-10": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "As channels are closed they are removed from map." },
    text: "Closing a channel removes it from its map and leaves other channels and other maps as they are.",
    corrected: "It is removed from its own map only, and by descriptor number, whoever is registered there under it.",
    hint: "close() unregisters the channel from the map it was constructed with.",
  },
  "MAP-11": {
    level: "should",
    profile: "exact",
    authority: {
      kind: "source",
      where: "asyncore.py: loop(), poll(), poll2(), close_all(), dispatcher.add_channel(), dispatcher.del_channel()",
    },
    text: "Any mapping can serve as a map, for example one that keeps an order of its own.",
    hint: "Use the mapping's public operations; do not test its type.",
  },
  "MAP-12": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "Channels (instances of asyncore.dispatcher, asynchat.async_chat and their subclasses) can be put in the map freely.",
    },
    text: "Channels of all kinds, listening, connecting and connected, of any base class, can share one map and are served together by one loop.",
    hint: "Nothing in a pass may depend on the class of a channel.",
  },
} as const satisfies ClauseTable;
