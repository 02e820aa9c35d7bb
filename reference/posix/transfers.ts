// Sending and receiving on sockets.
// Knows send(2) and recv(2) and their flags.

import { CONSTANTS } from "./constants.ts";
import { uninterrupted } from "./errors.ts";
import { libc } from "./libc.ts";
import { bufferFor } from "./receive-buffer.ts";

const { MSG_NOSIGNAL, MSG_OOB } = CONSTANTS;
const NOTHING = 0;

/** Sends from `data` what the kernel takes now. */
export function send(fd: number, data: Uint8Array): number {
  return uninterrupted(() => libc.send(fd, data, data.length, MSG_NOSIGNAL));
}

/** Sends the last byte of `data` as urgent data, those before it as ordinary data. */
export function sendUrgent(fd: number, data: Uint8Array): number {
  return uninterrupted(() => libc.send(fd, data, data.length, MSG_NOSIGNAL | MSG_OOB));
}

/**
 * Receives at most `size` bytes. For none at all the kernel is not asked: it would report an idle connection as not
 * ready, where the original's socket module simply gives no bytes.
 */
export function recv(fd: number, size: number): Uint8Array {
  return receive(fd, size, NOTHING);
}

/** Receives the urgent byte, which ordinary receiving skips. */
export function recvUrgent(fd: number): Uint8Array {
  return receive(fd, 1, MSG_OOB);
}

function receive(fd: number, size: number, flags: number): Uint8Array {
  const buffer = bufferFor(size);
  if (size === 0) return new Uint8Array(0);
  const taken = uninterrupted(() => libc.recv(fd, buffer, size, flags));
  return buffer.slice(0, taken);
}
