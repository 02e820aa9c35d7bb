// Digests of what is demanded, so that two reports can be seen to speak of the same: of all clauses, and of the schemas.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CLAUSES } from "../../spec/clauses/index.ts";
import type { Report } from "../../spec/report.ts";
import { packagePath } from "../package-path.ts";
import { digest } from "./digest.ts";

function schemas(): readonly (readonly [string, string])[] {
  const folder = packagePath("spec/schema");
  const files = readdirSync(folder).filter((file) => file.endsWith(".schema.json"));
  return files.sort().map((file) => [file, readFileSync(join(folder, file), "utf8")] as const);
}

/** SHA-256 of the clauses, with all that is said of each, and of the schemas with their names. Read once. */
export const SPECIFICATION: Report["specification"] = { clauses: digest(CLAUSES), schemas: digest(schemas()) };
