// The words of `doctor`. Knows what can be asked; who does it is in ../doctor.ts.

import type { Command } from "commander";
import { type DoctorOptions, doctorCommand } from "../doctor.ts";
import { LIMIT_DEFAULTS, parseMs } from "../session-options.ts";
import { type Asked, exampleText, reaching } from "./asked.ts";

/** Adds `doctor`. */
export function addDoctor(program: Command, { adapter, surroundings, finish }: Asked): void {
  reaching(program.command("doctor"), "check")
    .description("check an adapter before anyone is judged")
    .option("--play-limit <ms>", "the longest a play may take", parseMs, LIMIT_DEFAULTS.playMs)
    .option("--start-limit <ms>", "the longest an adapter may take to start", parseMs, LIMIT_DEFAULTS.startMs)
    .addHelpText("after", exampleText(["doctor -- python3.11 conformance/adapters/python/adapter.py"]))
    .action((options: DoctorOptions) => finish(doctorCommand(options, adapter, surroundings)));
}
