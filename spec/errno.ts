// The error names a program or a trace may mention, and their numbers on the systems we know.
// Knows nothing of sockets or of asyncore; names travel, numbers never do.

/** Errno numbers by name, for one operating system. Source: <errno.h> of Linux (x64, arm64) and of macOS. */
const LINUX = {
  EPERM: 1,
  ENOENT: 2,
  EINTR: 4,
  EIO: 5,
  EBADF: 9,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EFAULT: 14,
  EEXIST: 17,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  ENFILE: 23,
  EMFILE: 24,
  ENXIO: 6,
  EPIPE: 32,
  ENOTSOCK: 88,
  EDESTADDRREQ: 89,
  EMSGSIZE: 90,
  EPROTOTYPE: 91,
  ENOPROTOOPT: 92,
  EPROTONOSUPPORT: 93,
  EOPNOTSUPP: 95,
  EAFNOSUPPORT: 97,
  EADDRINUSE: 98,
  EADDRNOTAVAIL: 99,
  ENETDOWN: 100,
  ENETUNREACH: 101,
  ECONNABORTED: 103,
  ECONNRESET: 104,
  ENOBUFS: 105,
  EISCONN: 106,
  ENOTCONN: 107,
  ESHUTDOWN: 108,
  ETIMEDOUT: 110,
  ECONNREFUSED: 111,
  EHOSTDOWN: 112,
  EHOSTUNREACH: 113,
  EALREADY: 114,
  EINPROGRESS: 115,
  EPROTO: 71,
} as const satisfies Record<string, number>;

const DARWIN: Record<ErrnoName, number> = {
  EPERM: 1,
  ENOENT: 2,
  EINTR: 4,
  EIO: 5,
  EBADF: 9,
  EAGAIN: 35,
  ENOMEM: 12,
  EACCES: 13,
  EFAULT: 14,
  EEXIST: 17,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  ENFILE: 23,
  EMFILE: 24,
  ENXIO: 6,
  EPIPE: 32,
  ENOTSOCK: 38,
  EDESTADDRREQ: 39,
  EMSGSIZE: 40,
  EPROTOTYPE: 41,
  ENOPROTOOPT: 42,
  EPROTONOSUPPORT: 43,
  EOPNOTSUPP: 102,
  EAFNOSUPPORT: 47,
  EADDRINUSE: 48,
  EADDRNOTAVAIL: 49,
  ENETDOWN: 50,
  ENETUNREACH: 51,
  ECONNABORTED: 53,
  ECONNRESET: 54,
  ENOBUFS: 55,
  EISCONN: 56,
  ENOTCONN: 57,
  ESHUTDOWN: 58,
  ETIMEDOUT: 60,
  ECONNREFUSED: 61,
  EHOSTDOWN: 64,
  EHOSTUNREACH: 65,
  EALREADY: 37,
  EINPROGRESS: 36,
  EPROTO: 100,
};

/**
 * The name of a system error, as `<errno.h>` spells it. EWOULDBLOCK is the same number as EAGAIN on every system we
 * know and is always called EAGAIN.
 */
export type ErrnoName = keyof typeof LINUX;

/** Every errno name, in no particular order. */
export const ERRNO_NAMES = Object.keys(LINUX) as readonly ErrnoName[];

/** The operating systems whose errno numbers are known. */
export type ErrnoPlatform = "linux" | "darwin";

/** The numbers of `platform`, by name. */
export function errnoNumbers(platform: ErrnoPlatform): Readonly<Record<ErrnoName, number>> {
  return platform === "darwin" ? DARWIN : LINUX;
}

/** The name of errno `code` on `platform`, or null when it has none here. */
export function errnoName(code: number, platform: ErrnoPlatform): ErrnoName | null {
  const numbers = errnoNumbers(platform);
  return ERRNO_NAMES.find((name) => numbers[name] === code) ?? null;
}
