// The dispatcher: a thin wrapper around a non-blocking socket, registered in a map.
// Knows one channel's socket and its map; what happens to the channel is in event-handlers.

import type { Family, SocketAddress, SocketType } from "../../spec/host.ts";
import { connectOnce } from "./connect-outcome.ts";
import { handling } from "./current-error.ts";
import { AttributeError, DISCONNECTED, errnoOf, hasErrno, isOsError } from "./errors.ts";
import { EventHandlers } from "./event-handlers.ts";
import { represent } from "./representation.ts";
import { Socket, type SocketLike } from "./socket.ts";
import { type ChannelMap, hostOf, socketMap } from "./socket-map.ts";
import { isTrue } from "./truth.ts";

/**
 * A channel: a socket that does not block, in a map. A subclass overrides `readable`, `writable` and the handlers it
 * cares about. Of the socket's own methods it has those below; the others are reached through `socket`.
 * Clauses: ATTRIBUTE-01, ATTRIBUTE-02, ATTRIBUTE-06. Source: CPython 3.11 Lib/asyncore.py, dispatcher.
 */
export class Dispatcher extends EventHandlers {
  static {
    Object.assign(Dispatcher.prototype, { addr: null });
  }

  /**
   * The address as it was given: of the other end, or the local one. Never cleared.
   * Clauses: DISPATCHER-13, ATTRIBUTE-09.
   */
  declare addr: SocketAddress | null;
  /** What `createSocket` was asked for. Clauses: DISPATCHER-08. */
  declare familyAndType?: readonly [Family, SocketType];
  /** Kept when the channel is closed. Clauses: CLOSE-06. */
  declare socket: SocketLike | null;
  declare readonly ownMap?: ChannelMap;
  /** The descriptor it is registered under; null when it forgot it. Clauses: MAP-04. */
  declare registeredAs?: number | null;

  /**
   * Takes over a connected socket: it stops blocking and is registered in `map`, the global one unless given. A socket
   * without another end makes an unconnected channel. Without a socket nothing is registered until `createSocket` or
   * `setSocket`.
   * Throws OsError when the socket cannot name its other end for any other reason; then it is registered no more. After
   * an error that is none of the system it stays.
   * Clauses: DISPATCHER-01 to DISPATCHER-07, DISPATCHER-22, LOOP-06, ACCEPT-14.
   * Source: CPython 3.11 Lib/asyncore.py, dispatcher.__init__().
   */
  constructor(socket?: SocketLike | null, map?: ChannelMap | null) {
    super();
    this.ownMap = map ?? socketMap;
    this.registeredAs = null;
    this.socket = null;
    takeOver(this, socket, map);
  }

  /**
   * Makes a socket that does not block, and registers it. Throws OsError.
   * Clauses: DISPATCHER-08, DISPATCHER-09, DISPATCHER-10.
   */
  createSocket(family: Family = "inet", type: SocketType = "stream"): void {
    this.familyAndType = [family, type];
    const socket = new Socket(family, type, hostOf(this.ownMap));
    socket.setBlocking(false);
    this.setSocket(socket);
  }

  /**
   * Takes `socket` as it is and registers it in `map`; its own map, the default, stays its own.
   * Clauses: DISPATCHER-11, MAP-01.
   */
  setSocket(socket: SocketLike, map?: ChannelMap | null): void {
    this.socket = socket;
    this.registeredAs = socket.fileno();
    this.addChannel(map);
  }

  /**
   * Registers the channel in `map`, its own unless given, in the place of whoever is there. One that forgot its
   * descriptor is registered under null, and the next pass fails.
   * Clauses: MAP-03, MAP-05, MAP-09.
   */
  addChannel(map?: ChannelMap | null): void {
    mapOf(this, map).set(this.registeredAs as number, this);
  }

  /**
   * Removes whoever is registered under its descriptor in `map`, its own unless given, and forgets the descriptor.
   * Clauses: MAP-04, MAP-10, CLOSE-09.
   */
  delChannel(map?: ChannelMap | null): void {
    mapOf(this, map).delete(this.registeredAs as number);
    this.registeredAs = null;
  }

  /** Lets its local address be used again at once. A kernel that refuses is ignored. Clauses: DISPATCHER-15. */
  setReuseAddr(): void {
    const fd = socketOf(this, "setsockopt").fileno();
    const host = hostOf(this.ownMap);
    try {
      host.setSocketOption(fd, "SO_REUSEADDR", host.getSocketOption(fd, "SO_REUSEADDR") | 1);
    } catch (error) {
      if (!isOsError(error)) throw error;
    }
  }

  /**
   * Listens; `backlog` is handed on as given. Throws OsError, and stays `accepting` then.
   * Clauses: DISPATCHER-14, DISPATCHER-18, ATTRIBUTE-10.
   */
  listen(backlog: number): void {
    this.accepting = true;
    socketOf(this, "listen").listen(backlog);
  }

  /**
   * Gives the socket a local address. Throws what the socket throws, and keeps the address then.
   * Clauses: DISPATCHER-12, DISPATCHER-18.
   */
  bind(address: SocketAddress): void {
    this.addr = address;
    socketOf(this, "bind").bind(address);
  }

  /**
   * Begins to connect. When the connection is there at once `handleConnect` is called before this returns, else by an
   * event of a later pass.
   * Throws what `connectOnce` and `handleConnect` throw, and stays `connecting` then.
   * Clauses: CONNECT-01 to CONNECT-05, CONNECT-15, CONNECT-19, CONNECT-20, DISPATCHER-18.
   * Source: CPython 3.11 Lib/asyncore.py, dispatcher.connect().
   */
  connect(address: SocketAddress): void {
    this.connected = false;
    this.connecting = true;
    const outcome = connectOnce(socketOf(this, "connect"), address);
    this.addr = address;
    if (outcome === "connected") this.handleConnectEvent();
  }

  /**
   * Takes one waiting connection: a new socket, blocking and registered nowhere, and the address of its other end.
   * `null` when there is none, or none any more. Throws every other OsError.
   * Clauses: ACCEPT-01, ACCEPT-02, ACCEPT-03, ACCEPT-15, DISPATCHER-20.
   * Source: CPython 3.11 Lib/asyncore.py, dispatcher.accept().
   */
  accept(): [socket: SocketLike, address: SocketAddress] | null {
    try {
      const pair = socketOf(this, "accept").accept();
      if (pair.length !== 2) throw new RangeError("too many values to unpack (expected 2)");
      return pair;
    } catch (error) {
      if (error instanceof TypeError || hasErrno(error, ["EAGAIN", "ECONNABORTED"])) return null;
      throw error;
    }
  }

  /**
   * Sends what the kernel takes now and gives the number of bytes taken: 0 when there is no room, and 0 after
   * `handleClose` when the connection is gone. Only on a channel that buffers it gives nothing. Throws every other
   * OsError.
   * Clauses: WRITE-04 to WRITE-07, WRITE-09, WRITE-10. Source: CPython 3.11 Lib/asyncore.py, dispatcher.send().
   */
  send(data: Uint8Array): number | undefined {
    try {
      return socketOf(this, "send").send(data);
    } catch (error) {
      if (errnoOf(error) !== "EAGAIN") closeIfLost(this, error);
      return 0;
    }
  }

  /**
   * Receives at most `size` bytes. None, after `handleClose`, when the other end will send no more or the connection is
   * gone.
   * Throws every other OsError, the one that says there is nothing to receive yet among them.
   * Clauses: READ-03 to READ-09, READ-11, READ-12, CONNECT-23, WRITE-10.
   * Source: CPython 3.11 Lib/asyncore.py, dispatcher.recv().
   */
  recv(size: number): Uint8Array {
    try {
      const data = socketOf(this, "recv").recv(size);
      if (data.length === 0) this.handleClose();
      return data;
    } catch (error) {
      closeIfLost(this, error);
      return new Uint8Array(0);
    }
  }

  /**
   * Forgets its state, leaves its map and closes its socket, in this order. `handleClose` is not called. May be
   * repeated.
   * Throws OsError when the socket cannot be closed, unless it is gone already.
   * Clauses: CLOSE-01 to CLOSE-06, CLOSE-10, CLOSE-12, CLOSE-13.
   * Source: CPython 3.11 Lib/asyncore.py, dispatcher.close().
   */
  close(): void {
    this.connected = false;
    this.accepting = false;
    this.connecting = false;
    this.delChannel();
    try {
      this.socket?.close();
    } catch (error) {
      if (!hasErrno(error, ["ENOTCONN", "EBADF"])) throw error;
    }
  }

  /**
   * The errno number that waits in the socket, 0 for none. Asking clears it.
   * Clauses: CONNECT-11, CONNECT-14, OOB-01.
   */
  pendingError(): number {
    return hostOf(this.ownMap).getSocketOption(socketOf(this, "getsockopt").fileno(), "SO_ERROR");
  }

  /** The channel as the original shows it. Clauses: ATTRIBUTE-03, ATTRIBUTE-04, ATTRIBUTE-05. */
  override toString(): string {
    return represent(this);
  }
}

/**
 * What the constructor does with a socket, for a base that has something to make before it: in JavaScript nothing can be
 * made before the constructor of the class above has ended.
 * Clauses: those of the constructor, CHAT-39.
 */
export function takeOver(channel: Dispatcher, socket?: SocketLike | null, map?: ChannelMap | null): void {
  if (!socket || !isTrue(socket)) return;
  socket.setBlocking(false);
  channel.setSocket(socket, map);
  channel.connected = true;
  try {
    channel.addr = socket.getpeername();
  } catch (error) {
    if (!hasErrno(error, ["ENOTCONN", "EINVAL"])) {
      if (isOsError(error)) channel.delChannel(map);
      throw error;
    }
    channel.connected = false;
  }
}

/** The socket a call needs. Whoever calls has changed the channel's state by then. Clauses: DISPATCHER-18. */
function socketOf({ socket }: Dispatcher, attribute: string): SocketLike {
  if (socket) return socket;
  throw new AttributeError(`a channel without a socket has no '${attribute}'`);
}

/**
 * The map a channel is to be registered in or removed from: `map`, else its own, which it lacks if it was never
 * constructed.
 * Clauses: DISPATCHER-17.
 */
function mapOf({ ownMap, registeredAs }: Dispatcher, map: ChannelMap | null | undefined): ChannelMap {
  const chosen = map ?? ownMap;
  if (chosen === undefined || registeredAs === undefined)
    throw new AttributeError("a channel that was not constructed has no map");
  return chosen;
}

/**
 * Calls `handleClose` because of `error` if that says that the connection is gone; throws it otherwise.
 * Clauses: READ-05, WRITE-06.
 */
function closeIfLost(channel: Dispatcher, error: unknown): void {
  if (!hasErrno(error, DISCONNECTED)) throw error;
  handling(error, () => channel.handleClose());
}
