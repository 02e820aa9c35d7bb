// Reaches a TypeScript or JavaScript module: the TypeScript player runs in a child process of its own and loads it by path.
// A hang inside it can be ended, and the suite's peers keep their own descriptors. The reference is reached in this way too.

import { spawn } from "node:child_process";
import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import { modulePath } from "../package-path.ts";
import { SuiteError } from "../suite-error.ts";
import type { AdapterSource } from "./adapter.ts";
import { type Launch, launchedAdapter } from "./process.ts";

const WHEN_UNUSABLE =
  "What a module must export is written in conformance/adapters/typescript/shape.ts; `node FILE` shows whether it loads.";

/** What the player itself says of a module that cannot be played, which needs nobody else's words around it. */
const OF_THE_MODULE = /(?<=exit code 1\. Its last words: )The module .*$/;

/** Plays on the module at `path`; `node` is the Node program to run it with, `args` are words for the player. */
export function moduleAdapter(path: string, node: string, args: readonly string[] = []): AdapterSource {
  return playedOn(path, `The module ${path}`, node, args);
}

/** The reference of this package. */
export function referenceAdapter(node: string, args: readonly string[] = []): AdapterSource {
  return playedOn(modulePath("reference/index.ts"), "The reference", node, args);
}

/** The player need not be compiled again when the suite was not: where Node keeps what it compiled is the same for both. */
function environment(): NodeJS.ProcessEnv {
  const kept = getCompileCacheDir(); // The folder of this version of Node in it.
  return kept === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(kept) };
}

/** `called` begins the sentence that says why it cannot be used: whoever named a module never saw the player's words. */
function playedOn(path: string, called: string, node: string, args: readonly string[]): AdapterSource {
  const player = modulePath("conformance/adapters/typescript/main.ts");
  const all = ["--expose-gc", "--disable-warning=ExperimentalWarning", player, path, ...args];
  const launch: Launch = (mark) =>
    spawn(node, all, { detached: true, stdio: ["pipe", "pipe", "pipe"], env: { ...environment(), ...mark } });
  const source = launchedAdapter([node, ...all], launch);
  const start: AdapterSource["start"] = async (limitMs, ended) => {
    try {
      return await source.start(limitMs, ended);
    } catch (error) {
      if (!(error instanceof SuiteError)) throw error;
      const sentence = error.message.replace(`The adapter "${source.words.join(" ")}"`, () => called);
      const [told] = OF_THE_MODULE.exec(sentence) ?? [sentence];
      throw new SuiteError(error.code, told, WHEN_UNUSABLE);
    }
  };
  return { words: source.words, start };
}
