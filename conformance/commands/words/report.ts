// The words of `report`. Knows what can be asked; who does it is in ../report.ts.

import { type Command, Option } from "commander";
import { FORMATS, type ReportOptions, reportCommand } from "../report.ts";
import { type Asked, exampleText } from "./asked.ts";

/** Adds `report`. */
export function addReport(program: Command, { surroundings, finish }: Asked): void {
  program
    .command("report <report...>")
    .description("tell reports of certify (folders or files) in another format; several of them side by side")
    .addOption(new Option("--format <name>", "how it is told").choices(FORMATS).default("text"))
    .option("--out <file>", "the file to write; standard output otherwise")
    .addHelpText(
      "after",
      exampleText([
        "report conformance-report --format html --out report.html",
        'report conformance-report --format markdown >> "$GITHUB_STEP_SUMMARY"',
        "report mine/ theirs/ --format html --out both.html",
      ]),
    )
    .action((paths: string[], options: ReportOptions) => finish(reportCommand(paths, options, surroundings)));
}
