// The words of `fuzz`. Knows what can be asked; who does it is in ../fuzz.ts.

import { type Command, Option } from "commander";
import { fuzzCommand } from "../fuzz.ts";
import {
  FUZZ_DEFAULTS,
  FUZZ_EXAMPLES,
  FUZZ_TEXT,
  type FuzzOptions,
  parseDuration,
  parseSeed,
  parseWorlds,
} from "../fuzz-options.ts";
import { LIMIT_DEFAULTS, parseCount, parseMs, parseProfile, parseTarget } from "../session-options.ts";
import { parseShard, SHARD_HELP } from "../shard-option.ts";
import { type Asked, exampleText, reaching } from "./asked.ts";

/** Adds `fuzz`. */
export function addFuzz(program: Command, { adapter, surroundings, finish }: Asked): void {
  reaching(program.command("fuzz"), "judge")
    .description(
      "play random programs on an implementation and on a CPython at once, and keep those on which they part",
    )
    .addOption(
      new Option("--world <name>", "scripted, loopback, or both")
        .argParser(parseWorlds)
        .default(FUZZ_DEFAULTS.worlds, "both"),
    )
    .option("--runs <n>", "so many programs of each world, the same for the same seed", parseCount)
    .option(
      "--budget <time>",
      "begin no program after so long, for example 90s, 10m, 2h (60s without --runs)",
      parseDuration,
    )
    .option("--seed <n>", "other programs", parseSeed, FUZZ_DEFAULTS.seed)
    .addOption(new Option("--shard <i/n>", SHARD_HELP).argParser(parseShard).default(FUZZ_DEFAULTS.shard, "1/1"))
    .option(
      "--oracle <source>",
      "who is right: a Python, container:VERSION, image:NAME, tcp:HOST:PORT or auto; the Python of the target that is found here",
    )
    .addOption(
      new Option("--target <version>", "the CPython whose behaviour is claimed").argParser(parseTarget).default("3.11"),
    )
    .addOption(
      new Option("--profile <name>", "exact: what the original does; documented: what its documentation promises")
        .argParser(parseProfile)
        .default("exact"),
    )
    .option(
      "--workers <n>",
      "how many play at once, each with an original of its own: one a core, up to four, when nothing is said",
      parseCount,
    )
    .option("--out <folder>", "where a folder is written for each kind of divergence", FUZZ_DEFAULTS.out)
    .option("--freeze", "make a scenario of each, in fixtures/regressions (for developers of the suite)", false)
    .option("--play-limit <ms>", "the longest a play may take", parseMs, LIMIT_DEFAULTS.playMs)
    .option("--start-limit <ms>", "the longest an adapter may take to start", parseMs, LIMIT_DEFAULTS.startMs)
    .addHelpText("after", `${exampleText(FUZZ_EXAMPLES)}\n\n${FUZZ_TEXT}`)
    .action(({ world, ...options }: Omit<FuzzOptions, "worlds"> & { world: FuzzOptions["worlds"] }) =>
      finish(fuzzCommand({ ...options, worlds: world }, adapter, surroundings)),
    );
}
