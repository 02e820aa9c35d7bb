// What the words of several commands have in common: who is judged, against what, within which limits.
// Knows options; knows no command.

import { type Command, Option } from "commander";
import { ORACLE_HELP } from "../oracle-source.ts";
import { LIMIT_DEFAULTS, parseMs, parseProfile, parseTarget } from "../session-options.ts";
import type { Surroundings } from "../surroundings.ts";

/** What the program is called where it is typed. */
export const NAME = "asyncore-conformance";

/** Takes the exit code of a command. */
export type Finish = (code: number | Promise<number>) => Promise<void>;

/** What a command is given beside its own words. */
export interface Asked {
  /** What came after `--`. */
  readonly adapter: readonly string[];
  readonly surroundings: Surroundings;
  /** Takes the exit code. */
  readonly finish: Finish;
}

/** The end of a help text: commands as they are typed. */
export function exampleText(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${NAME} ${line}`).join("\n")}`;
}

/** Adds the options that say how an implementation is reached without an adapter of its own. */
export function reaching(command: Command, does: "judge" | "check"): Command {
  return command
    .option("--module <file>", `${does} a JavaScript or TypeScript module instead of an adapter`)
    .option(
      "--variant <name>",
      "another way of running the module, or the reference: async, for its loopAsync; epoll; async-epoll",
    )
    .option("--tcp <host:port>", `${does} an adapter that is running already and listens there`)
    .option("--image <name>", `${does} an adapter that ships as an image, in a container`);
}

/** Adds the options of every command that judges. */
export function judging(command: Command): Command {
  const judged = command
    .addOption(
      new Option("--target <version>", "the CPython whose behaviour is claimed").argParser(parseTarget).default("3.11"),
    )
    .addOption(
      new Option("--profile <name>", "exact: what the original does; documented: what its documentation promises")
        .argParser(parseProfile)
        .default("exact"),
    )
    .option("--oracle <source>", ORACLE_HELP, "recorded");
  return reaching(judged, "judge")
    .addOption(
      new Option(
        "--poller <pass>",
        "the pass to play over, where a scenario names none: select unless there is poll alone",
      ).choices(["select", "poll"]),
    )
    .option("--play-limit <ms>", "the longest a play may take", parseMs, LIMIT_DEFAULTS.playMs)
    .option("--run-limit <ms>", "the longest the whole run may take", parseMs, LIMIT_DEFAULTS.runMs)
    .option("--start-limit <ms>", "the longest an adapter may take to start", parseMs, LIMIT_DEFAULTS.startMs);
}
