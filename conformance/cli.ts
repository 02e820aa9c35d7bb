// The command line: words in, exit code out. The only file that reads process.*; what a command may know is handed to it.

import { availableParallelism, release, type } from "node:os";
import { CommanderError } from "commander";
import { posixHost } from "../reference/posix/index.ts";
import { commandLine } from "./commands/command-line.ts";
import type { Surroundings } from "./commands/surroundings.ts";
import { type Finish, NAME } from "./commands/words/asked.ts";
import { paintWith } from "./report/paint.ts";
import { printable } from "./report/printable.ts";
import { EXIT_CODES, SuiteError } from "./suite-error.ts";

/** Progress on standard error: a line that is rewritten on a terminal, nothing at all in a pipe. */
async function progressOn(stream: NodeJS.WriteStream): Promise<Surroundings["progress"]> {
  if (!stream.isTTY || stream.columns < 2) return () => {}; // A terminal without a width has no line to rewrite.
  const { default: ora } = await import("ora"); // A twentieth of a second that nobody else needs.
  const spinner = ora({ stream, discardStdin: false });
  return (text) => {
    if (text === null) spinner.stop();
    else spinner.start(text);
  };
}

async function surroundingsOf(): Promise<Surroundings> {
  const colours = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  return {
    host: posixHost,
    clock: () => performance.timeOrigin + performance.now(),
    begunAt: performance.timeOrigin,
    cores: availableParallelism(),
    node: process.execPath,
    env: process.env,
    environment: {
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      kernel: `${type()} ${release()}`,
    },
    say: (line) => void process.stdout.write(`${line}\n`),
    progress: await progressOn(process.stderr),
    paint: paintWith(colours || process.env.FORCE_COLOR !== undefined),
    width: process.stdout.columns ?? 120,
    sessions: new Set(),
    onInterrupt: null,
  };
}

/** What the command line parser says, with what it suggests, without the stop at its end. */
function inOneSentence(message: string): string {
  return message
    .replace(/^error: /, "")
    .replaceAll("\n", " ")
    .replace(/\.$/, "");
}

const SHOWS_ALL = `\`${NAME} --help\` shows every command and option.`;
const WORDS_BEHIND = `An adapter goes after --, for example: ${NAME} certify -- ./my-adapter; a selection after --only.`;

function explainError(error: unknown): { lines: readonly string[]; code: number } {
  if (error instanceof SuiteError)
    return { lines: [`${NAME}: ${error.message}`, error.remedy].map(printable), code: error.exitCode };
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return { lines: [], code: EXIT_CODES.met };
    if (error.code === "commander.help") return { lines: [], code: EXIT_CODES.usage }; // The help is on standard error.
    const remedy = error.code === "commander.excessArguments" ? `${WORDS_BEHIND} ${SHOWS_ALL}` : SHOWS_ALL;
    return { lines: [`${NAME}: ${inOneSentence(error.message)}.`, remedy], code: EXIT_CODES.usage };
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

/**
 * Runs the command line `argv` (without the program's own name). Sets the exit code. A signal that came `early`, before
 * there was anybody to take it, is taken once the command has begun: it knows what to leave behind.
 */
export async function main(argv: readonly string[], early: NodeJS.Signals | null = null): Promise<void> {
  const dashes = argv.indexOf("--");
  const [own, adapter] = dashes === -1 ? [argv, []] : [argv.slice(0, dashes), argv.slice(dashes + 1)];
  const surroundings = await surroundingsOf();
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
    const running = commandLine(adapter, surroundings, finish).parseAsync([...own], { from: "user" });
    if (early !== null) process.emit(early);
    await running;
  } catch (error) {
    surroundings.progress(null);
    for (const session of surroundings.sessions) session.kill();
    const { lines, code } = explainError(error);
    for (const line of lines) process.stderr.write(`${line}\n`);
    process.exitCode = code;
  }
}
