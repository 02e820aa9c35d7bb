// A socket as an object: a descriptor that knows its family and closes itself when nobody refers to it any more.
// Knows the kernel through its host; knows nothing of channels.

import { type Family, type Host, OsError, type SocketAddress, type SocketType } from "../../spec/host.ts";
import { hostOf, socketMap } from "./socket-map.ts";

/** What a channel needs of a socket. Failing calls throw errors whose `code` is an errno name. */
export interface SocketLike {
  /** The descriptor number, -1 once it is closed. */
  fileno(): number;
  setBlocking(blocking: boolean): void;
  isBlocking(): boolean;
  bind(address: SocketAddress): void;
  listen(backlog: number): void;
  /** Connects, and waits for it if the socket blocks; throws EINPROGRESS if it does not and would have to wait. */
  connect(address: SocketAddress): void;
  accept(): [socket: SocketLike, address: SocketAddress];
  /** Sends what the kernel takes now; gives the number of bytes taken. */
  send(data: Uint8Array): number;
  /** Receives at most `size` bytes; none at end of stream. */
  recv(size: number): Uint8Array;
  getsockname(): SocketAddress;
  getpeername(): SocketAddress;
  close(): void;
}

/** A host that can also make two connected sockets at once, which asyncore itself never asks for. */
export interface PairingHost extends Host {
  socketPair(): readonly [number, number];
}

const CLOSED = -1;

/** Closes what was never closed. A descriptor that is gone already is nothing to tell anybody about. */
const unclosed = new FinalizationRegistry<{ host: Host; fd: number }>(({ host, fd }) => {
  try {
    host.close(fd);
  } catch {
    // There is nobody left to tell.
  }
});

/**
 * A socket of the given family. It blocks until told otherwise. When it is collected unclosed it closes its descriptor.
 * Clauses: DISPATCHER-19. Source: the seed page, close().
 */
export class Socket implements SocketLike {
  readonly family: Family;
  readonly type: SocketType;
  readonly host: Host;
  #fd: number;

  /**
   * Makes a socket on `host`, the global map's unless given, or becomes the one whose descriptor `fd` is. Throws
   * OsError.
   */
  constructor(family: Family, type: SocketType, host: Host = hostOf(socketMap), fd = host.socket(family, type)) {
    this.family = family;
    this.type = type;
    this.host = host;
    this.#fd = fd;
    unclosed.register(this, { host, fd }, this);
  }

  /** Two connected sockets of the local domain without addresses. Throws an Error on a host that cannot make them. */
  static pair(host: Host = hostOf(socketMap)): [Socket, Socket] {
    if (!("socketPair" in host)) throw new Error("This host cannot make a pair of sockets.");
    const [one, other] = (host as PairingHost).socketPair();
    return [new Socket("unix", "stream", host, one), new Socket("unix", "stream", host, other)];
  }

  fileno(): number {
    return this.#fd;
  }

  setBlocking(blocking: boolean): void {
    this.host.setBlocking(this.#fd, blocking);
  }

  isBlocking(): boolean {
    return this.host.isBlocking(this.#fd);
  }

  bind(address: SocketAddress): void {
    this.host.bind(this.#fd, this.family, address);
  }

  listen(backlog: number): void {
    this.host.listen(this.#fd, backlog);
  }

  connect(address: SocketAddress): void {
    const code = this.host.connect(this.#fd, this.family, address);
    if (code !== 0) throw new OsError(this.host.nameError(code), code, this.host.describeError(code));
  }

  accept(): [socket: Socket, address: SocketAddress] {
    const { fd, address } = this.host.accept(this.#fd);
    return [new Socket(this.family, this.type, this.host, fd), address];
  }

  send(data: Uint8Array): number {
    return this.host.send(this.#fd, data);
  }

  recv(size: number): Uint8Array {
    return this.host.recv(this.#fd, size);
  }

  getsockname(): SocketAddress {
    return this.host.getSocketName(this.#fd);
  }

  getpeername(): SocketAddress {
    return this.host.getPeerName(this.#fd);
  }

  /** Closes the descriptor, once. Whatever is done with the socket afterwards fails with EBADF. */
  close(): void {
    if (this.#fd === CLOSED) return;
    const fd = this.#fd;
    this.#fd = CLOSED;
    unclosed.unregister(this);
    this.host.close(fd);
  }
}
