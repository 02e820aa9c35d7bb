// The player of JavaScript and TypeScript implementations, as a program of its own:
//   node conformance/adapters/typescript/main.ts MODULE [--variant async]

import { writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { BlockingLines } from "./lines.ts";
import { type Loaded, loadModule } from "./load-module.ts";
import { methodsFor } from "./methods.ts";
import { Printing } from "./printing.ts";
import { Wire } from "./wire.ts";

const UNUSABLE = 1;
const USAGE = 2;
const STANDARD_ERROR = 2;

function leave(code: number, sentence: string): never {
  writeSync(STANDARD_ERROR, `${sentence}\n`);
  process.exit(code);
}

function readArguments(): { specifier: string; asyncLoop: boolean } {
  const usage = "Usage: main.ts MODULE [--variant async], where MODULE is a path or the name of a package.";
  try {
    const { positionals, values } = parseArgs({ allowPositionals: true, options: { variant: { type: "string" } } });
    const [specifier] = positionals;
    const { variant } = values;
    if (specifier === undefined || positionals.length > 1 || (variant !== undefined && variant !== "async"))
      leave(USAGE, usage);
    return { specifier, asyncLoop: variant === "async" };
  } catch {
    leave(USAGE, usage);
  }
}

const { specifier, asyncLoop } = readArguments();
const printing = new Printing();
printing.takeOver();
const { module, implementation }: Loaded = await loadModule(specifier).catch((error: unknown) =>
  leave(UNUSABLE, error instanceof Error ? error.message : String(error)),
);
if (asyncLoop && module.loopAsync === undefined)
  leave(UNUSABLE, `${specifier} has no loopAsync to play with --variant async.`);
const wire = new Wire(new BlockingLines(0, 1), () => process.exit(0));
const methods = methodsFor({ module, printing, asyncLoop, askPeer: (params) => wire.askPeer(params) }, implementation);
while ((await wire.serve(methods)) !== "shutdown");
process.exit(0);
