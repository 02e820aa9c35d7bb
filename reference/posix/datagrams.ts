// Sending a datagram to an address, from a socket that is connected to nobody.
// Knows sendto(2); asyncore never makes this call, so it is no part of Host.

import koffi, { type KoffiFunc } from "koffi";
import type { Family, SocketAddress } from "../../spec/host.ts";
import { encodeAddress, sockaddr } from "./addresses.ts";
import { CONSTANTS } from "./constants.ts";
import { uninterrupted } from "./errors.ts";
import type { Memory } from "./libc.ts";

const sendto = koffi.load(null).func("long sendto(int, void *, size_t, int, void *, unsigned int)") as KoffiFunc<
  (fd: number, data: Memory, size: number, flags: number, address: Memory, length: number) => number
>;

/** Sends `data` as one datagram. `family` is the socket's own. Throws OsError, and what `bind` throws for a bad address. */
export function sendTo(fd: number, family: Family, data: Uint8Array, address: SocketAddress): void {
  const length = encodeAddress(family, address, "sendto");
  uninterrupted(() => sendto(fd, data, data.length, CONSTANTS.MSG_NOSIGNAL, sockaddr, length));
}
