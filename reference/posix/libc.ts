// The C library's own functions, each bound once with the types it has there.
// Knows their signatures; knows neither what their results mean nor how they fail.

import koffi, { type KoffiFunc } from "koffi";
import { PLATFORM } from "./constants.ts";

/** The process itself: whatever C library it runs on is already part of it. */
const library = koffi.load(null);

function bound<Signature extends (...args: never[]) => unknown>(declaration: string): KoffiFunc<Signature> {
  return library.func(declaration) as unknown as KoffiFunc<Signature>;
}

/** A function that only Linux has: calling it elsewhere is our own mistake, since the host offers nothing that would. */
function ofLinux<Signature extends (...args: never[]) => unknown>(declaration: string): KoffiFunc<Signature> {
  if (PLATFORM === "linux") return bound(declaration);
  const refuse = () => {
    throw new Error(`this system has no ${declaration}`);
  };
  return refuse as unknown as KoffiFunc<Signature>;
}

/** Memory handed to a call: the call reads or writes it in place. */
export type Memory = Uint8Array | Int32Array | Uint32Array | BigInt64Array | BigUint64Array | null;

/** How poll(2) counts descriptors. */
const NFDS = PLATFORM === "darwin" ? "unsigned int" : "unsigned long";

/**
 * The functions of the C library that the host is made of. Unless noted they give -1 when they fail and leave the
 * reason in errno, which `errno` reads: directly after the call, and inside the callback of an `.async` one.
 */
export const libc = {
  socket: bound<(family: number, type: number, protocol: number) => number>("int socket(int, int, int)"),
  socketpair: bound<(family: number, type: number, protocol: number, fds: Memory) => number>(
    "int socketpair(int, int, int, void *)",
  ),
  bind: bound<(fd: number, address: Memory, length: number) => number>("int bind(int, void *, unsigned int)"),
  listen: bound<(fd: number, backlog: number) => number>("int listen(int, int)"),
  accept: bound<(fd: number, address: Memory, length: Memory) => number>("int accept(int, void *, void *)"),
  connect: bound<(fd: number, address: Memory, length: number) => number>("int connect(int, void *, unsigned int)"),
  getsockname: bound<(fd: number, address: Memory, length: Memory) => number>("int getsockname(int, void *, void *)"),
  getpeername: bound<(fd: number, address: Memory, length: Memory) => number>("int getpeername(int, void *, void *)"),
  shutdown: bound<(fd: number, direction: number) => number>("int shutdown(int, int)"),
  send: bound<(fd: number, data: Memory, size: number, flags: number) => number>("long send(int, void *, size_t, int)"),
  recv: bound<(fd: number, data: Memory, size: number, flags: number) => number>("long recv(int, void *, size_t, int)"),
  getsockopt: bound<(fd: number, level: number, option: number, value: Memory, length: Memory) => number>(
    "int getsockopt(int, int, int, void *, void *)",
  ),
  setsockopt: bound<(fd: number, level: number, option: number, value: Memory, length: number) => number>(
    "int setsockopt(int, int, int, void *, unsigned int)",
  ),
  close: bound<(fd: number) => number>("int close(int)"),
  read: bound<(fd: number, data: Memory, size: number) => number>("long read(int, void *, size_t)"),
  write: bound<(fd: number, data: Memory, size: number) => number>("long write(int, void *, size_t)"),
  pipe: bound<(fds: Memory) => number>("int pipe(void *)"),
  /** Variadic, so the type of the argument is named in the call. */
  fcntl: bound<(fd: number, command: number, type: "int", argument: number) => number>("int fcntl(int, int, ...)"),
  select: bound<(count: number, read: Memory, write: Memory, except: Memory, timeout: Memory) => number>(
    "int select(int, void *, void *, void *, void *)",
  ),
  poll: bound<(entries: Memory, count: number, timeoutMs: number) => number>(`int poll(void *, ${NFDS}, int)`),
  /** These three are Linux's own, and absent elsewhere. */
  epoll_create1: ofLinux<(flags: number) => number>("int epoll_create1(int)"),
  epoll_ctl: ofLinux<(epollFd: number, operation: number, fd: number, event: Memory) => number>(
    "int epoll_ctl(int, int, int, void *)",
  ),
  epoll_wait: ofLinux<(epollFd: number, events: Memory, count: number, timeoutMs: number) => number>(
    "int epoll_wait(int, void *, int, int)",
  ),
  nanosleep: bound<(wanted: Memory, left: Memory) => number>("int nanosleep(void *, void *)"),
  /** Gives 1 when it could read the text. */
  inet_pton: bound<(family: number, text: string, address: Memory) => number>(
    "int inet_pton(int, const char *, void *)",
  ),
  /** Gives the text. */
  inet_ntop: bound<(family: number, address: Memory, text: Memory, size: number) => string>(
    "const char *inet_ntop(int, void *, void *, unsigned int)",
  ),
  /** Gives 0, or a number that `gai_strerror` explains; writes the pointer to the first result. */
  getaddrinfo: bound<(host: string, service: null, hints: Memory, result: Memory) => number>(
    "int getaddrinfo(const char *, const char *, void *, void *)",
  ),
  freeaddrinfo: bound<(result: bigint) => void>("void freeaddrinfo(void *)"),
  gai_strerror: bound<(code: number) => string>("const char *gai_strerror(int)"),
  strerror: bound<(code: number) => string>("const char *strerror(int)"),
};

/** Why the last call of this thread failed. */
export function errno(): number {
  return koffi.errno();
}
errno(); // So it is compiled when it is needed: compiling makes system calls of its own, which may change what it reads.

/** The memory behind a pointer the library gave us, `size` bytes of it. It is the library's: read it before freeing. */
export function memoryAt(pointer: bigint, size: number): DataView {
  return new DataView(koffi.view(pointer, size));
}
