// Reads the source of the reference, for its docstrings. Nothing of it is imported or run.

import { globSync, readFileSync } from "node:fs";
import { packagePath } from "../package-path.ts";

/** A file of the reference: its path below the repository, and its text. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** What the reference keeps of asyncore and asynchat, without its tests, in order of path. */
export function referenceSources(): readonly SourceFile[] {
  return globSync("reference/{asyncore,asynchat}/*.ts", { cwd: packagePath(".") })
    .filter((file) => !file.endsWith(".test.ts"))
    .sort()
    .map((file) => ({ file, text: readFileSync(packagePath(file), "utf8") }));
}
