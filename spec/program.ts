// What an implementation is told to do: a program is data, so it can be generated, shrunk, stored and sent in one message.
// Knows the whole language of programs; knows neither who plays them nor what should come out.

import type { ErrnoName } from "./errno.ts";
import type { Family, PollFlag, SocketType } from "./host.ts";

/**
 * The name of a channel, socket, file, peer, map, producer, object or address. One name means one thing in a program.
 *
 * @pattern ^[a-z][A-Za-z0-9_-]{0,39}$
 */
export type Name = string;

/**
 * Bytes: each code unit 0…255 of the string is one byte. Long data is written as a piece and how often it repeats.
 */
export type Data = string | RepeatedData;

/** A piece of bytes and how often it repeats. */
export interface RepeatedData {
  repeat: string;
  /**
   * @minimum 1
   * @asType integer
   */
  times: number;
}

/** A plain value handed to or returned by the implementation. Strings are bytes where the implementation expects bytes. */
export type Plain = null | boolean | number | string | readonly [];

/** Text that is not bytes, where a language has both. */
export interface Text {
  text: string;
}

/** The base classes a channel can derive from, by the original's names. */
export type Base = "dispatcher" | "dispatcher_with_send" | "file_dispatcher" | "async_chat";

/** The events of every base: methods the loop calls and a subclass may override. Always recorded. */
export type DispatcherEvent =
  | "readable"
  | "writable"
  | "handle_connect"
  | "handle_accept"
  | "handle_accepted"
  | "handle_read"
  | "handle_write"
  | "handle_expt"
  | "handle_close"
  | "handle_error";

/** The events async_chat adds. Always recorded on that base. */
export type ChatEvent = "collect_incoming_data" | "found_terminator";

/**
 * Further methods a program may override. They are recorded only where the program has a reaction for them, because who
 * calls them is the implementation's own affair until somebody relies on it. `repr` and `truth` stand for the language's
 * own conversion to text and to a truth value.
 */
export type Override =
  | "handle_read_event"
  | "handle_write_event"
  | "handle_expt_event"
  | "handle_connect_event"
  | "add_channel"
  | "del_channel"
  | "accept"
  | "send"
  | "recv"
  | "close"
  | "log"
  | "log_info"
  | "repr"
  | "truth"
  | "initiate_send"
  | "get_terminator";

/** Whatever may have a reaction on a channel. */
export type ChannelEvent = DispatcherEvent | ChatEvent | Override;

/** The methods a pass may call on an object in a map that is not a channel. Always recorded. */
export type ObjectEvent =
  | "readable"
  | "writable"
  | "handle_read_event"
  | "handle_write_event"
  | "handle_expt_event"
  | "handle_close"
  | "handle_error";

/** Every event a trace can name. `more` is a producer's. */
export type EventName = ChannelEvent | ObjectEvent | "more";

/** The kinds of exception, one word for all languages. `os` is an error of the system and has an errno. */
export type RaisedKind =
  | "os"
  | "type"
  | "value"
  | "attribute"
  | "key"
  | "index"
  | "not-implemented"
  | "assertion"
  | "name-resolution"
  | "exit-now"
  | "interrupt"
  | "system-exit"
  | "other";

/** An exception, raised by a program or observed. `class` is the language's own name, only under capability `python`. */
export interface Raised {
  kind: RaisedKind;
  errno?: ErrnoName;
  text?: string;
  class?: string;
}

/**
 * What an event does when it is called. A plain value is returned as it is. Otherwise: `args` names the event's
 * arguments (null leaves one unnamed), then the actions of `do` run in order, then `raise` raises or `return` returns.
 * Without `return` the event returns what its last `super` returned, else nothing. An action that raises ends the
 * reaction: the exception leaves the event.
 */
export type Reaction =
  | Plain
  | {
      args?: readonly (Name | null)[];
      do?: readonly Action[];
      return?: Plain | Text;
      raise?: Raised;
    };

/** Reactions by event: used up one per call, the last one repeats. An event without reactions runs the implementation's own method. */
export type Reactions<Event extends string> = { readonly [event in Event]?: readonly Reaction[] };

/** A channel: a recording subclass of `base`. It exists only once an action `new` constructs it. */
export interface ChannelDeclaration {
  base: Base;
  on?: Reactions<ChannelEvent>;
}

/** An object that can be put in a map and is not a channel. Without reactions its methods return nothing. */
export interface ObjectDeclaration {
  /** Its `accepting` attribute; absent means the object has none. */
  accepting?: boolean;
  on?: Reactions<ObjectEvent>;
}

/** A producer for push_with_producer. `truth: false` makes it a false value of its language. */
export interface ProducerDeclaration {
  truth?: false;
  on: Reactions<"more">;
}

/** A map of channels: `plain` as the language makes it (in order of insertion), `ordered` an ordered one, `falsy` one that is false although it has items. */
export interface MapDeclaration {
  kind: "plain" | "ordered" | "falsy";
}

/**
 * An address. A name is the address of that peer, else the local address of that channel or socket. `any` is the play's
 * own address with port 0 (the kernel chooses). `path` is a local-domain path in the play's directory. `host` and `port`
 * are taken as they are. `value` is something that is no address at all.
 */
export type Address =
  | Name
  | { any: "inet" | "inet6" }
  | { path: Name }
  | { host: string; port: number }
  | { value: Plain };

/** Attributes the documentation or the original's users name. */
export type Attribute =
  | "connected"
  | "accepting"
  | "connecting"
  | "closing"
  | "addr"
  | "debug"
  | "socket"
  | "family_and_type"
  | "ignore_log_types"
  | "ac_in_buffer_size"
  | "ac_out_buffer_size"
  | "terminator"
  | "incoming"
  | "out_buffer"
  | "use_encoding"
  | "encoding";

/** Socket methods reached through a channel, where the implementation delegates them. */
export type Delegated = "getsockname" | "getpeername" | "fileno" | "gettimeout" | "nonexistent";

/** How a call of the loop is made. Whatever is absent is not passed, so that the implementation's own default rules. */
export interface LoopArguments {
  /** Seconds; null waits without limit. */
  timeout?: number | null;
  /** A declared map; "global" and absence leave the argument out. */
  map?: Name;
  /**
   * Records whether the call lasted at least timeout × count (1 without count), less one millisecond. Only for calls
   * that are expected to wait that long: a lower bound is all a busy machine can promise.
   */
  timed?: true;
}

/** Actions on the loop and its maps. */
export type LoopAction =
  | ({ op: "loop"; use_poll?: boolean | 0 | 1; count?: number | null } & LoopArguments)
  | ({ op: "poll" } & LoopArguments)
  | ({ op: "poll2" } & LoopArguments)
  | ({ op: "poll3" } & LoopArguments)
  | { op: "close_all"; map?: Name; ignore_all?: boolean }
  /** Puts a channel or object in a map under the descriptor number of `socket`, or removes what is there. */
  | { op: "map.put"; map: Name; socket: Name; entry: Name }
  | { op: "map.remove"; map: Name; socket: Name }
  | { op: "map.clear"; map: Name }
  /** Runs passes with timeout 0 (or lets an event loop run) until the condition holds, at most `limit` passes. */
  | SettleAction;

/** Passes until a condition holds. */
export interface SettleAction {
  op: "settle";
  until: Condition;
  /**
   * The most passes.
   *
   * @minimum 1
   * @asType integer
   */
  limit: number;
  use_poll?: boolean;
  map?: Name;
}

/** What `settle` waits for. An event counts once it was called at least `times` times (1) in the play. */
export type Condition =
  | { event: EventName; of: Name; times?: number }
  | { attribute: "connected" | "accepting" | "connecting"; of: Name; is: boolean }
  | { closed: Name }
  | { peer: Name; saw: "data" | "end" | "error" | "connection" };

/** Actions on a channel: they call the method of their name, unless more is said of them. */
export type ChannelAction =
  /**
   * Constructs the channel. `file` names a file, handed over as a descriptor, or a wrapper, handed over as an object.
   * `init: "none"` runs a constructor that does not call the base's. The channel's name holds from its first event on.
   */
  | { op: "new"; channel: Name; socket?: Name; file?: Name; map?: Name; init?: "base" | "none" }
  | { op: "create_socket"; channel: Name; family?: Family; type?: SocketType }
  | { op: "set_socket"; channel: Name; socket: Name; map?: Name }
  | { op: "set_file"; channel: Name; file: Name }
  | { op: "set_reuse_addr"; channel: Name }
  | { op: "bind"; channel: Name; to: Address }
  | { op: "listen"; channel: Name; backlog: number }
  | { op: "connect"; channel: Name; to: Address }
  /** `as` names the new socket and its address, if there is a pair. */
  | { op: "accept"; channel: Name; as?: readonly [Name, Name] }
  | { op: "send"; channel: Name; data: Data | Text }
  | { op: "recv"; channel: Name; size: number }
  | { op: "close"; channel: Name }
  | { op: "add_channel"; channel: Name; map?: Name }
  | { op: "del_channel"; channel: Name; map?: Name }
  | { op: "log"; channel: Name; message: Plain }
  | { op: "log_info"; channel: Name; message: Plain; type?: string }
  /** Calls an event or predicate from outside the loop, with bytes as arguments where it takes them. */
  | { op: "call"; channel: Name; event: ChannelEvent; args?: readonly Plain[] }
  /** Reads an attribute of the instance, or of the class with `class: true`. */
  | { op: "get"; channel: Name; attribute: Attribute; class?: true }
  /** Sets an attribute of the instance, or of the channel's own recording subclass with `class: true`. */
  | { op: "set"; channel: Name; attribute: Attribute; value: Plain | Text; class?: true }
  | { op: "delegate"; channel: Name; method: Delegated }
  /** The channel as text: its repr, or its str. */
  | { op: "describe"; channel: Name; as: "repr" | "str" }
  | { op: "initiate_send"; channel: Name }
  | { op: "set_terminator"; channel: Name; terminator: Terminator }
  | { op: "get_terminator"; channel: Name }
  | { op: "push"; channel: Name; data: Data | Text | { value: Plain } }
  | { op: "push_with_producer"; channel: Name; producer: Name | SimpleProducer }
  | { op: "close_when_done"; channel: Name }
  | { op: "discard_buffers"; channel: Name }
  | { op: "_collect_incoming_data"; channel: Name; data: Data }
  | { op: "_get_data"; channel: Name };

/** A terminator: bytes, a count, or none. */
export type Terminator = null | number | string | Text;

/** The module's own simple_producer over `data`. */
export interface SimpleProducer {
  data: Data;
  bufferSize?: number;
}

/** Actions on asynchat's helpers that belong to no channel. */
export type HelperAction =
  | { op: "find_prefix_at_end"; haystack: Data; needle: Data }
  /** Makes the module's own simple_producer and asks it for `calls` pieces. */
  | { op: "simple_producer"; data: Data; bufferSize?: number; calls: number }
  /** Inside a reaction: the condensed traceback of the current exception (frames are never compared). */
  | { op: "compact_traceback" };

/** Actions on raw sockets: what the language offers without asyncore. They are blocking unless a channel took them. */
export type SocketAction =
  | { op: "socket.create"; as: Name; family: Family; type: SocketType }
  | { op: "socket.pair"; as: readonly [Name, Name] }
  | { op: "socket.bind"; socket: Name; to: Address }
  | { op: "socket.listen"; socket: Name; backlog: number }
  | { op: "socket.connect"; socket: Name; to: Address }
  | { op: "socket.send"; socket: Name; data: Data }
  | { op: "socket.recv"; socket: Name; size: number; urgent?: true }
  | { op: "socket.isBlocking"; socket: Name }
  | { op: "socket.close"; socket: Name }
  /** Closes the socket object or file wrapper inside a channel, behind its back. */
  | { op: "socket.closeOf"; channel: Name }
  /** Takes every free descriptor number below `below`, so that the next ones are reused at once; released at the end of the play. */
  | { op: "socket.fill"; below: number }
  /** Sets how many descriptors the process may open: those open now plus `spare`; null restores the limit. */
  | { op: "socket.limit"; spare: number | null };

/** Actions on files of the play's directory: one end of a pipe made by a peer, a terminal, or a plain descriptor. */
export type FileAction =
  | { op: "file.open"; as: Name; peer: Name; mode: "read" | "write" }
  | { op: "file.bad"; as: Name }
  | { op: "file.isBlocking"; file: Name }
  | { op: "file.close"; file: Name }
  /** The module's file_wrapper around a file, used by hand. */
  | { op: "wrapper.new"; as: Name; file: Name }
  | { op: "wrapper.send"; wrapper: Name; data: Data; as?: "send" | "write" }
  | { op: "wrapper.recv"; wrapper: Name; size: number; as?: "recv" | "read" }
  | { op: "wrapper.close"; wrapper: Name }
  | { op: "wrapper.fileno"; wrapper: Name }
  | {
      op: "wrapper.getsockopt";
      wrapper: Name;
      option: "SO_ERROR" | "SO_REUSEADDR";
      level?: "SOL_SOCKET" | "IPPROTO_TCP";
      bufferSize?: number;
    };

/**
 * What the suite does at its own end of a wire. No peer action blocks: with nothing there it answers `nothing`.
 * Peers do what real remotes do, and `to` is a channel, a socket or a peer.
 */
export type PeerAction =
  | { op: "peer.listen"; peer: Name; family?: Family; backlog?: number }
  /** A bound socket that does not listen: connecting to it is refused. With `datagram`, a UDP endpoint. */
  | { op: "peer.bind"; peer: Name; family?: Family; type?: SocketType }
  | { op: "peer.accept"; peer: Name; as: Name }
  | { op: "peer.connect"; peer: Name; to: Name; family?: Family; type?: SocketType }
  | { op: "peer.send"; peer: Name; data: Data; to?: Name }
  /**
   * Receives what is there, all of it unless `size` is given. With `from`, a channel, what was received is compared with
   * what that channel says it sent since the last such check, and recorded as equal or not: the kernel decides how much that is.
   */
  | { op: "peer.recv"; peer: Name; size?: number; from?: Name }
  /** Sends one byte of urgent data. */
  | { op: "peer.urgent"; peer: Name; data: Data }
  /** Half-closes: no more will be sent. */
  | { op: "peer.shutdown"; peer: Name }
  | { op: "peer.close"; peer: Name }
  /** Closes with a reset. */
  | { op: "peer.reset"; peer: Name }
  /** Sets the size of the kernel's buffers, in bytes. On a listening peer it counts for connections accepted from it. */
  | { op: "peer.buffer"; peer: Name; receive?: number; send?: number }
  /** Makes a FIFO in the play's directory, or a pseudo-terminal, that `file.open` can open; the peer holds the other end. */
  | { op: "peer.pipe"; peer: Name; direction: "to-program" | "from-program" }
  | { op: "peer.terminal"; peer: Name };

/** Actions that need the play itself. */
export type PlayAction =
  /** Inside a reaction only: runs the implementation's own method with the event's arguments. */
  | { op: "super" }
  /** Top level only: forgets every reference the player holds to a name … */
  | { op: "drop"; name: Name }
  /** … and, top level only, lets the language collect what nobody refers to. */
  | { op: "collect" };

/**
 * One thing to do, at top level or inside a reaction.
 *
 * @discriminator op
 */
export type Action = LoopAction | ChannelAction | HelperAction | SocketAction | FileAction | PeerAction | PlayAction;

/** The name of an action. */
export type Op = Action["op"];

/** What a scripted call gives: a value, or an errno, or another exception. */
export type Outcome<Value> =
  | { value: Value }
  | { errno: ErrnoName }
  | {
      /**
       * An errno without a name.
       *
       * @minimum 1
       * @asType integer
       */
      code: number;
    }
  | { raise: Raised };

/** What an accept gives: a pair, nothing at all, or a wrong number of things. */
export type ScriptedPair = readonly [socket: Name, address: Name] | null | "triple";

/** What connect_ex gives: it never raises an errno, it returns it, also that of an outcome with `errno` or `code`. */
export type ConnectCode = 0 | ErrnoName;

/** How many bytes the kernel takes, never more than there are; "all" for whatever is asked. */
export type Taken = number | "all";

/** The descriptor numbers select returns, in the kernel's order. */
export interface SelectReady {
  read?: readonly number[];
  write?: readonly number[];
  except?: readonly number[];
}

/** The descriptor numbers poll returns, with their flags, in the kernel's order. */
export type PollReady = readonly { fd: number; flags: readonly PollFlag[] }[];

/** A socket of the scripted world: its descriptor number and what its calls give, used up one per call. */
export interface ScriptedSocket {
  fd: number;
  /** A false value of its language (an object of length zero). */
  truth?: false;
  setblocking?: readonly Outcome<null>[];
  getpeername?: readonly Outcome<Name>[];
  /** A pending error (SO_ERROR) by the name of its errno, 0 for none. */
  getsockopt?: readonly Outcome<number | ErrnoName>[];
  setsockopt?: readonly Outcome<null>[];
  connect_ex?: readonly Outcome<ConnectCode>[];
  bind?: readonly Outcome<null>[];
  listen?: readonly Outcome<null>[];
  accept?: readonly Outcome<ScriptedPair>[];
  recv?: readonly Outcome<Data>[];
  send?: readonly Outcome<Taken>[];
  close?: readonly Outcome<null>[];
}

/** A file of the scripted world. What `dup` gives are further descriptors of it: their calls use up the same lists. */
export interface ScriptedFile {
  fd: number;
  dup?: readonly Outcome<number>[];
  setblocking?: readonly Outcome<null>[];
  read?: readonly Outcome<Data>[];
  write?: readonly Outcome<Taken>[];
  close?: readonly Outcome<null>[];
}

/**
 * The system below the implementation, call by call. Each list is used up in order; a call for which nothing is left, or
 * nothing was written, exhausts the play. A call on a descriptor that no socket or file has (any more) fails with EBADF,
 * and is not recorded: closing forgets the descriptor, also when it fails. Sockets that no `socket` or `accept` makes are
 * there from the beginning, and so are files. The name of an address stands for itself.
 */
export interface Script {
  /** What socket() makes: names of `sockets`. */
  socket?: readonly Outcome<Name>[];
  sockets?: Readonly<Record<Name, ScriptedSocket>>;
  files?: Readonly<Record<Name, ScriptedFile>>;
  select?: readonly Outcome<SelectReady>[];
  /** `false` in place of the list: this system has no poll at all. */
  poll?: readonly Outcome<PollReady>[] | false;
  sleep?: readonly Outcome<null>[];
}

/** How much a play may observe before it is exhausted. */
export interface Limits {
  /**
   * Observations; 500 when absent.
   *
   * @minimum 1
   * @asType integer
   */
  observations?: number;
  /**
   * Nested calls; 20 when absent.
   *
   * @minimum 1
   * @asType integer
   */
  depth?: number;
}

/** The limits that hold when a program names none. */
export const DEFAULT_LIMITS = { observations: 500, depth: 20 } as const satisfies Required<Limits>;

/** The two worlds: real sockets, or a scripted system. */
export type World = "loopback" | "scripted";

/**
 * What an implementation is told to do. Nothing is implicit: only what `steps` and the reactions say happens.
 * In the scripted world `script` is the system; in the loopback world it is absent.
 */
export interface Program {
  world: World;
  channels: Readonly<Record<Name, ChannelDeclaration>>;
  objects?: Readonly<Record<Name, ObjectDeclaration>>;
  producers?: Readonly<Record<Name, ProducerDeclaration>>;
  maps?: Readonly<Record<Name, MapDeclaration>>;
  script?: Script;
  limits?: Limits;
  steps: readonly Action[];
}
