// A channel as text, as the original's repr shows it.
// Knows what is shown and in which order; knows nothing of how channels work.

import { idOf } from "./object-id.ts";
import { asRepr, asText } from "./text.ts";
import { isTrue } from "./truth.ts";

/** What is shown of a channel. */
interface Shown {
  readonly accepting: boolean;
  readonly connected: boolean;
  readonly addr: unknown;
}

/**
 * "<MODULE.CLASS STATUS ADDRESS at 0xID>". STATUS is "listening" on an address, "connected", or absent; ADDRESS is
 * absent when there is none.
 * Clauses: ATTRIBUTE-03, ATTRIBUTE-04. Source: CPython 3.11 Lib/asyncore.py, dispatcher.__repr__().
 */
export function represent(channel: Shown): string {
  const parts = [`asyncore.${channel.constructor.name}`];
  if (channel.accepting && isTrue(channel.addr)) parts.push("listening");
  else if (channel.connected) parts.push("connected");
  if (channel.addr !== null) parts.push(addressText(channel.addr));
  return `<${parts.join(" ")} at 0x${idOf(channel)}>`;
}

/**
 * `host:port` for a pair with a number; anything else is shown as it is. Here an IPv6 address is always a pair; to Python
 * one that the kernel gave has four members, and is shown as they are.
 * Clauses: ATTRIBUTE-04.
 */
function addressText(address: unknown): string {
  if (!Array.isArray(address) || address.length !== 2) return asRepr(address);
  const [host, port]: readonly unknown[] = address;
  const isNumber = typeof port === "number" || typeof port === "boolean";
  return isNumber ? `${asText(host)}:${Math.trunc(Number(port))}` : asRepr(address);
}
