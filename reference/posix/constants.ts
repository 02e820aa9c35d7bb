// The numbers and layouts that differ between the systems we run on, in one table.
// Knows what <sys/socket.h>, <fcntl.h> and <netdb.h> say; knows no call that uses it.

import { platform } from "node:os";
import type { ErrnoPlatform } from "../../spec/errno.ts";
import type { Family, SocketOption, SocketType } from "../../spec/host.ts";

/** What one operating system calls by which number. Sizes and offsets are bytes. */
export interface Constants {
  readonly family: Readonly<Record<Family, number>>;
  readonly type: Readonly<Record<SocketType, number>>;
  readonly SOL_SOCKET: number;
  readonly option: Readonly<Record<SocketOption, number>>;
  readonly SO_LINGER: number;
  /** The option that keeps a broken pipe from raising a signal; null where a flag of send does that. */
  readonly SO_NOSIGPIPE: number | null;
  /** The flag of send that does the same; 0 where an option does that. */
  readonly MSG_NOSIGNAL: number;
  readonly MSG_OOB: number;
  /** The option that acknowledges what was received; null where there is none. */
  readonly TCP_QUICKACK: number | null;
  /** The option that tells how a connection is, and where it tells which part; null where there is none. */
  readonly tcpInfo: { readonly option: number; readonly state: number; readonly unacknowledged: number } | null;
  readonly F_SETFD: number;
  readonly F_GETFL: number;
  readonly F_SETFL: number;
  readonly F_DUPFD_CLOEXEC: number;
  readonly FD_CLOEXEC: number;
  readonly O_NONBLOCK: number;
  /** BSD systems keep the length of a socket address in its first byte and its family in the second. */
  readonly addressCarriesLength: boolean;
  /** The size of a local-domain path, its terminating zero included. */
  readonly pathSize: number;
  /** An accepted socket inherits O_NONBLOCK from the listening one. */
  readonly acceptInheritsNonBlocking: boolean;
  /** Where `struct addrinfo` keeps the pointer to its address. */
  readonly addrinfoAddressOffset: number;
  readonly EAI_SYSTEM: number;
  /** The names of what getaddrinfo(3) answers. */
  readonly resolution: Readonly<Record<number, string>>;
}

/** The same on every system we run on: how many descriptors fit in an fd_set. Source: <sys/select.h>. */
export const FD_SETSIZE = 1024;

/** The third argument of shutdown(2), the same everywhere. */
export const SHUTDOWN = { read: 0, write: 1, both: 2 } as const;

const LINUX: Constants = {
  family: { inet: 2, inet6: 10, unix: 1 },
  type: { stream: 1, datagram: 2 },
  SOL_SOCKET: 1,
  option: { SO_ERROR: 4, SO_REUSEADDR: 2, SO_SNDBUF: 7, SO_RCVBUF: 8 },
  SO_LINGER: 13,
  SO_NOSIGPIPE: null,
  MSG_NOSIGNAL: 0x4000,
  MSG_OOB: 1,
  TCP_QUICKACK: 12,
  tcpInfo: { option: 11, state: 0, unacknowledged: 24 },
  F_SETFD: 2,
  F_GETFL: 3,
  F_SETFL: 4,
  F_DUPFD_CLOEXEC: 1030,
  FD_CLOEXEC: 1,
  O_NONBLOCK: 0o4000,
  addressCarriesLength: false,
  pathSize: 108,
  acceptInheritsNonBlocking: false,
  addrinfoAddressOffset: 24,
  EAI_SYSTEM: -11,
  resolution: {
    [-1]: "EAI_BADFLAGS",
    [-2]: "EAI_NONAME",
    [-3]: "EAI_AGAIN",
    [-4]: "EAI_FAIL",
    [-5]: "EAI_NODATA",
    [-6]: "EAI_FAMILY",
    [-7]: "EAI_SOCKTYPE",
    [-8]: "EAI_SERVICE",
    [-9]: "EAI_ADDRFAMILY",
    [-10]: "EAI_MEMORY",
    [-12]: "EAI_OVERFLOW",
  },
};

const DARWIN: Constants = {
  family: { inet: 2, inet6: 30, unix: 1 },
  type: { stream: 1, datagram: 2 },
  SOL_SOCKET: 0xffff,
  option: { SO_ERROR: 0x1007, SO_REUSEADDR: 0x4, SO_SNDBUF: 0x1001, SO_RCVBUF: 0x1002 },
  SO_LINGER: 0x80,
  SO_NOSIGPIPE: 0x1022,
  MSG_NOSIGNAL: 0,
  MSG_OOB: 1,
  TCP_QUICKACK: null,
  tcpInfo: null,
  F_SETFD: 2,
  F_GETFL: 3,
  F_SETFL: 4,
  F_DUPFD_CLOEXEC: 67,
  FD_CLOEXEC: 1,
  O_NONBLOCK: 0x4,
  addressCarriesLength: true,
  pathSize: 104,
  acceptInheritsNonBlocking: true,
  addrinfoAddressOffset: 32,
  EAI_SYSTEM: 11,
  resolution: {
    1: "EAI_ADDRFAMILY",
    2: "EAI_AGAIN",
    3: "EAI_BADFLAGS",
    4: "EAI_FAIL",
    5: "EAI_FAMILY",
    6: "EAI_MEMORY",
    7: "EAI_NODATA",
    8: "EAI_NONAME",
    9: "EAI_SERVICE",
    10: "EAI_SOCKTYPE",
    14: "EAI_OVERFLOW",
  },
};

/** The system named `name` by Node, if it is one we know. Throws an Error that says which ones are. */
export function supportedPlatform(name: string): ErrnoPlatform {
  if (name === "linux" || name === "darwin") return name;
  throw new Error(
    `asyncore-conformance reaches the kernel through the C library of Linux or macOS, and this is "${name}". ` +
      "Run it on Linux, on macOS or in a Linux container.",
  );
}

/** The table of `system`. */
export function constantsOf(system: ErrnoPlatform): Constants {
  return system === "darwin" ? DARWIN : LINUX;
}

/** The system we are on. */
export const PLATFORM: ErrnoPlatform = supportedPlatform(platform());

/** The table of the system we are on. */
export const CONSTANTS: Constants = constantsOf(PLATFORM);
