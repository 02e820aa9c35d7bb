// What says that the files of the corpus are those that were recorded: their SHA-256, beside them, as `sha256sum -c` reads it.
// Knows names and bytes of files; knows nothing of what is in them.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The file beside the others. */
export const SEALS = "SHA256SUMS";

function sealOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function readSeals(folder: string): ReadonlyMap<string, string> {
  const file = join(folder, SEALS);
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

/** Seals the file `name` of `folder` as it is now; the seals of others stay. */
export function seal(folder: string, name: string): void {
  const seals = new Map([...readSeals(folder), [name, sealOf(readFileSync(join(folder, name)))]]);
  const lines = [...seals].filter(([file]) => file !== "").sort(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(join(folder, SEALS), lines.map(([file, digest]) => `${digest}  ${file}\n`).join(""));
}

/** Whether `bytes` are what was sealed as `name` in `folder`; what was never sealed is not. */
export function isSealed(folder: string, name: string, bytes: Uint8Array): boolean {
  return readSeals(folder).get(name) === sealOf(bytes);
}
