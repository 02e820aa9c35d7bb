// What a channel is when it is made, and what its socket methods do before anything happens on the wire.
// Knows nothing of passes; connecting and listening have areas of their own.

import type { ClauseTable } from "../clause.ts";

/** Making a channel: construction, sockets, addresses, default predicates. */
export const DISPATCHER = {
  "DISPATCHER-01": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "Creating the channels adds them to a global map." },
    text: "A channel constructed without a socket has none: connected, accepting, connecting and closing are false, addr is nothing, and no map holds it.",
    corrected: "A channel is added to its map when it gets a socket, not before.",
    hint: "Construction without a socket must register nothing, not even under an empty descriptor number.",
  },
  "DISPATCHER-02": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence: "It can be treated as a normal non-blocking socket object. Creating the channels adds them to a map.",
    },
    text: "A channel constructed with a connected socket makes that socket non-blocking, is registered in its map at once, is connected, and has the other end's address as addr.",
    hint: "Switch blocking off, register, then ask the socket for its peer's address; connected starts true.",
  },
  "DISPATCHER-03": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.__init__()" },
    text: "A socket that has no other end (its peer's address fails with ENOTCONN or EINVAL) is accepted all the same: it becomes non-blocking and registered, but connected is false and addr is nothing.",
    hint: "ENOTCONN and EINVAL from the question for the peer's address only mean “not connected yet”.",
  },
  "DISPATCHER-04": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.__init__()" },
    text: "A broken socket is refused: when making it non-blocking or asking for its peer's address fails with a system error, in the second case other than ENOTCONN and EINVAL, construction raises that error and no map holds the channel.",
    hint: "Let the error out of the constructor, and leave nothing behind in the map.",
  },
  "DISPATCHER-05": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.__init__()" },
    text: "A socket that already listens is not recognised by the constructor: accepting stays false and its waiting clients arrive as handle_read, until listen is called on the channel itself.",
    hint: "Do not ask the socket whether it listens; only the channel's own listen sets accepting.",
  },
  "DISPATCHER-06": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.__init__()" },
    text: "The socket handed to the constructor is asked for its truth value: one that is false counts as none, and nothing at all is asked of it.",
    hint: "Test the argument for truth, not for presence.",
  },
  "DISPATCHER-07": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence: "Creating the channels adds them to a global map, used by loop() unless you supply a map of your own.",
    },
    text: "A channel belongs to the map it was constructed with, even when that map is empty, and otherwise to the global map: all later registration and removal happens there.",
    hint: "Compare the map argument with “none given”, never by truth: an empty map is a map.",
  },
  "DISPATCHER-08": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence: "This is identical to the creation of a normal socket and uses the same options for its creation.",
    },
    text: "create_socket gives the channel a new non-blocking socket of that family and type, registers it in the channel's own map, remembers the pair as family_and_type, changes no flag and returns nothing.",
    corrected: "Unlike a normal socket, the new one is non-blocking and registered.",
    hint: "After create_socket the channel must be in its own map, and its socket must not block.",
  },
  "DISPATCHER-09": {
    level: "may",
    profile: "documented",
    authority: { kind: "later", where: "Python 3.3 library reference, asyncore, dispatcher.create_socket()" },
    versions: ["3.6", "3.7", "3.8", "3.9", "3.10", "3.11"],
    text: "Both arguments of create_socket can be left out; the socket is then an IPv4 stream socket.",
    hint: "The defaults are the IPv4 family and the stream type.",
  },
  "DISPATCHER-10": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.create_socket(), set_socket()" },
    text: "A second create_socket replaces the socket but leaves the first one's entry in the map: after close, which removes only the newer entry, the map still holds the channel.",
    hint: "Nothing may be removed from the map when a socket is replaced.",
  },
  "DISPATCHER-11": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.set_socket()" },
    text: "set_socket(socket, map) stores the socket, also one that fails to tell its descriptor, and registers the channel in that map. It leaves the socket blocking, the flags and addr as they are, and the channel's own map its own: close does not remove the entry in the other map.",
    hint: "The map given to set_socket is used once, for registration, and then forgotten.",
  },
  "DISPATCHER-12": {
    level: "should",
    profile: "exact",
    authority: { kind: "seed", sentence: "Binds the socket to address. The socket must not already be bound." },
    text: "bind sets addr to the address it was given, then binds the socket; when that fails, with EADDRINUSE for example, the error is raised and addr keeps the address all the same.",
    corrected: "The refusal comes from the system, and addr has changed by then.",
    hint: "Set addr first, bind afterwards, and do not take addr back.",
  },
  "DISPATCHER-13": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.bind()" },
    text: "addr is the address as the program gave it, not as the system resolved it: after binding port 0 it still says port 0.",
    hint: "Do not refresh addr from the socket's own name.",
  },
  "DISPATCHER-14": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "Listens for connections made to the socket. The backlog argument gives the maximum number of queued connections and must be at least 1.",
    },
    text: "listen sets accepting, then makes the socket listen with the backlog as given (on Windows at most 5). When the socket refuses, the error is raised and accepting stays set.",
    corrected: "The backlog is not checked: 0 is handed on like any other number.",
    hint: "Set accepting before the call of the system, check nothing, and leave the flag alone when the call fails.",
  },
  "DISPATCHER-15": {
    level: "should",
    profile: "documented",
    authority: { kind: "later", where: "Python 3.11 library reference, asyncore, basic echo server example" },
    text: "set_reuse_addr switches SO_REUSEADDR on, keeping what else the option holds; a socket error while it does so is swallowed.",
    hint: "Read the option, set its lowest bit, write it back, and let no socket error out.",
  },
  "DISPATCHER-16": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "The default method simply returns True, indicating that by default all channels are interested in read events (and in write events).",
    },
    text: "The default readable and writable answer true whatever the channel's state: new, listening or closed.",
    hint: "The defaults look at nothing; only an override narrows them.",
  },
  "DISPATCHER-17": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence: "Be sure to extend, rather than override, __init__() if you want to retain this behaviour.",
    },
    text: "A subclass whose constructor does not run the base's has no map: create_socket raises an attribute error, and no map holds the channel.",
    corrected: "The documentation says only that the registration is lost; in fact creating a socket fails.",
    hint: "The channel's map is set by the base constructor and has no default on the class.",
  },
  "DISPATCHER-18": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.connect(), listen(), bind()" },
    text: "On a channel without a socket the socket methods raise an attribute error, but the state changes first: connect has set connecting, listen has set accepting, bind has set addr.",
    hint: "Change the state before touching the socket.",
  },
  "DISPATCHER-19": {
    level: "must",
    profile: "documented",
    authority: { kind: "seed", sentence: "Sockets are automatically closed when they are garbage-collected." },
    text: "The map keeps a registered channel alive: it is served although the program holds no reference to it. Once no map holds it either, it is collected and its socket is closed.",
    corrected: "Not while a map refers to the channel.",
    hint: "The map refers to its channels strongly; nothing else of the implementation may.",
  },
  "DISPATCHER-20": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.accept(), __init__()" },
    text: "An accepted socket becomes non-blocking and registered only when the program makes a channel of it.",
    hint: "Accepting hands out a plain socket; the channel's constructor does the rest.",
  },
  "DISPATCHER-21": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py of 2.7, dispatcher.create_socket()" },
    versions: ["2.7"],
    text: "On 2.7 both arguments of create_socket have to be given: without the type, or without both, it raises a type error.",
    hint: "Only the target 2.7 asks for it.",
  },
  "DISPATCHER-22": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, dispatcher.__init__()" },
    text: "Only a system error of the question for the peer's address unregisters the channel again. Any other exception leaves the constructor with the channel registered and connected, and the next pass serves it.",
    hint: "Undo the registration for errors of the system, and for nothing else.",
  },
} as const satisfies ClauseTable;
