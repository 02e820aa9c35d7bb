// The words of `oracle`. Knows what can be asked; who does it is in ../oracle.ts.

import type { Command } from "commander";
import { type OracleCheckOptions, oracleCheckCommand, oracleListCommand } from "../oracle.ts";
import { type Asked, exampleText } from "./asked.ts";

/** Adds `oracle list` and `oracle check`. */
export function addOracle(program: Command, { surroundings, finish }: Asked): void {
  const oracle = program.command("oracle").description("the oracles of this machine: what they are, what they do");
  oracle
    .command("list")
    .description("list every oracle that can be asked here, and what each is")
    .option("--json", "as JSON", false)
    .action((options: { json: boolean }) => finish(oracleListCommand(options, surroundings)));
  oracle
    .command("check [selector...]")
    .description("play scenarios on the interpreters and containers there are; what is not as recorded is an error")
    .option("--on <oracle...>", "only these, as they are written after --oracle: container:3.11, /usr/bin/python3", [])
    .addHelpText("after", exampleText(["oracle check", "oracle check close --on container:3.11"]))
    .action((selectors: string[], options: OracleCheckOptions) =>
      finish(oracleCheckCommand(selectors, options, surroundings)),
    );
}
