// The words of `merge`. Knows what can be asked; who does it is in ../merge.ts.

import type { Command } from "commander";
import { mergeCommand } from "../merge.ts";
import { type Asked, exampleText } from "./asked.ts";

/** Adds `merge`. */
export function addMerge(program: Command, { surroundings, finish }: Asked): void {
  program
    .command("merge <folder...>")
    .description("join what the shards of one `certify` or `fuzz` left behind, as if one machine had done it all")
    .option("--out <folder>", "where the whole goes", "conformance-report")
    .addHelpText(
      "after",
      `\nA folder holds a part, or is one that holds the folders of parts. Parts that do not make a whole are refused: one is missing,
is there twice, was not finished, was changed, or is about something else than the others.
${exampleText(["merge shard-1 shard-2", "merge reports --out whole"])}`,
    )
    .action((folders: string[], options: { out: string }) => finish(mergeCommand(folders, options, surroundings)));
}
