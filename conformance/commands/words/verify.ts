// The words of `verify`. Knows what can be asked; who does it is in ../verify.ts.

import type { Command } from "commander";
import { parseSeed } from "../fuzz-options.ts";
import { ORACLE_HELP } from "../oracle-source.ts";
import { LIMIT_DEFAULTS, parseCount, parseMs } from "../session-options.ts";
import { type VerifyOptions, verifyCommand } from "../verify.ts";
import { type Asked, exampleText, reaching } from "./asked.ts";

/** How many plays are made again when nothing is said. */
const SAMPLE = 25;

const VERIFY_TEXT = `A certificate is the folder certify writes: report.json and transcript.ndjson.gz. It is judged again from its transcript, case by
case, by the judge that certifies; the implementation is not needed. That what was observed is really the implementation's own
doing is shown by its adapter, when it is named: a random sample of the plays is made again on it.

Exit codes of verify:
  0 the certificate holds
  1 its transcript shows something else than it says, the adapter does something else now, or it says "not conformant" itself
  2 there is no whole certificate: a file is missing, changed or cut short, or of another version of the suite
  4 it was judged by other recordings than there are here, or the oracle cannot be used
  5 it certifies nothing: the run was incomplete or a selection, or it has expired`;

/** Adds `verify`. */
export function addVerify(program: Command, { adapter, surroundings, finish }: Asked): void {
  reaching(program.command("verify <folder>"), "check")
    .description("judge a certificate again from its transcript, without the implementation")
    .option("--oracle <source>", ORACLE_HELP, "recorded")
    .option("--sample <n>", "how many plays are made again when an adapter is named", parseCount, SAMPLE)
    .option("--seed <n>", "which plays are made again; others each time when absent", parseSeed)
    .option("--play-limit <ms>", "the longest a play may take", parseMs, LIMIT_DEFAULTS.playMs)
    .option("--start-limit <ms>", "the longest an adapter may take to start", parseMs, LIMIT_DEFAULTS.startMs)
    .addHelpText(
      "after",
      `${exampleText(["verify conformance-report", "verify conformance-report --oracle python3.11", "verify conformance-report --sample 100 -- ./my-adapter"])}\n\n${VERIFY_TEXT}`,
    )
    .action((folder: string, options: Omit<VerifyOptions, "runLimit">) =>
      finish(verifyCommand(folder, { ...options, runLimit: LIMIT_DEFAULTS.runMs }, adapter, surroundings)),
    );
}
