// A socket as an object: a descriptor that knows its family and closes itself when nobody refers to it any more.
// Knows the kernel through its host; knows nothing of channels.

import { type Family, type Host, OsError, type SocketAddress, type SocketType } from "../../spec/host.ts";
import { Descriptor } from "./descriptor.ts";
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

/**
 * A socket of the given family. It blocks until told otherwise. When it is collected unclosed it closes its descriptor.
 * Clauses: DISPATCHER-19. Source: the seed page, close().
 */
export class Socket extends Descriptor implements SocketLike {
  readonly family: Family;
  readonly type: SocketType;

  /**
   * Makes a socket on `host`, the global map's unless given, or becomes the one whose descriptor `fd` is. Throws
   * OsError.
   */
  constructor(family: Family, type: SocketType, host: Host = hostOf(socketMap), fd = host.socket(family, type)) {
    super(host, fd);
    this.family = family;
    this.type = type;
  }

  /** Two connected sockets of the local domain without addresses. Throws an Error on a host that cannot make them. */
  static pair(host: Host = hostOf(socketMap)): [Socket, Socket] {
    if (!("socketPair" in host)) throw new Error("This host cannot make a pair of sockets.");
    const [one, other] = (host as PairingHost).socketPair();
    return [new Socket("unix", "stream", host, one), new Socket("unix", "stream", host, other)];
  }

  setBlocking(blocking: boolean): void {
    this.host.setBlocking(this.fileno(), blocking);
  }

  isBlocking(): boolean {
    return this.host.isBlocking(this.fileno());
  }

  bind(address: SocketAddress): void {
    this.host.bind(this.fileno(), this.family, address);
  }

  listen(backlog: number): void {
    this.host.listen(this.fileno(), backlog);
  }

  connect(address: SocketAddress): void {
    const code = this.host.connect(this.fileno(), this.family, address);
    if (code !== 0) throw new OsError(this.host.nameError(code), code, this.host.describeError(code));
  }

  accept(): [socket: Socket, address: SocketAddress] {
    const { fd, address } = this.host.accept(this.fileno());
    return [new Socket(this.family, this.type, this.host, fd), address];
  }

  send(data: Uint8Array): number {
    return this.host.send(this.fileno(), data);
  }

  recv(size: number): Uint8Array {
    return this.host.recv(this.fileno(), size);
  }

  getsockname(): SocketAddress {
    return this.host.getSocketName(this.fileno());
  }

  getpeername(): SocketAddress {
    return this.host.getPeerName(this.fileno());
  }
}
