// The words of `selftest`. Knows what can be asked; who does it is in ../selftest.ts.

import { type Command, Option } from "commander";
import { type SelftestOptions, selftestCommand } from "../selftest.ts";
import { parseCount, parseTarget } from "../session-options.ts";
import { type Asked, exampleText } from "./asked.ts";

/** Adds `selftest`. */
export function addSelftest(program: Command, { surroundings, finish }: Asked): void {
  program
    .command("selftest")
    .description(
      "measure the suite: how many mutants of the original it catches, or how much of the original it reaches",
    )
    .option("--mutants", "on machine-made mutants of asyncore and asynchat, the original with one small mistake", false)
    .option("--coverage", "count the lines and branches of the original that the suite reaches, instead", false)
    .option(
      "--python <program>",
      "the CPython whose modules they are (the newest found here; mutants are made from 3.8 on)",
    )
    .addOption(new Option("--target <version>", "the version it is of (3.11 for a --python)").argParser(parseTarget))
    .addOption(new Option("--only <module>", "mutants of this module only").choices(["asyncore", "asynchat"]))
    .option("--sample <n>", "so many mutants only, chosen by the seed", parseCount)
    .option("--seed <n>", "another sample", parseCount, 1)
    .option("--workers <n>", "how many mutants are played at once", parseCount, 2)
    .option(
      "--fuzz <n>",
      "random programs of each world that survivors play beside the original, or that are counted",
      parseCount,
      400,
    )
    .option("--save", "keep the score in fixtures/kill-score.json, for reports to carry", false)
    .option("--at-least <percent>", "exit 1 when less than this is caught of what can be", parseCount, 90)
    .addHelpText(
      "after",
      exampleText(["selftest --mutants", "selftest --mutants --only asynchat --sample 50", "selftest --coverage"]),
    )
    .action((options: SelftestOptions) => finish(selftestCommand(options, surroundings)));
}
