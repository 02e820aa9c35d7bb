// Reaches a TypeScript or JavaScript module: the TypeScript player runs in a child process of its own and loads it by path.
// A hang inside it can be ended, and the suite's peers keep their own descriptors. The reference is reached in this way too.

import { modulePath } from "../package-path.ts";
import type { AdapterSource } from "./adapter.ts";
import { processAdapter } from "./process.ts";

/** Plays on the module at `path`; `node` is the Node program to run it with. */
export function moduleAdapter(path: string, node: string, args: readonly string[] = []): AdapterSource {
  const player = modulePath("conformance/adapters/typescript/main.ts");
  return processAdapter([node, "--expose-gc", "--disable-warning=ExperimentalWarning", player, path, ...args]);
}

/** The reference of this package. */
export function referenceAdapter(node: string): AdapterSource {
  return moduleAdapter(modulePath("reference/index.ts"), node);
}
