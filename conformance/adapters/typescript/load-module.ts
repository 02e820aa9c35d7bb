// Finds and loads the module to be played, and sees whether it has what shape.ts asks for.
// Only looks at names: whether they behave is what the suite is for.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, extname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Implementation } from "../../../spec/adapter.ts";
import type { AsyncoreModule } from "./shape.ts";

const FUNCTIONS = [
  "Dispatcher",
  "Socket",
  "SocketMap",
  "ExitNow",
  "loop",
  "poll",
  "closeAll",
  "compactTraceback",
] as const;

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
  const missing = FUNCTIONS.filter((name) => typeof module[name] !== "function");
  const lacking = [...missing, ...(module.socketMap instanceof Map ? [] : ["socketMap"])];
  if (lacking.length > 0)
    throw new Error(
      `${specifier} is no asyncore: it does not export ${lacking.join(", ")}. What it must export is written in shape.ts beside the player.`,
    );
  return { module: module as AsyncoreModule, implementation: identify(module as AsyncoreModule, specifier, url) };
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
