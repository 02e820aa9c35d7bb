// What a TypeScript or JavaScript implementation of asyncore must look like to be played: a structural contract, no base class.
// Names are the original's in camelCase. Knows nothing of the reference, which meets this contract like everyone else.

import type { AbortLike, Family, Host, SocketAddress, SocketType } from "../../../spec/host.ts";

/** A socket. `fileno` is -1 once it is closed. Failing calls throw errors whose `code` is an errno name. */
export interface SocketShape {
  fileno(): number;
  setBlocking(blocking: boolean): void;
  isBlocking(): boolean;
  bind(address: SocketAddress): void;
  listen(backlog: number): void;
  /** Connects and waits; throws when refused. */
  connect(address: SocketAddress): void;
  accept(): [socket: SocketShape, address: SocketAddress];
  send(data: Uint8Array): number;
  recv(size: number): Uint8Array;
  getsockname(): SocketAddress;
  getpeername(): SocketAddress;
  close(): void;
}

/** A map of channels by descriptor number: a `Map` whose emptiness is `size === 0`. */
export interface SocketMapShape extends Map<number, object> {
  /** The kernel its channels live on; only implementations of the scripted world have it. */
  host?: Host;
}

/** A channel. A subclass overrides the events; `this` is the channel. */
export interface DispatcherShape {
  connected: boolean;
  accepting: boolean;
  connecting: boolean;
  closing: boolean;
  debug: boolean;
  addr: SocketAddress | null;
  socket: SocketShape | null;
  ignoreLogTypes: ReadonlySet<string>;
  createSocket(family?: Family, type?: SocketType): void;
  setSocket(socket: SocketShape, map?: SocketMapShape): void;
  setReuseAddr(): void;
  bind(address: SocketAddress): void;
  listen(backlog: number): void;
  connect(address: SocketAddress): void;
  accept(): [socket: SocketShape, address: SocketAddress] | null;
  /** The number of bytes taken; nothing on a channel that buffers. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a method that returns nothing must fit, too.
  send(data: Uint8Array): number | void;
  recv(size: number): Uint8Array;
  close(): void;
  addChannel(map?: SocketMapShape): void;
  delChannel(map?: SocketMapShape): void;
  log(message: unknown): void;
  logInfo(message: unknown, type?: string): void;
  readable(): unknown;
  writable(): unknown;
  handleConnect(): void;
  handleAccept(): void;
  handleAccepted(socket: SocketShape, address: SocketAddress): void;
  handleRead(): void;
  handleWrite(): void;
  handleExpt(): void;
  handleClose(): void;
  /** Called with the error it is about: the original takes that from the interpreter. */
  handleError(error?: unknown): void;
  handleReadEvent(): void;
  handleWriteEvent(): void;
  handleExptEvent(): void;
  handleConnectEvent(): void;
  /** The original's repr. */
  toString(): string;
}

/**
 * A base class of channels. What Python keeps on the class (`debug`, `connected`, `addr`, `ignoreLogTypes` … before an instance
 * changes them) is a property of the prototype or a static one, so that a subclass can override it for its instances.
 */
export type DispatcherClass = new (socket?: SocketShape | null, map?: SocketMapShape | null) => DispatcherShape;

/** How the loop is called; whatever is absent takes the implementation's default. `timeoutSeconds` null waits without limit. */
export interface LoopOptions {
  timeoutSeconds?: number | null;
  usePoll?: boolean;
  map?: SocketMapShape;
  count?: number | null;
}

/** The module: what `import * as asyncore from MODULE` must give. */
export interface AsyncoreModule {
  /** Who it is, for the report. */
  readonly implementation?: { name: string; version: string; homepage?: string };
  readonly Dispatcher: DispatcherClass;
  /** dispatcher_with_send, where there is one. */
  readonly DispatcherWithSend?: DispatcherClass;
  readonly Socket: { new (family: Family, type: SocketType): SocketShape; pair(): [SocketShape, SocketShape] };
  readonly SocketMap: new () => SocketMapShape;
  readonly socketMap: SocketMapShape;
  readonly ExitNow: new (message?: string) => Error;
  loop(options?: LoopOptions): void;
  /** The same passes on Node's event loop. Absent when the implementation only blocks. */
  loopAsync?(options?: LoopOptions & { signal?: AbortLike }): Promise<void>;
  /** One pass over select. */
  poll(timeoutSeconds?: number | null, map?: SocketMapShape): void;
  /** One pass over poll(2). */
  poll2?(timeoutSeconds?: number | null, map?: SocketMapShape): void;
  poll3?(timeoutSeconds?: number | null, map?: SocketMapShape): void;
  closeAll(map?: SocketMapShape, ignoreAll?: boolean): void;
  /** The condensed traceback of an error: the innermost frame, the error, all frames. */
  compactTraceback(error: unknown): { innermost: readonly [string, string, string]; error: unknown; text: string };
}
