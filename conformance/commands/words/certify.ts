// The words of `certify`. Knows what can be asked; who does it is in ../certify.ts.

import { type Command, Option } from "commander";
import { DEFAULT_VALID_DAYS } from "../../certificate/certify.ts";
import { DEFAULT_SEED } from "../../properties/index.ts";
import { type CertifyOptions, certifyCommand } from "../certify.ts";
import { parseSeed } from "../fuzz-options.ts";
import { KNOWN_FAILURES_TEXT, parseDays } from "../known-failures.ts";
import { parseCount } from "../session-options.ts";
import { parseShard, SHARD_HELP, WHOLE } from "../shard-option.ts";
import { type Asked, exampleText, judging } from "./asked.ts";

const CERTIFICATE_TEXT = `The folder holds the certificate: report.json, sealed, and transcript.ndjson.gz, with every program and every trace. Anybody can
judge it again: asyncore-conformance verify <folder>`;

/** Adds `certify`. */
export function addCertify(program: Command, { adapter, surroundings, finish }: Asked): void {
  judging(program.command("certify"))
    .description("judge an implementation (the reference, when no adapter is named) and write a report")
    .option("--out <folder>", "where the report goes", "conformance-report")
    .option("--only <selector...>", "only these scenarios, areas or clauses (certifies nothing: exit code 5)", [])
    .option("--all-failures", "explain every failure at length, not only the first ten", false)
    .option("--seed <n>", "what the random programs of the properties are made out of", parseSeed, DEFAULT_SEED)
    .option("--known-failures <file>", "failures that are borne with, each with a day, a link and a reason")
    .addOption(
      new Option("--valid-for <days>", "how long the certificate is good for, for example 90d")
        .argParser(parseDays)
        .default(DEFAULT_VALID_DAYS, `${DEFAULT_VALID_DAYS}d`),
    )
    .addOption(new Option("--shard <i/n>", SHARD_HELP).argParser(parseShard).default(WHOLE, "1/1"))
    .option("--workers <n>", "how many adapters play at once: one a core, up to four, when nothing is said", parseCount)
    .option("--timings", "say what took how long", false)
    .addHelpText(
      "after",
      `${exampleText([
        "certify",
        "certify --oracle python3.11",
        "certify --oracle container:3.11",
        "certify --module ./my-asyncore.js --variant async",
        "certify --target 2.7 -- python2.7 conformance/adapters/python/adapter.py",
        "certify --shard 1/4 --out parts/1    # and so on; then: merge parts",
        "certify --known-failures known-failures.txt --valid-for 90d -- ./my-adapter",
      ])}\n\n${KNOWN_FAILURES_TEXT}\n\n${CERTIFICATE_TEXT}`,
    )
    .action((options: CertifyOptions) => finish(certifyCommand(options, adapter, surroundings)));
}
