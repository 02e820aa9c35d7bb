// Which members a module must have to be played, by the contract of shape.ts; the compiler holds the two together.
// Sees what is missing, and whether sockets can be made at all; whether channels behave is what the suite is for.

import type {
  AsyncChatShape,
  AsyncoreModule,
  DispatcherShape,
  DispatcherWithSendShape,
  FileDispatcherShape,
  FileWrapperShape,
  ProducerShape,
  SocketShape,
} from "./shape.ts";

/** The names of the methods of a shape. */
type MethodOf<Shape> = {
  [Key in keyof Shape]-?: Shape[Key] extends (...args: never[]) => unknown ? Key : never;
}[keyof Shape];

/** Every method of a shape, none left out and none added. */
type Methods<Shape> = { readonly [Key in MethodOf<Shape>]: true };

const DISPATCHER: Methods<DispatcherShape> = {
  createSocket: true,
  setSocket: true,
  setReuseAddr: true,
  bind: true,
  listen: true,
  connect: true,
  accept: true,
  send: true,
  recv: true,
  close: true,
  addChannel: true,
  delChannel: true,
  log: true,
  logInfo: true,
  readable: true,
  writable: true,
  handleConnect: true,
  handleAccept: true,
  handleAccepted: true,
  handleRead: true,
  handleWrite: true,
  handleExpt: true,
  handleClose: true,
  handleError: true,
  handleReadEvent: true,
  handleWriteEvent: true,
  handleExptEvent: true,
  handleConnectEvent: true,
  toString: true,
};

/** What each further base has beside what every channel has. */
const WITH_SEND: Methods<Omit<DispatcherWithSendShape, keyof DispatcherShape>> = { initiateSend: true };
const OF_FILES: Methods<Omit<FileDispatcherShape, keyof DispatcherShape>> = { setFile: true };
const CHAT: Methods<Omit<AsyncChatShape, keyof DispatcherShape>> = {
  collectIncomingData: true,
  foundTerminator: true,
  _collectIncomingData: true,
  _getData: true,
  setTerminator: true,
  getTerminator: true,
  push: true,
  pushWithProducer: true,
  closeWhenDone: true,
  discardBuffers: true,
  initiateSend: true,
};

const WRAPPER: Methods<FileWrapperShape> = {
  fileno: true,
  recv: true,
  read: true,
  send: true,
  write: true,
  close: true,
  getsockopt: true,
};
const PRODUCER: Methods<Pick<ProducerShape, "more">> = { more: true };
const SOCKET: Methods<SocketShape> = {
  fileno: true,
  setBlocking: true,
  isBlocking: true,
  bind: true,
  listen: true,
  connect: true,
  accept: true,
  send: true,
  recv: true,
  getsockname: true,
  getpeername: true,
  close: true,
};

/** The further bases, and what each has of its own. */
const BASES = {
  DispatcherWithSend: WITH_SEND,
  FileDispatcher: OF_FILES,
  AsyncChat: CHAT,
} as const satisfies { readonly [Name in keyof AsyncoreModule]?: Readonly<Record<string, true>> };

/** What every module exports. */
const EXPORTS = [
  "Dispatcher",
  "Socket",
  "SocketMap",
  "ExitNow",
  "loop",
  "poll",
  "closeAll",
  "compactTraceback",
] as const satisfies readonly (keyof AsyncoreModule)[];

/** What must be exported as well once something else is: who has the one is asked for the other. */
const TOGETHER = [
  ["FileDispatcher", "FileWrapper"],
  ["AsyncChat", "SimpleProducer"],
  ["AsyncChat", "findPrefixAtEnd"],
  ["poll2", "poll3"],
] as const satisfies readonly (readonly [keyof AsyncoreModule, keyof AsyncoreModule])[];

/** What `module` does not export and must, by name. */
export function missingExports(module: Partial<AsyncoreModule>): readonly string[] {
  const has = (name: keyof AsyncoreModule) => typeof module[name] === "function";
  const needed = TOGETHER.flatMap(([one, other]) => (has(one) ? [other] : []));
  const missing = [...EXPORTS, ...needed].filter((name) => !has(name));
  return [...missing, ...(module.socketMap instanceof Map ? [] : ["socketMap"])];
}

/** What `holder` lacks of `methods`, by name. */
function lacking(name: string, holder: object, methods: Readonly<Record<string, true>>): readonly string[] {
  return Object.keys(methods)
    .filter((method) => typeof Reflect.get(holder, method) !== "function")
    .map((method) => `${name}.${method}`);
}

/** What the further bases lack: of what they take over from Dispatcher, nothing is named again. */
function missingOfBases(module: AsyncoreModule): readonly string[] {
  const { prototype } = module.Dispatcher;
  const taken = Object.entries(DISPATCHER).filter(([method]) => typeof Reflect.get(prototype, method) === "function");
  return Object.entries(BASES).flatMap(([name, own]) => {
    const made = module[name as keyof typeof BASES];
    return made === undefined ? [] : lacking(name, made.prototype, { ...Object.fromEntries(taken), ...own });
  });
}

/** A socket to look at; how its class makes it is its own affair. */
function anySocket({ Socket }: AsyncoreModule): object {
  try {
    const socket = new Socket("inet", "stream");
    socket.close();
    return socket;
  } catch {
    return Socket.prototype;
  }
}

/**
 * What the classes of `module` lack, by name: `Dispatcher.setSocket`, `Socket.pair`. Those of channels must be methods of the
 * class, because a subclass overrides them.
 */
export function missingMembers(module: AsyncoreModule): readonly string[] {
  const { Dispatcher, Socket, FileWrapper, SimpleProducer } = module;
  return [
    ...lacking("Dispatcher", Dispatcher.prototype, DISPATCHER),
    ...missingOfBases(module),
    ...lacking("Socket", Socket, { pair: true }),
    ...lacking("Socket", anySocket(module), SOCKET),
    ...(FileWrapper === undefined ? [] : lacking("FileWrapper", FileWrapper.prototype, WRAPPER)),
    ...(SimpleProducer === undefined ? [] : lacking("SimpleProducer", SimpleProducer.prototype, PRODUCER)),
  ];
}

/** Why no play can come to anything on the module's sockets, or null: one is made, bound to a free port and closed. */
export function socketTrouble({ Socket }: AsyncoreModule): string | null {
  try {
    const socket = new Socket("inet", "stream");
    const descriptor: unknown = socket.fileno();
    socket.bind(["127.0.0.1", 0]);
    const address: unknown = socket.getsockname();
    socket.close();
    if (!Number.isInteger(descriptor) || Number(descriptor) < 0) return `its fileno is ${String(descriptor)}`;
    if (Array.isArray(address) && Number(address[1]) > 0) return null;
    return `bound to a free port, its getsockname is ${JSON.stringify(address)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
