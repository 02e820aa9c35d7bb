// Bytes as programs write them and as traces show them.

import { crc32 } from "node:zlib";
import type { Data, Text } from "../spec/program.ts";
import type { Value } from "../spec/trace.ts";

/** Longer bytes are shown by length and checksum. */
export const LONGEST_SHOWN_BYTES = 256;

/** The bytes `data` stands for; text that is not bytes is taken as if it were. */
export function bytesOf(data: Data | Text): Buffer {
  if (typeof data === "object" && "text" in data) return Buffer.from(data.text, "latin1");
  if (typeof data === "string") return Buffer.from(data, "latin1");
  const piece = Buffer.from(data.repeat, "latin1");
  return Buffer.alloc(piece.length * data.times, piece); // Some are 16 MB.
}

/** `bytes` as a trace shows them: a string with one code unit a byte, or their length and CRC-32. */
export function showBytes(bytes: Uint8Array): Value {
  if (bytes.length > LONGEST_SHOWN_BYTES) return { length: bytes.length, crc32: crc32(bytes) };
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}
