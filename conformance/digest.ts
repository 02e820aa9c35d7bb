// Digests of data: the same value gives the same digest, in whatever order its members were written.

import { createHash } from "node:crypto";

/** `value` as JSON with the members of every object in alphabetical order and no blanks. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** SHA-256 of `value`'s canonical JSON, as 64 hexadecimal digits. */
export function digest(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
