// Sockets from their making to their connection: socket, bind, listen, accept, connect, names, shutdown.
// Knows the calls; knows neither what is sent over them nor how to wait for them.

import { type Family, POLL_FLAGS, PollList, type SocketAddress, type SocketType } from "../../spec/host.ts";
import { decodeAddress, encodeAddress, expectAddress, sockaddr, sockaddrLength } from "./addresses.ts";
import { CONSTANTS, SHUTDOWN } from "./constants.ts";
import { ERRNO, succeeded, uninterrupted } from "./errors.ts";
import { closedOnExec, isBlocking, setBlocking } from "./files.ts";
import { errno, libc } from "./libc.ts";
import { getSocketOption, withoutSignal } from "./options.ts";
import { poll } from "./poll.ts";

/** A new, blocking socket. */
export function socket(family: Family, type: SocketType): number {
  return asOurs(succeeded(libc.socket(CONSTANTS.family[family], CONSTANTS.type[type], 0)));
}

/** Two connected, blocking sockets of the local domain that have no address. */
export function socketPair(): readonly [number, number] {
  const fds = new Int32Array(2);
  succeeded(libc.socketpair(CONSTANTS.family.unix, CONSTANTS.type.stream, 0, fds));
  const [one = -1, other = -1] = fds;
  return [asOurs(one), asOurs(other)];
}

/** Gives the socket a local address. Throws what `encodeAddress` throws as well. */
export function bind(fd: number, family: Family, address: SocketAddress): void {
  const length = encodeAddress(family, address, "bind");
  succeeded(libc.bind(fd, sockaddr, length));
}

/**
 * Starts listening. A negative backlog, which Linux takes for the largest, is none, as in the original's socket module.
 */
export function listen(fd: number, backlog: number): void {
  succeeded(libc.listen(fd, Math.max(0, backlog)));
}

/** Takes one waiting connection. */
export function accept(fd: number): { readonly fd: number; readonly address: SocketAddress } {
  const accepted = uninterrupted(() => {
    expectAddress();
    return libc.accept(fd, sockaddr, sockaddrLength);
  });
  if (CONSTANTS.acceptInheritsNonBlocking) setBlocking(accepted, true);
  return { fd: asOurs(accepted), address: decodeAddress() };
}

/**
 * Starts to connect; gives 0 or an errno number. A blocking connect that a signal interrupts is waited for to its end.
 */
export function connect(fd: number, family: Family, address: SocketAddress): number {
  const length = encodeAddress(family, address, "connect_ex");
  if (libc.connect(fd, sockaddr, length) !== -1) return 0;
  const code = errno();
  if (code !== ERRNO.EINTR || !isBlocking(fd)) return code;
  poll(PollList.of({ fd, flags: POLL_FLAGS.POLLOUT }), null);
  return getSocketOption(fd, "SO_ERROR");
}

/** The local address. */
export function getSocketName(fd: number): SocketAddress {
  expectAddress();
  succeeded(libc.getsockname(fd, sockaddr, sockaddrLength));
  return decodeAddress();
}

/** The address of the other end. */
export function getPeerName(fd: number): SocketAddress {
  expectAddress();
  succeeded(libc.getpeername(fd, sockaddr, sockaddrLength));
  return decodeAddress();
}

/** Ends one direction or both. */
export function shutdown(fd: number, direction: "read" | "write" | "both"): void {
  succeeded(libc.shutdown(fd, SHUTDOWN[direction]));
}

function asOurs(fd: number): number {
  return withoutSignal(closedOnExec(fd));
}
