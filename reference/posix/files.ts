// Calls on any descriptor: whether it blocks, copies of it, its end, and reading and writing what is no socket.
// Knows fcntl(2), read(2), write(2), close(2); knows nothing of sockets.

import { CONSTANTS } from "./constants.ts";
import { ERRNO, osError, succeeded, uninterrupted } from "./errors.ts";
import { libc } from "./libc.ts";
import { received } from "./receive-buffer.ts";

const { F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC, FD_CLOEXEC, O_NONBLOCK } = CONSTANTS;

/** Whoever keeps descriptors in mind, and is told of each one before it is closed. */
export const beforeClose = new Set<(fd: number) => void>();

/** Switches blocking of the open file off or on. A file that is as wanted already is left alone. */
export function setBlocking(fd: number, blocking: boolean): void {
  const flags = succeeded(libc.fcntl(fd, F_GETFL, "int", 0));
  const wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
  if (wanted !== flags) succeeded(libc.fcntl(fd, F_SETFL, "int", wanted));
}

/** Whether reads and writes of `fd` block. */
export function isBlocking(fd: number): boolean {
  return (succeeded(libc.fcntl(fd, F_GETFL, "int", 0)) & O_NONBLOCK) === 0;
}

/**
 * Keeps `fd` out of programs this process starts, and gives it back: a copy in a child would keep a connection open
 * that everybody here has closed.
 */
export function closedOnExec(fd: number): number {
  succeeded(libc.fcntl(fd, F_SETFD, "int", FD_CLOEXEC));
  return fd;
}

/** A second descriptor for the same open file. */
export function duplicate(fd: number): number {
  return succeeded(libc.fcntl(fd, F_DUPFD_CLOEXEC, "int", 0));
}

/** Closes the descriptor. It is gone even when the call is interrupted, so it is never tried again. */
export function close(fd: number): void {
  for (const forget of beforeClose) forget(fd);
  succeeded(libc.close(fd));
}

/** Reads at most `size` bytes. A negative size is what the original calls it, an invalid argument: EINVAL. */
export function read(fd: number, size: number): Uint8Array {
  if (size < 0) throw osError(ERRNO.EINVAL);
  const room = received.roomFor(size);
  const taken = uninterrupted(() => libc.read(fd, room, size));
  return received.handOut(room, taken);
}

/** Writes what is taken now, and gives how many bytes that is. */
export function write(fd: number, data: Uint8Array): number {
  return uninterrupted(() => libc.write(fd, data, data.length));
}

/** A pipe of two descriptors that do not block. */
export function pipe(): { readonly readFd: number; readonly writeFd: number } {
  const fds = new Int32Array(2);
  succeeded(libc.pipe(fds));
  const [readFd = -1, writeFd = -1] = fds;
  for (const fd of [readFd, writeFd]) setBlocking(closedOnExec(fd), false);
  return { readFd, writeFd };
}
