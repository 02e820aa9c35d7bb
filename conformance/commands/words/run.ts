// The words of `run`. Knows what can be asked; who does it is in ../run.ts.

import type { Command } from "commander";
import { runCommand } from "../run.ts";
import type { JudgeOptions } from "../session-options.ts";
import { type Asked, exampleText, judging } from "./asked.ts";

/** Adds `run`. */
export function addRun(program: Command, { adapter, surroundings, finish }: Asked): void {
  judging(program.command("run <scenario...>"))
    .alias("replay") // What a campaign has found is replayed: people look for that word.
    .description("play scenarios (by id, area or clause) or program files, and show the trace or the divergence")
    .option("--json", "print one JSON array instead, with an object for each play", false)
    .addHelpText(
      "after",
      `${exampleText(["run connect/connect-on-first-write", "run my-program.json --oracle python3.11 -- ./my-adapter"])}

A program file has no recorded traces: only a live --oracle can judge it. Without one its trace is shown, nothing is
graded, and the exit code is 5.

The members of each object of --json: scenario, title, verdict (null when nothing was graded), trace (what was observed;
null when it was not played to its end), expected (what the original does; null unless it differs).`,
    )
    .action((words: string[], options: JudgeOptions & { json: boolean }) =>
      finish(runCommand(words, options, adapter, surroundings)),
    );
}
