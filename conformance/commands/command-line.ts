// The command line: every command, and how it ends. Knows what commands there are; their words are in words/.

import { Command } from "commander";
import { SUITE_VERSION } from "../suite-version.ts";
import type { Surroundings } from "./surroundings.ts";
import { type Asked, type Finish, NAME } from "./words/asked.ts";

const EXIT_TEXT = `
Exit codes:
  0 objective met   1 not conformant   2 usage   3 adapter unusable
  4 suite or oracle fault   5 incomplete, or nothing was graded   130 interrupted`;

type Add = (program: Command, asked: Asked) => void;

/** In the order in which the help names them. Each needs much that the others do not: who is not asked for is not loaded. */
const COMMANDS: readonly (readonly [names: readonly string[], load: () => Promise<Add>])[] = [
  [["certify"], async () => (await import("./words/certify.ts")).addCertify],
  [["verify"], async () => (await import("./words/verify.ts")).addVerify],
  [["report"], async () => (await import("./words/report.ts")).addReport],
  [["badge"], async () => (await import("./words/badge.ts")).addBadge],
  [["run", "replay"], async () => (await import("./words/run.ts")).addRun],
  [["fuzz"], async () => (await import("./words/fuzz.ts")).addFuzz],
  [["merge"], async () => (await import("./words/merge.ts")).addMerge],
  [["init"], async () => (await import("./words/init.ts")).addInit],
  [["doctor"], async () => (await import("./words/doctor.ts")).addDoctor],
  [["list", "explain", "record"], async () => (await import("./words/showing.ts")).addShowing],
  [["oracle"], async () => (await import("./words/oracle.ts")).addOracle],
  [["selftest"], async () => (await import("./words/selftest.ts")).addSelftest],
];

/**
 * The command line that knows the command `name`; the whole of it when `name` is none. `adapter` is what came after `--`; `finish` takes the exit code of the command that is asked for.
 * What is wrong with the words is thrown as CommanderError or SuiteError, and nothing is printed of it.
 */
export async function commandLine(
  name: string | undefined,
  adapter: readonly string[],
  surroundings: Surroundings,
  finish: Finish,
): Promise<Command> {
  const program = new Command(NAME)
    .description("Says, clause by clause, whether an implementation of Python's asyncore behaves like the original.")
    .version(SUITE_VERSION)
    .showSuggestionAfterError()
    .addHelpText(
      "after",
      `\nEverything after -- is the adapter: a program and its arguments, never given to a shell.\n${EXIT_TEXT}`,
    );
  const asked = COMMANDS.filter(([names]) => name !== undefined && names.includes(name));
  const adding = (asked.length === 0 ? COMMANDS : asked).map(([, load]) => load());
  for (const add of await Promise.all(adding)) add(program, { adapter, surroundings, finish });
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)])
    command.exitOverride().configureOutput({ outputError: () => {} });
  return program;
}
