// The public door of the reference: asyncore as CPython 3.11 has it, on the real kernel, with camelCase names.
// Joins asyncore with the kernel it lives on; knows nothing else.

import { socketMap } from "./asyncore/socket-map.ts";
import { posixHost } from "./posix/index.ts";

export type { AbortLike, Family, Host, SocketAddress, SocketType } from "../spec/host.ts";
export { OsError } from "../spec/host.ts";
export type { Channel } from "./asyncore/channel.ts";
export { closeAll } from "./asyncore/close-all.ts";
export { Dispatcher } from "./asyncore/dispatcher.ts";
export {
  AssertionError,
  AttributeError,
  ExitNow,
  KeyboardInterrupt,
  KeyError,
  SystemExit,
} from "./asyncore/errors.ts";
export { type AsyncLoopOptions, type LoopOptions, loop, loopAsync } from "./asyncore/loop.ts";
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
