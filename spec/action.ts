// Everything a program can do, a shape for each action: on loops, channels, sockets, files, at the other end of a wire.
// Knows what each is given; knows neither who does it nor what should come out.

import type { ChannelEvent, EventName } from "./event.ts";
import type { Family, SocketType } from "./host.ts";
import type { Address, Data, Name, Plain, Terminator, Text } from "./literal.ts";

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
