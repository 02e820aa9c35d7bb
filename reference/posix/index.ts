// The kernel of Linux and macOS behind the interface `Host`, through the C library.
// Knows sockets and nothing of asyncore; each family of calls has a file of its own.

import process from "node:process";
import type { Host, OutputStream } from "../../spec/host.ts";
import { PLATFORM } from "./constants.ts";
import { EpollWait } from "./epoll.ts";
import { describeError, nameError } from "./errors.ts";
import { close, duplicate, isBlocking, read, setBlocking, write } from "./files.ts";
import { getSocketOption, resetOnClose, setSocketOption } from "./options.ts";
import { poll, pollAsync } from "./poll.ts";
import { select, selectAsync } from "./select.ts";
import { sleep, sleepAsync } from "./sleep.ts";
import { accept, bind, connect, getPeerName, getSocketName, listen, shutdown, socket, socketPair } from "./sockets.ts";
import { recv, recvUrgent, send, sendUrgent } from "./transfers.ts";

export { NameResolutionError, OverflowError } from "./errors.ts";

/** What the kernel offers beyond what asyncore asks of it. */
export interface PosixHost extends Host {
  /** Two connected, blocking sockets of the local domain that have no address. */
  socketPair(): readonly [number, number];
  /** Receives the urgent byte. Fails with EINVAL when there is none. */
  recvUrgent(fd: number): Uint8Array;
}

/**
 * The real kernel. Sockets it makes are closed in programs this process starts. Host names are looked up with
 * getaddrinfo(3), which blocks.
 *
 * Waits on another thread use one of Node's four worker threads (UV_THREADPOOL_SIZE) each while they last.
 */
export const posixHost: PosixHost = {
  socket,
  setBlocking,
  isBlocking,
  bind,
  listen,
  accept,
  connect,
  send,
  recv,
  sendUrgent,
  recvUrgent,
  getSocketOption,
  setSocketOption,
  resetOnClose,
  getSocketName,
  getPeerName,
  shutdown,
  close,
  duplicate,
  read,
  write,
  socketPair,
  select,
  poll,
  sleep,
  selectAsync,
  pollAsync,
  sleepAsync,
  ...(PLATFORM === "linux" ? { standingPoll: () => new EpollWait() } : {}),
  print,
  describeError,
  nameError,
};

/** Printing goes through Node's own streams, so that whoever redirected those sees it. */
function print(stream: OutputStream, text: string): void {
  process[stream].write(text);
}
