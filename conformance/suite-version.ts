// The version of the suite, read from its own package.json once.

import { readFileSync } from "node:fs";
import { packagePath } from "./package-path.ts";

/** For example "0.1.0". */
export const SUITE_VERSION: string = (
  JSON.parse(readFileSync(packagePath("package.json"), "utf8")) as { version: string }
).version;
