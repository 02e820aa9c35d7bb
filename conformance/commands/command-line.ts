// The words of the command line: every command, its options, its help. Knows what can be asked for and who does it;
// knows nothing of the process it runs in.

import { Command, Option } from "commander";
import { DEFAULT_SEED } from "../properties/index.ts";
import { SUITE_VERSION } from "../suite-version.ts";
import { certifyCommand } from "./certify.ts";
import { type DoctorOptions, doctorCommand } from "./doctor.ts";
import { explainCommand } from "./explain.ts";
import { fuzzCommand } from "./fuzz.ts";
import {
  FUZZ_DEFAULTS,
  FUZZ_EXAMPLES,
  FUZZ_TEXT,
  type FuzzOptions,
  parseDuration,
  parseSeed,
  parseShard,
  parseWorlds,
} from "./fuzz-options.ts";
import { listCommand } from "./list.ts";
import { type OracleCheckOptions, oracleCheckCommand, oracleListCommand } from "./oracle.ts";
import { ORACLE_HELP } from "./oracle-source.ts";
import { recordCommand } from "./record.ts";
import { runCommand } from "./run.ts";
import { type SelftestOptions, selftestCommand } from "./selftest.ts";
import {
  type JudgeOptions,
  LIMIT_DEFAULTS,
  parseCount,
  parseMs,
  parseProfile,
  parseTarget,
} from "./session-options.ts";
import type { Surroundings } from "./surroundings.ts";

/** What the program is called where it is typed. */
export const NAME = "asyncore-conformance";

/** Takes the exit code of a command. */
export type Finish = (code: number | Promise<number>) => Promise<void>;

const EXIT_TEXT = `
Exit codes:
  0 objective met   1 not conformant   2 usage   3 adapter unusable
  4 suite or oracle fault   5 incomplete, or nothing was graded   130 interrupted`;

function exampleText(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${NAME} ${line}`).join("\n")}`;
}

function reaching(command: Command, does: "judge" | "check"): Command {
  return command
    .option("--module <file>", `${does} a JavaScript or TypeScript module instead of an adapter`)
    .option("--variant <name>", "another way of running the module, or the reference: async, for its loopAsync")
    .option("--tcp <host:port>", `${does} an adapter that is running already and listens there`)
    .option("--image <name>", `${does} an adapter that ships as an image, in a container`);
}

function judging(command: Command): Command {
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

function addCertify(program: Command, adapter: readonly string[], surroundings: Surroundings, finish: Finish): void {
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

function addRun(program: Command, adapter: readonly string[], surroundings: Surroundings, finish: Finish): void {
  judging(program.command("run <scenario...>"))
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

function addFuzz(program: Command, adapter: readonly string[], surroundings: Surroundings, finish: Finish): void {
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
    .addOption(
      new Option("--shard <i/n>", "the i-th of n parts of the campaign")
        .argParser(parseShard)
        .default(FUZZ_DEFAULTS.shard, "1/1"),
    )
    .option(
      "--oracle <source>",
      "who is right: a Python, container:VERSION, image:NAME or auto; the Python of the target that is found here",
    )
    .addOption(
      new Option("--target <version>", "the CPython whose behaviour is claimed").argParser(parseTarget).default("3.11"),
    )
    .addOption(
      new Option("--profile <name>", "exact: what the original does; documented: what its documentation promises")
        .argParser(parseProfile)
        .default("exact"),
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

function addDoctor(program: Command, adapter: readonly string[], surroundings: Surroundings, finish: Finish): void {
  reaching(program.command("doctor"), "check")
    .description("check an adapter before anyone is judged")
    .option("--play-limit <ms>", "the longest a play may take", parseMs, LIMIT_DEFAULTS.playMs)
    .option("--start-limit <ms>", "the longest an adapter may take to start", parseMs, LIMIT_DEFAULTS.startMs)
    .addHelpText("after", exampleText(["doctor -- python3.11 conformance/adapters/python/adapter.py"]))
    .action((options: DoctorOptions) => finish(doctorCommand(options, adapter, surroundings)));
}

function addShowing(program: Command, surroundings: Surroundings, finish: Finish): void {
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
    .option("--python <version=path...>", "interpreters beside those that are found", [])
    .addHelpText("after", exampleText(["record connect/connect-on-first-write", "record --check"]))
    .action((selectors: string[], options: { check: boolean; python: string[] }) =>
      finish(recordCommand(selectors, options, surroundings)),
    );
}

function addOracle(program: Command, surroundings: Surroundings, finish: Finish): void {
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

function addSelftest(program: Command, surroundings: Surroundings, finish: Finish): void {
  program
    .command("selftest")
    .description("measure the suite: play it on mutants of the original and count how many it catches")
    .requiredOption(
      "--mutants",
      "on machine-made mutants of asyncore and asynchat, the original with one small mistake",
    )
    .option("--python <program>", "the CPython whose modules are mutated (3.8 or newer; the newest found here)")
    .addOption(new Option("--target <version>", "the version --python is of").argParser(parseTarget).default("3.11"))
    .addOption(new Option("--only <module>", "mutants of this module only").choices(["asyncore", "asynchat"]))
    .option("--sample <n>", "so many mutants only, chosen by the seed", parseCount)
    .option("--seed <n>", "another sample", parseCount, 1)
    .option("--workers <n>", "how many mutants are played at once", parseCount, 2)
    .option("--at-least <percent>", "exit 1 when less than this is caught of what can be", parseCount, 90)
    .addHelpText("after", exampleText(["selftest --mutants", "selftest --mutants --only asynchat --sample 50"]))
    .action((options: SelftestOptions) => finish(selftestCommand(options, surroundings)));
}

/**
 * The whole command line. `adapter` is what came after `--`; `finish` takes the exit code of the command that is asked for.
 * What is wrong with the words is thrown as CommanderError or SuiteError, and nothing is printed of it.
 */
export function commandLine(adapter: readonly string[], surroundings: Surroundings, finish: Finish): Command {
  const program = new Command(NAME)
    .description("Says, clause by clause, whether an implementation of Python's asyncore behaves like the original.")
    .version(SUITE_VERSION)
    .showSuggestionAfterError()
    .addHelpText(
      "after",
      `\nEverything after -- is the adapter: a program and its arguments, never given to a shell.\n${EXIT_TEXT}`,
    );
  addCertify(program, adapter, surroundings, finish);
  addRun(program, adapter, surroundings, finish);
  addFuzz(program, adapter, surroundings, finish);
  addDoctor(program, adapter, surroundings, finish);
  addShowing(program, surroundings, finish);
  addOracle(program, surroundings, finish);
  addSelftest(program, surroundings, finish);
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)])
    command.exitOverride().configureOutput({ outputError: () => {} });
  return program;
}
