// The words of `init`. Knows what can be asked; who does it is in ../init.ts.

import type { Command } from "commander";
import { type InitOptions, initCommand } from "../init.ts";
import { type Asked, exampleText } from "./asked.ts";

/** Adds `init`. */
export function addInit(program: Command, { surroundings, finish }: Asked): void {
  program
    .command("init <folder>")
    .description("begin an adapter: write one that plays already, on an empty implementation")
    .requiredOption("--lang <language>", "python, node or go; each needs its standard library and nothing else")
    .addHelpText("after", exampleText(["init --lang go my-adapter"]))
    .action((folder: string, options: InitOptions) => finish(initCommand(folder, options, surroundings)));
}
