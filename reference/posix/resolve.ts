// Host names: getaddrinfo(3), for whatever is not a numeric address.
// Knows `struct addrinfo`; knows nothing of sockets.

import { CONSTANTS } from "./constants.ts";
import { NameResolutionError, osError } from "./errors.ts";
import { errno, libc, memoryAt } from "./libc.ts";

/** The size of `struct addrinfo`, and where its family and the length of its address are: alike on our systems. */
const ADDRINFO = { size: 48, family: 4, addressLength: 16 } as const;

/**
 * The socket address the system's resolver knows for `host` in family number `family`: the first one, as the kernel's
 * own bytes. Blocks while it asks. Throws NameResolutionError for a host nobody knows.
 */
export function resolve(host: string, family: number): Uint8Array {
  const hints = new Int32Array(ADDRINFO.size / 4);
  hints[ADDRINFO.family / 4] = family;
  const result = new BigUint64Array(1);
  const code = libc.getaddrinfo(host, null, hints, result);
  if (code !== 0) throw resolutionError(code);
  const pointer = result[0] ?? 0n;
  try {
    const info = memoryAt(pointer, ADDRINFO.size);
    const length = info.getUint32(ADDRINFO.addressLength, true);
    const address = memoryAt(info.getBigUint64(CONSTANTS.addrinfoAddressOffset, true), length);
    return new Uint8Array(address.buffer).slice();
  } finally {
    libc.freeaddrinfo(pointer);
  }
}

function resolutionError(code: number): Error {
  if (code === CONSTANTS.EAI_SYSTEM) return osError(errno());
  return new NameResolutionError(CONSTANTS.resolution[code] ?? "EAI_FAIL", code, libc.gai_strerror(code));
}
