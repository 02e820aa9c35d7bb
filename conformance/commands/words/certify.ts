// The words of `certify`. Knows what can be asked; who does it is in ../certify.ts.

import type { Command } from "commander";
import { DEFAULT_SEED } from "../../properties/index.ts";
import { certifyCommand } from "../certify.ts";
import { parseSeed } from "../fuzz-options.ts";
import type { JudgeOptions } from "../session-options.ts";
import { type Asked, exampleText, judging } from "./asked.ts";

/** Adds `certify`. */
export function addCertify(program: Command, { adapter, surroundings, finish }: Asked): void {
  judging(program.command("certify"))
    .description("judge an implementation (the reference, when no adapter is named) and write a report")
    .option("--out <folder>", "where the report goes", "conformance-report")
    .option("--only <selector...>", "only these scenarios, areas or clauses (certifies nothing: exit code 5)", [])
    .option("--all-failures", "explain every failure at length, not only the first ten", false)
    .option("--seed <n>", "what the random programs of the properties are made out of", parseSeed, DEFAULT_SEED)
    .addHelpText(
      "after",
      exampleText([
        "certify",
        "certify --oracle python3.11",
        "certify --oracle container:3.11",
        "certify --module ./my-asyncore.js --variant async",
        "certify --target 2.7 -- python2.7 conformance/adapters/python/adapter.py",
      ]),
    )
    .action((options: JudgeOptions & { out: string; only: string[]; allFailures: boolean; seed: number }) =>
      finish(certifyCommand(options, adapter, surroundings)),
    );
}
