// Digests of data: the same value gives the same digest, in whatever order its members were written.

import { createHash } from "node:crypto";

/** `value` as JSON with the members of every object in alphabetical order and no blanks. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const object = value as Readonly<Record<string, unknown>>;
  const members = Object.keys(object).filter((name) => object[name] !== undefined);
  return `{${members.sort().map((name) => `${JSON.stringify(name)}:${canonicalJson(object[name])}`)}}`;
}

/** SHA-256 of `bytes`, of text in UTF-8, as 64 hexadecimal digits. */
export function sha256(bytes: string | Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** SHA-256 of `value`'s canonical JSON. */
export function digest(value: unknown): string {
  return sha256(canonicalJson(value));
}
