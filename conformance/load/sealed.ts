// Which fixtures were looked through already: those whose SHA-256 is written in fixtures/SHA256SUMS, as `sha256sum -c` reads it.
// Looking through all of them takes longer than playing them. Knows paths and texts; knows nothing of what is in them.

import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { sha256 } from "../certificate/digest.ts";
import { packagePath } from "../package-path.ts";

/** From the root of the package. `npm run spec` writes it once it has looked through every fixture there is. */
export const SEALS = "fixtures/SHA256SUMS";

const FOLDER = packagePath("fixtures");

/** Whether a file with this text need not be looked through: it was, or nobody should. */
export type Trust = (path: string, text: string) => boolean;

let seals: ReadonlySet<string> | null = null;

function lineOf(path: string, text: string): string {
  return `${sha256(text)}  ${relative(FOLDER, path)}`;
}

/** Whether the file at `path`, whose text this is, is a fixture as it was when all of them were looked through. */
export const isSealed: Trust = (path, text) => {
  const file = packagePath(SEALS);
  seals ??= new Set(existsSync(file) ? readFileSync(file, "utf8").split("\n") : []);
  return seals.has(lineOf(path, text));
};

/** Trusts nobody: everything is looked through. */
export const trustsNobody: Trust = () => false;

/** The text of SEALS for these files of fixtures/. */
export function sealsOf(files: readonly string[]): string {
  const lines = [...files].sort().map((file) => lineOf(join(FOLDER, file), readFileSync(join(FOLDER, file), "utf8")));
  return lines.map((line) => `${line}\n`).join("");
}
