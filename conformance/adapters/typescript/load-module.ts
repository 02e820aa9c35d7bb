// Finds and loads the module to be played, and sees whether it has what shape.ts asks for.
// Looks at names, and at one socket: whether they behave is what the suite is for.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, extname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Implementation } from "../../../spec/adapter.ts";
import { missingExports, missingMembers, socketTrouble } from "./members.ts";
import type { AsyncoreModule } from "./shape.ts";

/** A module, and who it says it is. */
export interface Loaded {
  readonly module: AsyncoreModule;
  readonly implementation: Implementation;
}

/** Loads `specifier`: a path, or the name of a package. Throws Error with one sentence when it is no asyncore. */
export async function loadModule(specifier: string): Promise<Loaded> {
  const url = locate(specifier);
  const namespace = (await import(url)) as Partial<AsyncoreModule> & { default?: Partial<AsyncoreModule> };
  const module = namespace.Dispatcher === undefined && namespace.default !== undefined ? namespace.default : namespace;
  refuseWhatIsMissing(module, specifier);
  return { module, implementation: identify(module, specifier, url) };
}

function refuseWhatIsMissing(module: Partial<AsyncoreModule>, called: string): asserts module is AsyncoreModule {
  const exports = missingExports(module);
  if (exports.length > 0)
    throw new Error(`The module ${called} is no asyncore: it does not export ${exports.join(", ")}.`);
  const members = missingMembers(module as AsyncoreModule);
  if (members.length > 0) throw new Error(`The module ${called} has no ${members.join(", ")}.`);
  const trouble = socketTrouble(module as AsyncoreModule);
  if (trouble !== null)
    throw new Error(`The module ${called} makes no sockets to play on: new Socket("inet", "stream"): ${trouble}.`);
}

/** Paths are taken from the working directory, and so are packages, if they are installed there. */
function locate(specifier: string): string {
  const path = resolve(specifier);
  if (/^\.{0,2}[/\\]/.test(specifier) || existsSync(path)) return pathToFileURL(path).href;
  try {
    return pathToFileURL(createRequire(join(resolve(), "package.json")).resolve(specifier)).href;
  } catch {
    return specifier; // A package without an entry for require: left to import.
  }
}

function identify({ implementation }: AsyncoreModule, specifier: string, url: string): Implementation {
  const isTypeScript = url.startsWith("file:") && /^\.[cm]?ts$/.test(extname(fileURLToPath(url)));
  return {
    name: implementation?.name ?? basename(specifier),
    version: implementation?.version ?? "unknown",
    language: isTypeScript ? "TypeScript" : "JavaScript",
    ...(implementation?.homepage === undefined ? {} : { homepage: implementation.homepage }),
  };
}
