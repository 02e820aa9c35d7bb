// The public door of the reference: asyncore and asynchat of CPython 3.11 on the real kernel, with camelCase names.
// Joins them with the kernel they live on; knows nothing else.

import { socketMap } from "./asyncore/socket-map.ts";
import { posixHost } from "./posix/index.ts";

export type { AbortLike, Family, Host, SocketAddress, SocketType } from "../spec/host.ts";
export { OsError } from "../spec/host.ts";
export { AsyncChat } from "./asynchat/async-chat.ts";
export { type Entry, type Producer, SimpleProducer } from "./asynchat/producers.ts";
export { findPrefixAtEnd, type Terminator } from "./asynchat/terminator.ts";
export type { Channel } from "./asyncore/channel.ts";
export { closeAll } from "./asyncore/close-all.ts";
export { Dispatcher } from "./asyncore/dispatcher.ts";
export { DispatcherWithSend } from "./asyncore/dispatcher-with-send.ts";
export { epoll } from "./asyncore/epoll-pass.ts";
export {
  AssertionError,
  AttributeError,
  ExitNow,
  IndexError,
  KeyboardInterrupt,
  KeyError,
  NotImplementedError,
  SystemExit,
} from "./asyncore/errors.ts";
export { FileDispatcher, type HasDescriptor } from "./asyncore/file-dispatcher.ts";
export { FileWrapper } from "./asyncore/file-wrapper.ts";
export { type AsyncLoopOptions, type LoopOptions, loop, loopAsync, type Pollster } from "./asyncore/loop.ts";
// The original has kept both names. Clauses: LOOP-10.
export { poll2, poll2 as poll3 } from "./asyncore/poll-pass.ts";
export { poll } from "./asyncore/select-pass.ts";
export { Socket, type SocketLike } from "./asyncore/socket.ts";
export { type ChannelMap, SocketMap, socketMap } from "./asyncore/socket-map.ts";
export { type CompactTraceback, compactTraceback, type Frame } from "./asyncore/traceback.ts";
export { NameResolutionError } from "./posix/index.ts";

/** Who this is, for reports. A test keeps the version equal to the package's. */
export const implementation = { name: "asyncore-conformance reference", version: "0.1.0" } as const;

socketMap.host = posixHost;
