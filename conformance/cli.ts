// The command line: words in, exit code out. The only file that reads process.*; what a command may know is handed to it.

import { release, type } from "node:os";
import { Command, CommanderError, Option } from "commander";
import ora from "ora";
import { posixHost } from "../reference/posix/index.ts";
import { certifyCommand } from "./commands/certify.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { explainCommand, listCommand } from "./commands/list.ts";
import { recordCommand } from "./commands/record.ts";
import { runCommand } from "./commands/run.ts";
import { type JudgeOptions, LIMIT_DEFAULTS, parseMs, parseProfile, parseTarget } from "./commands/session-options.ts";
import type { Surroundings } from "./commands/surroundings.ts";
import { paintWith } from "./report/paint.ts";
import { printable } from "./report/printable.ts";
import { EXIT_CODES, SuiteError } from "./suite-error.ts";
import { SUITE_VERSION } from "./suite-version.ts";

const NAME = "asyncore-conformance";

/** Progress on standard error: a line that is rewritten on a terminal, nothing at all in a pipe. */
function progressOn(stream: NodeJS.WriteStream): Surroundings["progress"] {
  if (!stream.isTTY || stream.columns < 2) return () => {}; // A terminal without a width has no line to rewrite.
  const spinner = ora({ stream, discardStdin: false });
  return (text) => {
    if (text === null) spinner.stop();
    else spinner.start(text);
  };
}

function surroundingsOf(): Surroundings {
  const colours = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  return {
    host: posixHost,
    clock: () => performance.timeOrigin + performance.now(),
    node: process.execPath,
    env: process.env,
    environment: {
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      kernel: `${type()} ${release()}`,
    },
    say: (line) => void process.stdout.write(`${line}\n`),
    progress: progressOn(process.stderr),
    paint: paintWith(colours || process.env.FORCE_COLOR !== undefined),
    width: process.stdout.columns ?? 120,
    sessions: new Set(),
    onInterrupt: null,
  };
}

function judging(command: Command): Command {
  return command
    .addOption(
      new Option("--target <version>", "the CPython whose behaviour is claimed").argParser(parseTarget).default("3.11"),
    )
    .addOption(
      new Option("--profile <name>", "exact: what the original does; documented: what its documentation promises")
        .argParser(parseProfile)
        .default("exact"),
    )
    .option(
      "--oracle <source>",
      'who is right: "recorded", or a Python to play on now, for example python3.11',
      "recorded",
    )
    .option("--module <file>", "judge a JavaScript or TypeScript module instead of an adapter")
    .option("--play-limit <ms>", "the longest a play may take", parseMs, LIMIT_DEFAULTS.playMs)
    .option("--run-limit <ms>", "the longest the whole run may take", parseMs, LIMIT_DEFAULTS.runMs)
    .option("--start-limit <ms>", "the longest an adapter may take to start", parseMs, LIMIT_DEFAULTS.startMs);
}

type Finish = (code: number | Promise<number>) => Promise<void>;

function addJudging(program: Command, adapter: readonly string[], surroundings: Surroundings, finish: Finish): void {
  judging(program.command("certify"))
    .description("judge an implementation (the reference, when no adapter is named) and write a report")
    .option("--out <folder>", "where the report goes", "conformance-report")
    .option("--only <selector...>", "only these scenarios, areas or clauses (certifies nothing: exit code 5)", [])
    .addHelpText(
      "after",
      exampleText([
        "certify",
        "certify --oracle python3.11",
        "certify --target 2.7 -- python2.7 conformance/adapters/python/adapter.py",
      ]),
    )
    .action((options: JudgeOptions & { out: string; only: string[] }) =>
      finish(certifyCommand(options, adapter, surroundings)),
    );
  judging(program.command("run <scenario...>"))
    .description("play scenarios (by id, area or clause) or program files, and show the trace or the divergence")
    .option("--json", "print the trace as JSON", false)
    .addHelpText(
      "after",
      exampleText(["run connect/connect-on-first-write", "run my-program.json --oracle python3.11 -- ./my-adapter"]),
    )
    .action((words: string[], options: JudgeOptions & { json: boolean }) =>
      finish(runCommand(words, options, adapter, surroundings)),
    );
  program
    .command("doctor")
    .description("check an adapter before anyone is judged")
    .option("--module <file>", "check a JavaScript or TypeScript module instead of an adapter")
    .option("--play-limit <ms>", "the longest a play may take", parseMs, LIMIT_DEFAULTS.playMs)
    .option("--start-limit <ms>", "the longest an adapter may take to start", parseMs, LIMIT_DEFAULTS.startMs)
    .addHelpText("after", exampleText(["doctor -- python3.11 conformance/adapters/python/adapter.py"]))
    .action((options: { module?: string; playLimit: number; startLimit: number }) =>
      finish(doctorCommand(options, adapter, surroundings)),
    );
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
    .command("explain <clause-or-scenario...>")
    .description("say what a clause means, who says so, and what the original does")
    .addHelpText("after", exampleText(["explain CONNECT-07", "explain close/close-on-empty-read"]))
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

function exampleText(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${NAME} ${line}`).join("\n")}`;
}

const EXIT_TEXT = `
Exit codes:
  0 objective met   1 not conformant   2 usage   3 adapter unusable
  4 suite or oracle fault   5 incomplete, or nothing was graded   130 interrupted`;

function build(adapter: readonly string[], surroundings: Surroundings, finish: Finish): Command {
  const program = new Command(NAME)
    .description("Says, clause by clause, whether an implementation of Python's asyncore behaves like the original.")
    .version(SUITE_VERSION)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .addHelpText(
      "after",
      `\nEverything after -- is the adapter: a program and its arguments, never given to a shell.\n${EXIT_TEXT}`,
    );
  addJudging(program, adapter, surroundings, finish);
  addShowing(program, surroundings, finish);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => {} });
  return program;
}

/** What the command line parser says, with what it suggests, without the stop at its end. */
function inOneSentence(message: string): string {
  return message
    .replace(/^error: /, "")
    .replaceAll("\n", " ")
    .replace(/\.$/, "");
}

function explainError(error: unknown): { lines: readonly string[]; code: number } {
  if (error instanceof SuiteError)
    return { lines: [`${NAME}: ${error.message}`, error.remedy].map(printable), code: error.exitCode };
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return { lines: [], code: EXIT_CODES.met };
    return {
      lines: [`${NAME}: ${inOneSentence(error.message)}.`, `\`${NAME} --help\` shows every command and option.`],
      code: EXIT_CODES.usage,
    };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    lines: [`${NAME}: This is a mistake of the suite's own: ${stack}`, "Please report it with the command you ran."],
    code: EXIT_CODES.suiteFault,
  };
}

function endOnSignal(surroundings: Surroundings): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      surroundings.progress(null);
      surroundings.onInterrupt?.();
      for (const session of surroundings.sessions) session.kill();
      process.stderr.write(`${NAME}: interrupted.\n`);
      process.exit(EXIT_CODES.interrupted);
    });
}

/** Runs the command line `argv` (without the program's own name). Sets the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  const dashes = argv.indexOf("--");
  const [own, adapter] = dashes === -1 ? [argv, []] : [argv.slice(0, dashes), argv.slice(dashes + 1)];
  const surroundings = surroundingsOf();
  endOnSignal(surroundings);
  process.stdout.on("error", () => {}); // Whoever read what we print has gone: the run goes on, and its report is written.
  const finish: Finish = async (code) => {
    process.exitCode = await code;
  };
  try {
    if (dashes !== -1 && adapter.length === 0)
      throw new SuiteError(
        "usage",
        "There is nothing after --.",
        "Name the adapter's program and its arguments there.",
      );
    await build(adapter, surroundings, finish).parseAsync([...own], { from: "user" });
  } catch (error) {
    surroundings.progress(null);
    for (const session of surroundings.sessions) session.kill();
    const { lines, code } = explainError(error);
    for (const line of lines) process.stderr.write(`${line}\n`);
    process.exitCode = code;
  }
}
