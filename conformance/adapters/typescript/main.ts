// The player of JavaScript and TypeScript implementations, as a program of its own:
//   node conformance/adapters/typescript/main.ts MODULE [--variant async|epoll|async-epoll]

import { writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { BlockingLines } from "./lines.ts";
import { type Loaded, loadModule } from "./load-module.ts";
import { methodsFor } from "./methods.ts";
import { Printing } from "./printing.ts";
import { missingForVariant, moduleIn, PLAIN, VARIANTS, type Variant } from "./variant.ts";
import { Wire } from "./wire.ts";

const UNUSABLE = 1;
const USAGE = 2;
const STANDARD_ERROR = 2;

function leave(code: number, sentence: string): never {
  writeSync(STANDARD_ERROR, `${sentence}\n`);
  process.exit(code);
}

function readArguments(): { specifier: string; variant: Variant } {
  const usage =
    "Usage: main.ts MODULE [--variant async|epoll|async-epoll], where MODULE is a path or the name of a package.";
  try {
    const { positionals, values } = parseArgs({ allowPositionals: true, options: { variant: { type: "string" } } });
    const [specifier] = positionals;
    const variant = values.variant === undefined ? PLAIN : VARIANTS[values.variant];
    if (specifier === undefined || positionals.length > 1 || variant === undefined) leave(USAGE, usage);
    return { specifier, variant };
  } catch {
    leave(USAGE, usage);
  }
}

const { specifier, variant } = readArguments();
const printing = new Printing();
printing.takeOver();
const { module, implementation }: Loaded = await loadModule(specifier).catch((error: unknown) =>
  leave(UNUSABLE, error instanceof Error ? error.message : String(error)),
);
const missing = missingForVariant(module, variant);
if (missing !== null) leave(UNUSABLE, `${specifier} has no ${missing}, which this variant plays on.`);
const wire = new Wire(new BlockingLines(0, 1), () => process.exit(0));
const methods = methodsFor(
  { module: moduleIn(variant, module), printing, variant, askPeer: (params) => wire.askPeer(params) },
  implementation,
);
while ((await wire.serve(methods)) !== "shutdown");
process.exit(0);
