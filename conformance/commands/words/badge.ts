// The words of `badge`. Knows what can be asked; who does it is in ../badge.ts.

import type { Command } from "commander";
import { type BadgeOptions, badgeCommand } from "../badge.ts";
import { type Asked, exampleText } from "./asked.ts";

/** Adds `badge`. */
export function addBadge(program: Command, { surroundings, finish }: Asked): void {
  program
    .command("badge <report>")
    .description("make a badge of a report of certify, as SVG and as JSON for shields.io")
    .option("--out <folder>", "where badge.svg and badge.json go", "conformance-badge")
    .addHelpText("after", exampleText(["badge conformance-report", "badge conformance-report --out docs"]))
    .action((path: string, options: BadgeOptions) => finish(badgeCommand(path, options, surroundings)));
}
