// Shows the values of a trace to people: addresses and sockets by name, what a peer saw in words.

import type { PeerSaw, Value } from "../../spec/trace.ts";

function describePeerSaw(saw: PeerSaw): string {
  switch (saw.saw) {
    case "data":
      return `received ${saw.data === "all that was sent" ? saw.data : describeValue(saw.data)}`;
    case "error":
      return saw.errno;
    case "end":
      return "end of stream";
    default:
      return saw.saw;
  }
}

/** A value, or what a peer saw, in a few words: `"abc"`, `server`, `received "abc"`, `end of stream`. */
export function describeValue(value: Value | PeerSaw): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if ("saw" in value) return describePeerSaw(value);
  if ("address" in value) return value.address ?? "nowhere";
  if ("socket" in value) return `socket ${value.socket}`;
  if ("pair" in value) return `(${value.pair.map(describeValue).join(", ")})`;
  if ("list" in value) return `[${value.list.map(describeValue).join(", ")}]`;
  if ("length" in value) return `${value.length} bytes with CRC-32 ${value.crc32}`;
  return value.present ? "there" : "not there";
}
