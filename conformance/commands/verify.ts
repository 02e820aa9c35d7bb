// The command that verifies a certificate: is it whole, is it good today, does it follow from what was observed, and does
// the adapter still do that. Knows how a verification ends; knows nothing of how anything is judged.

import { randomInt } from "node:crypto";
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Report } from "../../spec/report.ts";
import { selectedIn } from "../certificate/certify.ts";
import { digest } from "../certificate/digest.ts";
import { readReport } from "../certificate/read-report.ts";
import { SPECIFICATION } from "../certificate/specification-digest.ts";
import { type Plays, readTranscript } from "../certificate/transcript-read.ts";
import { regrade } from "../certificate/verify.ts";
import { differenceNow, sampleOf } from "../certificate/verify-sample.ts";
import { loadCases } from "../load/load.ts";
import { liveOracle, type Oracle, recordedOracle } from "../oracle.ts";
import { Session } from "../play/session.ts";
import { plural } from "../report/plural.ts";
import { printable } from "../report/printable.ts";
import { standingOf } from "../report/standing.ts";
import { verdictLine } from "../report/text.ts";
import { EXIT_CODES, SuiteError } from "../suite-error.ts";
import { planLike } from "./certify.ts";
import { chosenOracle } from "./oracle-source.ts";
import { adapterOf, limitsOf, liveSession, type ModuleOptions, subjectOf } from "./session-options.ts";
import type { Surroundings } from "./surroundings.ts";

/** Options of `verify`. */
export interface VerifyOptions extends ModuleOptions {
  readonly oracle: string;
  /** How many plays are made again when there is an adapter. */
  readonly sample: number;
  /** Which; by chance when absent. */
  readonly seed?: number;
  readonly playLimit: number;
  readonly runLimit: number;
  readonly startLimit: number;
}

/** What a verification has come to: what is true so far is said, and the first thing that is not ends it. */
interface Refused {
  readonly sentence: string;
  readonly code: number;
}

/** Verifies the certificate in `folder` and says what it found. Gives the exit code. Throws SuiteError when there is none to verify. */
export async function verifyCommand(
  folder: string,
  options: VerifyOptions,
  words: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const { say, paint } = surroundings;
  const report = readReport(folder, surroundings.clock());
  const yes = (text: string) => say(`  ${paint.good("✔")} ${printable(text)}`);
  for (const line of subjectLines(report, folder)) say(line);
  const early = refusedAtOnce(report, surroundings.clock());
  const refused = early ?? (await refusedAfterAll(report, folder, options, words, surroundings, yes));
  if (refused !== null) {
    say(paint.bad(`✘ ${printable(refused.sentence)}`));
    return refused.code;
  }
  say(verdictLine(report, paint));
  return EXIT_CODES.met;
}

function subjectLines(report: Report, folder: string): readonly string[] {
  const { implementation: who, suite } = report;
  const variant = who?.variant === undefined ? "" : `, ${who.variant}`;
  const name = who === null ? "nobody" : `${who.name} ${who.version} (${who.language}${variant})`;
  return [
    printable(`${suite.name} ${suite.version}: certificate of ${name}`),
    printable(`  in ${folder}, of ${report.startedAt.slice(0, 10)}, good until ${report.expiresAt.slice(0, 10)}`),
  ];
}

/** Why nobody need look any further: it never was a certificate, or is none any more. */
function refusedAtOnce(report: Report, now: number): Refused | null {
  const code = EXIT_CODES.incomplete;
  switch (standingOf(report, now)) {
    case "incomplete":
      return { sentence: `It certifies nothing: ${report.reason ?? "the run was not finished"}.`, code };
    case "expired":
      return { sentence: `It has expired: it was good until ${report.expiresAt}.`, code };
    default:
      return report.transcript === null
        ? { sentence: "It certifies nothing: no transcript was written, so nobody can judge it again.", code }
        : null;
  }
}

async function refusedAfterAll(
  report: Report,
  folder: string,
  options: VerifyOptions,
  words: readonly string[],
  surroundings: Surroundings,
  yes: (text: string) => void,
): Promise<Refused | null> {
  yes("the report is as it was sealed");
  const plays = await playsOf(report, folder);
  const count = [...plays.values()].reduce((sum, list) => sum + list.length, 0);
  yes(`the transcript is the one it was sealed with: ${plural(count, "play")}`);
  const wrong = await regraded(report, plays, options, surroundings, yes);
  if (wrong !== null) return wrong;
  if (words.length > 0 || Object.keys(subjectOf(options)).length > 0) {
    const other = await replayed(report, plays, options, words, surroundings, yes);
    if (other !== null) return { sentence: other, code: EXIT_CODES.notConformant };
  }
  if (report.verdict !== "not-conformant") return null;
  return {
    sentence: "It is true, and what it says is that the implementation is not conformant.",
    code: EXIT_CODES.notConformant,
  };
}

async function playsOf(report: Report, folder: string): Promise<Plays> {
  const beside = statSync(folder).isDirectory() ? folder : dirname(folder);
  const { transcript } = report;
  if (transcript === null || transcript.file !== "transcript.ndjson.gz")
    throw new SuiteError("bad-report", "The report names no transcript that this suite writes.", "Certify again.");
  return readTranscript(join(beside, transcript.file), transcript);
}

async function regraded(
  report: Report,
  plays: Plays,
  options: VerifyOptions,
  surroundings: Surroundings,
  yes: (text: string) => void,
): Promise<Refused | null> {
  const plan = planLike(report, surroundings);
  const [selected, all] = [report.counts.selected, selectedIn(plan)];
  if (selected < all) {
    const sentence = `It certifies nothing: it is about ${plural(selected, "case")}, and this suite has ${all}.`;
    return { sentence, code: EXIT_CODES.incomplete };
  }
  const name = await chosenOracle(options.oracle, report.target, surroundings);
  const live = liveSession(name, limitsOf(options), surroundings);
  if (live !== null) surroundings.sessions.add(live);
  try {
    const oracle =
      live === null ? recordedOracle(plan.scenarios, report.target) : await liveOracle(live, report.target);
    refuseOtherMeasure(report, oracle, live !== null);
    const wrong = await regrade(report, plays, plan, oracle);
    const by = `${oracle.identity.kind} ${oracle.identity.interpreters.join(", ")}`;
    if (wrong === null) yes(`judged again by ${by}, ${plural(report.cases.length, "case")} came out the same`);
    return wrong === null ? null : { sentence: wrong, code: EXIT_CODES.notConformant };
  } finally {
    await live?.close();
  }
}

/** Clauses, schemas and recordings must be those of the report: by others something else may come out. */
function refuseOtherMeasure(report: Report, { identity: now }: Oracle, isLive: boolean): void {
  const { suite, oracle: then, specification } = report;
  const what =
    digest(specification) !== digest(SPECIFICATION)
      ? "another specification"
      : !isLive && then?.kind === "recorded" && digest(then) !== digest(now)
        ? "other recordings"
        : null;
  if (what === null) return;
  throw new SuiteError(
    "oracle-unusable",
    `The certificate was judged by ${what} than this suite has.`,
    `Verify it with the suite that made it, ${suite.name} ${suite.version}.`,
  );
}

async function replayed(
  report: Report,
  plays: Plays,
  options: VerifyOptions,
  words: readonly string[],
  surroundings: Surroundings,
  yes: (text: string) => void,
): Promise<string | null> {
  const source = adapterOf(words, options, surroundings);
  const session = new Session(source, surroundings.host, limitsOf(options));
  surroundings.sessions.add(session);
  const seed = options.seed ?? randomInt(2 ** 31);
  const probes = new Map(loadCases().flatMap((loaded) => ("probe" in loaded ? [[loaded.id, loaded.source]] : [])));
  try {
    const { implementation: now } = await session.identity();
    const { implementation: then, profile } = report;
    if (now.name !== then?.name || now.version !== then.version || now.variant !== then.variant)
      return `The certificate is of ${then?.name} ${then?.version}, and the adapter says it is ${now.name} ${now.version}.`;
    const sample = sampleOf(plays, options.sample, seed);
    for (const play of sample) {
      const wrong = await differenceNow(play, session, profile, (id) => probes.get(id) ?? "");
      if (wrong !== null) return `${wrong} (--seed ${seed})`;
    }
    yes(`played again (--seed ${seed}), ${plural(sample.length, "play")} of ${plays.size} went as written`);
    return null;
  } finally {
    await session.close();
  }
}
