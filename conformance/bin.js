#!/usr/bin/env node
// Starts the command line: from source in the repository, from dist/ where the package was installed.

import { existsSync } from "node:fs";
import module from "node:module"; // Whole: a name that an older Node lacks would be a SyntaxError in place of the sentence below.
import { fileURLToPath } from "node:url";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`asyncore-conformance: Node ${process.versions.node} is too old.\nUse Node 22.18 or newer.\n`);
  process.exit(2);
}
let early = null; // Loading takes a second or two, and who interrupts then is answered like anybody else.
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => {
    early = signal;
  });
const source = new URL("./cli.ts", import.meta.url);
// What Node made of the sources last time is kept where tools keep such things: half of a short command is loading.
const modules = new URL(existsSync(source) ? "../node_modules/" : "../../", import.meta.url);
module.enableCompileCache(fileURLToPath(new URL(".cache/asyncore-conformance", modules)));
const { main } = await import(
  existsSync(source) ? source.href : new URL("../dist/conformance/cli.js", import.meta.url).href
);
await main(process.argv.slice(2), () => early);
