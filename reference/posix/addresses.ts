// Socket addresses between our form and the kernel's: `struct sockaddr_in`, `sockaddr_in6`, `sockaddr_un`.
// Knows their layouts; knows nothing of the calls that take them.

import type { Family, SocketAddress } from "../../spec/host.ts";
import { CONSTANTS } from "./constants.ts";
import { OverflowError } from "./errors.ts";
import { libc } from "./libc.ts";
import { resolve } from "./resolve.ts";

/** Where a socket address keeps its port, its path, and its IP address; and how long one with an IP address is. */
const PORT_OFFSET = 2;
const PATH_OFFSET = 2;
const INET = { inet: { offset: 4, size: 4, length: 16 }, inet6: { offset: 8, size: 16, length: 28 } } as const;
const SCOPE_OFFSET = 24;

/** The one address that is on its way to or from the kernel: every call writes it and reads it at once. */
export const sockaddr = new Uint8Array(128);

/** Its length, for calls that answer with an address. */
export const sockaddrLength = new Uint32Array(1);

const text = new Uint8Array(64);
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Writes `address` into `sockaddr` and gives its length in bytes. `call` is the name of the call for messages.
 * Throws TypeError for something that is no address of that family, OverflowError for a port outside 0…65535, an error
 * of name resolution for a host it cannot read, and Error for a path that is too long.
 */
export function encodeAddress(family: Family, address: SocketAddress, call: string): number {
  sockaddr.fill(0);
  const length = family === "unix" ? encodePath(address) : encodeInet(family, address, call);
  if (CONSTANTS.addressCarriesLength) sockaddr[0] = length;
  sockaddr[familyOffset()] = CONSTANTS.family[family];
  return length;
}

/** Makes room for an answer of the kernel. */
export function expectAddress(): void {
  sockaddr.fill(0);
  sockaddrLength[0] = sockaddr.length;
}

/** The address the kernel wrote into `sockaddr`. */
export function decodeAddress(): SocketAddress {
  const number = sockaddr[familyOffset()];
  const port = ((sockaddr[PORT_OFFSET] ?? 0) << 8) | (sockaddr[PORT_OFFSET + 1] ?? 0);
  if (number === CONSTANTS.family.inet) return [decodeHost("inet"), port];
  if (number === CONSTANTS.family.inet6) return [`${decodeHost("inet6")}${decodeScope()}`, port];
  return decodePath();
}

function familyOffset(): number {
  return CONSTANTS.addressCarriesLength ? 1 : 0;
}

function encodeInet(family: "inet" | "inet6", address: SocketAddress, call: string): number {
  if (!Array.isArray(address) || address.length !== 2) {
    throw new TypeError(`an ${family} address must be a pair of host and port`);
  }
  const [host, port]: readonly unknown[] = address;
  if (typeof host !== "string") throw new TypeError("the host of an address must be text");
  if (!Number.isInteger(port)) throw new TypeError("the port of an address must be a whole number");
  encodeHost(family, host);
  encodePort(Number(port), call);
  return INET[family].length;
}

function encodePort(port: number, call: string): void {
  if (port < 0 || port > 0xffff) throw new OverflowError(`${call}(): port must be 0-65535.`);
  sockaddr[PORT_OFFSET] = port >> 8;
  sockaddr[PORT_OFFSET + 1] = port & 0xff;
}

/** The empty host is every address of this machine, which is all zeros. */
function encodeHost(family: "inet" | "inet6", host: string): void {
  const { offset, size } = INET[family];
  const number = CONSTANTS.family[family];
  if (host === "") return;
  if (libc.inet_pton(number, host, sockaddr.subarray(offset, offset + size)) === 1) return;
  sockaddr.set(resolve(host, number));
}

function decodeHost(family: "inet" | "inet6"): string {
  const { offset, size } = INET[family];
  return libc.inet_ntop(CONSTANTS.family[family], sockaddr.subarray(offset, offset + size), text, text.length);
}

/**
 * Which network a link-local IPv6 address is on, as RFC 4007 writes it behind the host: `%` and a number. Nothing where
 * the address alone says it.
 */
function decodeScope(): string {
  const scope = new DataView(sockaddr.buffer).getUint32(SCOPE_OFFSET, true);
  return scope === 0 ? "" : `%${scope}`;
}

/** Linux also knows names that are no paths: they begin with a zero and are as long as they are. */
function encodePath(address: SocketAddress): number {
  if (typeof address !== "string") throw new TypeError("a unix address must be a path");
  const path = encoder.encode(address);
  if (path.length >= CONSTANTS.pathSize) throw new Error("AF_UNIX path too long");
  sockaddr.set(path, PATH_OFFSET);
  const isPath = path.length > 0 && path[0] !== 0;
  return PATH_OFFSET + path.length + (isPath ? 1 : 0);
}

function decodePath(): string {
  const bytes = sockaddr.subarray(PATH_OFFSET, Math.max(PATH_OFFSET, sockaddrLength[0] ?? 0));
  if (bytes[0] === 0 && bytes.some((byte) => byte !== 0)) return decoder.decode(bytes);
  const end = bytes.indexOf(0);
  return decoder.decode(end === -1 ? bytes : bytes.subarray(0, end));
}
