// Sending and receiving on sockets.
// Knows send(2) and recv(2) and their flags.

import { CONSTANTS } from "./constants.ts";
import { failUnlessInterrupted } from "./errors.ts";
import { libc } from "./libc.ts";
import { received } from "./receive-buffer.ts";

const { MSG_NOSIGNAL, MSG_OOB } = CONSTANTS;
const NOTHING = 0;

/**
 * What is short is copied here before it is sent: the engine keeps short arrays where a call of the C library cannot
 * reach them, and moving one out costs far more than the copy.
 */
const short = new Uint8Array(new ArrayBuffer(1024));

/** Sends from `data` what the kernel takes now. */
export function send(fd: number, data: Uint8Array): number {
  return transmit(fd, data, MSG_NOSIGNAL);
}

/** Sends the last byte of `data` as urgent data, those before it as ordinary data. */
export function sendUrgent(fd: number, data: Uint8Array): number {
  return transmit(fd, data, MSG_NOSIGNAL | MSG_OOB);
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

function transmit(fd: number, data: Uint8Array, flags: number): number {
  const size = data.length;
  const isShort = size <= short.length;
  if (isShort) short.set(data);
  for (;;) {
    const taken = libc.send(fd, isShort ? short : data, size, flags);
    if (taken !== -1) return taken;
    failUnlessInterrupted();
  }
}

function receive(fd: number, size: number, flags: number): Uint8Array {
  const room = received.roomFor(size);
  if (size === 0) return new Uint8Array(0);
  for (;;) {
    const taken = libc.recv(fd, room, size, flags);
    if (taken !== -1) return received.handOut(room, taken);
    failUnlessInterrupted();
  }
}
