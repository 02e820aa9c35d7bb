// Socket options: reading and setting those of the host, and the two that are ours alone.
// Knows getsockopt(2) and setsockopt(2).

import type { SocketOption } from "../../spec/host.ts";
import { CONSTANTS } from "./constants.ts";
import { succeeded } from "./errors.ts";
import { libc } from "./libc.ts";

const { SOL_SOCKET, SO_LINGER, SO_NOSIGPIPE } = CONSTANTS;

const value = new Int32Array(1);
const valueLength = new Uint32Array(1);
/** `struct linger`: on, for no time at all. */
const lingerNoTime = Int32Array.of(1, 0);

/** The value of an option. Reading SO_ERROR clears it. */
export function getSocketOption(fd: number, option: SocketOption): number {
  valueLength[0] = value.byteLength;
  succeeded(libc.getsockopt(fd, SOL_SOCKET, CONSTANTS.option[option], value, valueLength));
  return value[0] ?? 0;
}

/** Sets an option. */
export function setSocketOption(fd: number, option: SocketOption, wanted: number): void {
  setInteger(fd, CONSTANTS.option[option], wanted);
}

/** Makes the next `close` send a reset: to linger for no time is to drop the connection. */
export function resetOnClose(fd: number): void {
  succeeded(libc.setsockopt(fd, SOL_SOCKET, SO_LINGER, lingerNoTime, lingerNoTime.byteLength));
}

/** Makes a broken pipe an error where only an option of the socket can do that. */
export function withoutSignal(fd: number): number {
  if (SO_NOSIGPIPE !== null) setInteger(fd, SO_NOSIGPIPE, 1);
  return fd;
}

function setInteger(fd: number, option: number, wanted: number): void {
  value[0] = wanted;
  succeeded(libc.setsockopt(fd, SOL_SOCKET, option, value, value.byteLength));
}
