// What becomes of words: a command runs, or somebody is told in two lines why not and what to do; either way, an exit code.
// Knows every kind of error and its code; knows no command, and nothing of the process it runs in.

import { CommanderError } from "commander";
import { printable } from "../report/printable.ts";
import { EXIT_CODES, SuiteError } from "../suite-error.ts";
import { commandLine } from "./command-line.ts";
import type { Surroundings } from "./surroundings.ts";
import { type Finish, NAME } from "./words/asked.ts";

/** What the command line parser says, with what it suggests, without the stop at its end. */
function inOneSentence(message: string): string {
  return message
    .replace(/^error: /, "")
    .replaceAll("\n", " ")
    .replace(/\.$/, "");
}

const SHOWS_ALL = `\`${NAME} --help\` shows every command and option.`;
const WORDS_BEHIND = `An adapter goes after --, for example: ${NAME} certify -- ./my-adapter; a selection after --only.`;

/** Words nobody knows here may be meant for an adapter. */
const STRAY: ReadonlySet<string> = new Set(["commander.excessArguments", "commander.unknownOption"]);

function explainError(error: unknown): { lines: readonly string[]; code: number } {
  if (error instanceof SuiteError)
    return { lines: [`${NAME}: ${error.message}`, error.remedy].map(printable), code: error.exitCode };
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return { lines: [], code: EXIT_CODES.met };
    if (error.code === "commander.help") return { lines: [], code: EXIT_CODES.usage }; // The help is on standard error.
    const remedy = STRAY.has(error.code) ? `${WORDS_BEHIND} ${SHOWS_ALL}` : SHOWS_ALL;
    return { lines: [`${NAME}: ${inOneSentence(error.message)}.`, remedy], code: EXIT_CODES.usage };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    lines: [`${NAME}: This is a mistake of the suite's own: ${stack}`, "Please report it with the command you ran."],
    code: EXIT_CODES.suiteFault,
  };
}

/**
 * Runs the command that `argv` asks for (without the program's own name) and gives its exit code. Errors are told to
 * `complain`, line by line. `begun` is called once the command has, and can be interrupted.
 */
export async function answer(
  argv: readonly string[],
  surroundings: Surroundings,
  complain: (line: string) => void,
  begun: () => void = () => {},
): Promise<number> {
  const dashes = argv.indexOf("--");
  const [own, adapter] = dashes === -1 ? [argv, []] : [argv.slice(0, dashes), argv.slice(dashes + 1)];
  let exitCode: number = EXIT_CODES.met;
  const finish: Finish = async (code) => {
    exitCode = await code;
  };
  try {
    if (dashes !== -1 && adapter.length === 0)
      throw new SuiteError(
        "usage",
        "There is nothing after --.",
        "Name the adapter's program and its arguments there.",
      );
    const line = await commandLine(own[0], adapter, surroundings, finish);
    const running = line.parseAsync([...own], { from: "user" });
    begun();
    await running;
    return exitCode;
  } catch (error) {
    surroundings.progress(null);
    for (const session of surroundings.sessions) session.kill();
    const { lines, code } = explainError(error);
    for (const line of lines) complain(line);
    return code;
  }
}
