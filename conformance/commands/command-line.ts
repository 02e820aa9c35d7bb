// The whole command line: every command, and how it ends. Knows what commands there are; their words are in words/.

import { Command } from "commander";
import { SUITE_VERSION } from "../suite-version.ts";
import type { Surroundings } from "./surroundings.ts";
import { type Asked, type Finish, NAME } from "./words/asked.ts";
import { addBadge } from "./words/badge.ts";
import { addCertify } from "./words/certify.ts";
import { addDoctor } from "./words/doctor.ts";
import { addFuzz } from "./words/fuzz.ts";
import { addInit } from "./words/init.ts";
import { addMerge } from "./words/merge.ts";
import { addOracle } from "./words/oracle.ts";
import { addReport } from "./words/report.ts";
import { addRun } from "./words/run.ts";
import { addSelftest } from "./words/selftest.ts";
import { addShowing } from "./words/showing.ts";
import { addVerify } from "./words/verify.ts";

const EXIT_TEXT = `
Exit codes:
  0 objective met   1 not conformant   2 usage   3 adapter unusable
  4 suite or oracle fault   5 incomplete, or nothing was graded   130 interrupted`;

/** In the order in which the help names them. */
const COMMANDS: readonly ((program: Command, asked: Asked) => void)[] = [
  addCertify,
  addVerify,
  addReport,
  addBadge,
  addRun,
  addFuzz,
  addMerge,
  addInit,
  addDoctor,
  addShowing,
  addOracle,
  addSelftest,
];

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
  for (const add of COMMANDS) add(program, { adapter, surroundings, finish });
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)])
    command.exitOverride().configureOutput({ outputError: () => {} });
  return program;
}
