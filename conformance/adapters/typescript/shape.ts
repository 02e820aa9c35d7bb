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
  /**
   * The kernel its channels live on; only implementations of the scripted world have it. What is set here must be what
   * their sockets and files are made on from then on, and what is waited on.
   */
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
export type ChannelClass<Channel> = new (socket?: SocketShape | null, map?: SocketMapShape | null) => Channel;

/** The base of them all. */
export type DispatcherClass = ChannelClass<DispatcherShape>;

/** The base of channels around files: a descriptor, or what has one. */
export type FileDispatcherClass = new (
  file: number | HasDescriptor,
  map?: SocketMapShape | null,
) => FileDispatcherShape;

/** A channel with a buffer of its own: `send` takes everything and gives nothing. */
export interface DispatcherWithSendShape extends DispatcherShape {
  outBuffer: Uint8Array;
  initiateSend(): void;
}

/** Whatever knows a descriptor. */
export interface HasDescriptor {
  fileno(): number;
}

/** The original's file_wrapper: a descriptor of its own for a file. `fileno` is -1 once it is closed. */
export interface FileWrapperShape extends HasDescriptor {
  recv(size: number): Uint8Array;
  read(size: number): Uint8Array;
  send(data: Uint8Array): number;
  write(data: Uint8Array): number;
  close(): void;
  /** Knows SO_ERROR of SOL_SOCKET only, without a size. */
  getsockopt(level: "SOL_SOCKET" | "IPPROTO_TCP", option: "SO_ERROR" | "SO_REUSEADDR", bufferSize?: number): number;
}

/** A channel around a file. Its `socket` is a file wrapper. */
export interface FileDispatcherShape extends Omit<DispatcherShape, "socket"> {
  socket: (HasDescriptor & { close(): void }) | null;
  setFile(fd: number): void;
}

/** Somebody who makes data piece by piece. One whose `length` is 0 counts as false, as everything empty does. */
export interface ProducerShape {
  readonly length?: 0;
  /** The next piece; an empty one, or nothing, at the end. */
  more(): Uint8Array | null | undefined;
}

/** The original's simple_producer. */
export type SimpleProducerClass = new (data: Uint8Array, bufferSize?: number) => ProducerShape;

/** A channel that talks in lines or counted pieces. Underscores at the beginning of a name are the original's. */
export interface AsyncChatShape extends DispatcherShape {
  acInBufferSize: number;
  acOutBufferSize: number;
  /** What `collectIncomingData` may leave to `_collectIncomingData`. */
  incoming: Uint8Array[];
  collectIncomingData(data: Uint8Array): void;
  foundTerminator(): void;
  _collectIncomingData(data: Uint8Array): void;
  _getData(): Uint8Array;
  /** Bytes, a count, or null for none. There is no terminator at all before the first call. */
  setTerminator(terminator: Uint8Array | number | null): void;
  getTerminator(): unknown;
  /** Throws TypeError for what is no bytes. */
  push(data: Uint8Array): void;
  pushWithProducer(producer: ProducerShape): void;
  closeWhenDone(): void;
  discardBuffers(): void;
  initiateSend(): void;
}

/**
 * How the loop is called; whatever is absent takes the implementation's default. `timeoutSeconds` null waits without limit.
 * `usePoll` is taken for its truth: 1 is true, and 0 is false.
 */
export interface LoopOptions {
  timeoutSeconds?: number | null;
  usePoll?: boolean | 0 | 1;
  map?: SocketMapShape;
  count?: number | null;
  /** Goes before `usePoll`. Only "epoll" is ever given, and only of a module that has `epoll`. */
  pollster?: "select" | "poll" | "epoll";
}

/** The module: what `import * as asyncore from MODULE` must give. */
export interface AsyncoreModule {
  /** Who it is, for the report. */
  readonly implementation?: { name: string; version: string; homepage?: string };
  readonly Dispatcher: DispatcherClass;
  /** The further bases, where there are any. Files need the wrapper as well. */
  readonly DispatcherWithSend?: ChannelClass<DispatcherWithSendShape>;
  readonly FileDispatcher?: FileDispatcherClass;
  readonly FileWrapper?: new (fd: number) => FileWrapperShape;
  /** asynchat's async_chat and what belongs to it. */
  readonly AsyncChat?: ChannelClass<AsyncChatShape>;
  readonly SimpleProducer?: SimpleProducerClass;
  findPrefixAtEnd?(haystack: Uint8Array, needle: Uint8Array): number;
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
  /** One pass over epoll, that does what one over poll(2) does; `loop` then takes `pollster`. */
  epoll?(timeoutSeconds?: number | null, map?: SocketMapShape): void;
  closeAll(map?: SocketMapShape, ignoreAll?: boolean): void;
  /** The condensed traceback of an error: the innermost frame, the error, all frames. */
  compactTraceback(error: unknown): { innermost: readonly [string, string, string]; error: unknown; text: string };
}
