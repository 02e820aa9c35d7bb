// Finds files that ship with the package, whether it runs from source or from dist/.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

const root = findRoot();

/** The absolute path of `relative`, a path inside the package such as `fixtures/scenarios`. */
export function packagePath(relative: string): string {
  return join(root, relative);
}

/**
 * The absolute path of a module of the package given by its source name, for example `reference/index.ts`: the source
 * itself in the repository, the compiled file where only dist/ was installed.
 */
export function modulePath(source: string): string {
  const written = packagePath(source);
  return existsSync(written) ? written : packagePath(join("dist", source.replace(/\.ts$/, ".js")));
}
