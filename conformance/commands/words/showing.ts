// The words of the commands that show what is in the suite, and of the one that records it. Knows what can be asked.

import type { Command } from "commander";
import { explainCommand } from "../explain.ts";
import { listCommand } from "../list.ts";
import { recordCommand } from "../record.ts";
import { type Asked, exampleText } from "./asked.ts";

/** Adds `list`, `explain` and `record`. */
export function addShowing(program: Command, { surroundings, finish }: Asked): void {
  program
    .command("list [selector...]")
    .description("list scenarios, or clauses")
    .option("--clauses", "list clauses", false)
    .option("--json", "as JSON", false)
    .addHelpText("after", exampleText(["list connect", "list --clauses --json"]))
    .action((selectors: string[], options: { clauses: boolean; json: boolean }) =>
      finish(listCommand(selectors, options, surroundings)),
    );
  program
    .command("explain <clause-area-or-scenario...>")
    .description("say what a clause means, who says so, and what the original does; what clauses an area has")
    .addHelpText("after", exampleText(["explain CONNECT-07", "explain CONNECT", "explain close/close-on-empty-read"]))
    .action((words: string[]) => finish(explainCommand(words, surroundings)));
  program
    .command("record [selector...]")
    .description("record the traces of the real interpreters of this machine (for developers of the suite)")
    .option("--check", "write nothing; exit 1 when a recording differs", false)
    .option("--corpus", "choose and record the corpus of random programs anew, and nothing else", false)
    .option("--python <version=path...>", "interpreters beside those that are found", [])
    .addHelpText("after", exampleText(["record connect/connect-on-first-write", "record --check", "record --corpus"]))
    .action((selectors: string[], options: { check: boolean; corpus: boolean; python: string[] }) =>
      finish(recordCommand(selectors, options, surroundings)),
    );
}
