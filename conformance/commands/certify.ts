// The command that judges an implementation: runs the plan, keeps the report true from the first second to the last,
// has it printed. Knows how a run ends; knows nothing of how anything looks.

import type { Profile, Target } from "../../spec/clause.ts";
import type { CaseResult, Environment, Poller, Report } from "../../spec/report.ts";
import type { AdapterSource } from "../adapters/adapter.ts";
import {
  certify as certifyPlan,
  isCorpusGraded,
  isGraded,
  type OnCase,
  openReport,
  type RunPlan,
  summary,
} from "../certificate/certify.ts";
import { partOf } from "../certificate/part.ts";
import { Stopwatch } from "../certificate/stopwatch.ts";
import { Transcript } from "../certificate/transcript.ts";
import { strangenessOf } from "../certificate/whole.ts";
import { type CorpusCase, corpusFor, loadCorpus } from "../corpus/load.ts";
import { scopeOf } from "../judge/judge.ts";
import { over, pollerFor } from "../judge/over-poll.ts";
import { readProofs } from "../judge/prove.ts";
import { loadCases } from "../load/load.ts";
import { readKillScore } from "../mutants/kill-score.ts";
import { liveOracle, type Oracle, recordedOracle } from "../oracle.ts";
import type { Stage } from "../play/player.ts";
import type { Session } from "../play/session.ts";
import { reportFile, writeReport } from "../report/json.ts";
import { describeOutcome, describeSubject } from "../report/text.ts";
import { EXIT_CODES, SuiteError } from "../suite-error.ts";
import { explainFailures, failuresOf } from "./explain-failures.ts";
import { readKnownFailures } from "./known-failures.ts";
import { chosenOracle } from "./oracle-source.ts";
import { namesProperty, propertiesFor, propertiesNamed, removePrograms, writePrograms } from "./properties.ts";
import { selectNamed } from "./selection.ts";
import { adapterOf, type JudgeOptions, limitsOf, liveSession } from "./session-options.ts";
import { type AskedShard, takeShard, WHOLE } from "./shard-option.ts";
import type { Surroundings } from "./surroundings.ts";
import { sizeOf, Team } from "./team.ts";

/** Options of `certify`. */
export interface CertifyOptions extends JudgeOptions {
  readonly out: string;
  /** Ids, areas or clauses; all scenarios when empty. */
  readonly only: readonly string[];
  /** Explains every failure at length. */
  readonly allFailures: boolean;
  /** What the random programs are made out of that properties are held on; 1 when absent. */
  readonly seed?: number;
  /** The file of the failures that are borne with. */
  readonly knownFailures?: string;
  /** How many days the certificate is good for. */
  readonly validFor?: number;
  /** The part of the cases to play; all of them when absent. */
  readonly shard?: AskedShard;
  /** How many adapters play at once; what suits the machine when absent. */
  readonly workers?: number;
  /** Says what took how long. */
  readonly timings?: boolean;
}

const INTERRUPTED = "the run was interrupted";

/** Where the run takes place. Only an adapter that was named follows a PYTHONPATH. */
function environmentFor(words: readonly string[], { environment, env }: Surroundings): Environment {
  const { PYTHONPATH: pythonPath = "" } = env;
  return words.length === 0 || pythonPath === "" ? environment : { ...environment, pythonPath };
}

/** What of the corpus a whole run grades. To read what it leaves out would take a moment. */
function gradedCorpus(target: Target, profile: Profile): readonly CorpusCase[] {
  return isCorpusGraded(profile) ? loadCorpus(target) : [];
}

/** What `certify` plays when it is asked like this. Throws SuiteError when nothing of it is graded. */
function planOf(options: CertifyOptions, words: readonly string[], surroundings: Surroundings): RunPlan {
  const { target, profile, seed } = options;
  const corpus = options.only.length > 0 ? corpusFor(options.only, target) : gradedCorpus(target, profile);
  const all = [...loadCases(), ...corpus];
  const graded = all.filter((loaded) => isGraded(loaded, target, profile));
  const everyProperty = propertiesFor(target, profile, seed);
  const properties = propertiesNamed(options.only, everyProperty);
  const only = options.only.filter((word) => !namesProperty(word));
  const named = only.length < options.only.length && only.length === 0 ? [] : selectNamed(all, only);
  const idle = only.find((word) => !selectNamed(named, [word]).some((loaded) => graded.includes(loaded)));
  if (graded.length === 0 || idle !== undefined)
    throw new SuiteError(
      "nothing-selected",
      `${idle === undefined ? "No scenario" : `No scenario of "${idle}"`} is graded for target ${target} in the ${profile} profile.`,
      "Choose another target or profile.",
    );
  const scenarios = named.filter((loaded) => graded.includes(loaded));
  return {
    ...{ scenarios, properties, target, profile, limits: limitsOf(options), adapter: words, proofs: readProofs() },
    environment: surroundings.environment,
    knownFailures: readKnownFailures(options.knownFailures),
    ...(options.validFor === undefined ? {} : { validDays: options.validFor }),
    killScore: readKillScore(),
    whole: options.only.length === 0,
  };
}

/** `plan` over that pass. */
function planOver(poller: Poller, plan: RunPlan): RunPlan {
  return { ...plan, poller, scenarios: plan.scenarios.map((loaded) => over(poller, loaded)) };
}

/** What this suite would play for a whole run like that of `report`. */
export function planLike(report: Report, surroundings: Surroundings): RunPlan {
  const { target, profile, seed, poller, limits, environment, adapter } = report;
  const { playMs: playLimit, runMs: runLimit, startMs: startLimit } = limits;
  const asked = { target, profile, seed, oracle: "recorded", playLimit, runLimit, startLimit };
  const plan = planOf({ ...asked, out: "", only: [], allFailures: false }, adapter, surroundings);
  const knownFailures = report.knownFailures.map(({ id, reason, link, expires }) => ({ id, reason, link, expires }));
  return { ...planOver(poller, plan), environment, knownFailures };
}

/**
 * Refuses a report that is good news, and not as this suite would have written it of a whole run: other formats than `verify`
 * believe what was observed. `path` is where it was read. Throws SuiteError `bad-report`.
 */
export function refuseStrange(report: Report, path: string, surroundings: Surroundings): void {
  if (report.status !== "sealed" || !report.verdict?.startsWith("conformant")) return;
  const strange = strangenessOf(report, planLike(report, surroundings));
  if (strange === null) return;
  throw new SuiteError(
    "bad-report",
    `The report in ${path} ${strange}.`,
    "Run certify again; a report is not to be edited.",
  );
}

async function oracleOf(options: CertifyOptions, plan: RunPlan, live: Session | null): Promise<Oracle> {
  return live === null ? recordedOracle(plan.scenarios, options.target) : await liveOracle(live, options.target);
}

/** The report of a run that was interrupted before it was known what to play. */
function reportOfNothing(options: CertifyOptions, adapter: readonly string[], surroundings: Surroundings): Report {
  const { target, profile } = options;
  const { environment, clock } = surroundings;
  const plan = { ...{ scenarios: [], target, profile, adapter, environment, whole: false }, limits: limitsOf(options) };
  return { ...openReport(plan, clock()), reason: INTERRUPTED };
}

/** The report while the run goes on: whenever it is broken off, what was known by then is written. */
class OpenRun {
  readonly #plan: RunPlan;
  readonly #folder: string;
  readonly #cases: CaseResult[] = [];
  readonly #transcript: Transcript;
  #report: Report;

  constructor(plan: RunPlan, folder: string, now: number) {
    this.#plan = plan;
    this.#folder = folder;
    this.#report = openReport(plan, now);
    writeReport(this.#report, folder);
    removePrograms(folder);
    this.#transcript = new Transcript(folder);
  }

  /** Where to play, so that everything is written down. */
  stage(sessions: readonly [Session, ...Session[]]): Stage {
    return this.#transcript.stage(...sessions);
  }

  /** Leaves nothing half done. */
  close(): void {
    this.#transcript.discard();
  }

  /** Who is judged and who is right, once both have said so. */
  async meet(session: Session, oracle: Oracle, poller: Poller): Promise<Report> {
    const { implementation, capabilities } = await session.identity();
    const scope = scopeOf(capabilities);
    this.#report = { ...this.#report, poller, oracle: oracle.identity, implementation, capabilities, scope };
    return this.#report;
  }

  add(progress: Surroundings["progress"], result: CaseResult, done: number, selected: number): void {
    this.#cases.push(result);
    progress(`${done} of ${selected}: ${result.scenario}`);
  }

  /** Writes what is known so far; the report stays incomplete, and there is no transcript. */
  breakOff(reason: string): void {
    this.close();
    const begun = Date.parse(this.#report.startedAt);
    writeReport({ ...this.#report, reason, ...summary(this.#plan, this.#cases, begun) }, this.#folder);
  }
}

/** Judges, writes `report.json` and prints what came out. Gives the exit code. */
export async function certifyCommand(
  given: CertifyOptions,
  words: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  surroundings.onInterrupt = () => writeReport(reportOfNothing(given, words, surroundings), given.out);
  const options = { ...given, oracle: await chosenOracle(given.oracle, given.target, surroundings) };
  const source = adapterOf(words, options, surroundings);
  // A selection is played sooner than a second adapter is started.
  const workers = options.workers ?? (options.only.length > 0 ? 1 : undefined);
  const size = sizeOf(source, workers, surroundings.cores);
  const team = new Team(source, size, limitsOf(options), surroundings);
  const live = liveSession(options.oracle, limitsOf(options), surroundings);
  if (live !== null) surroundings.sessions.add(live);
  try {
    return await judgeWith(team, live, options, source, words, surroundings);
  } finally {
    surroundings.progress(null);
    await Promise.all([team.close(), live?.close()]);
  }
}

/** Plans while the adapters start, plays, and says what came of it. */
async function judgeWith(
  team: Team,
  live: Session | null,
  options: CertifyOptions,
  source: AdapterSource,
  words: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const { clock, begunAt, say, paint, progress } = surroundings;
  const watch = new Stopwatch(clock, begunAt);
  watch.lap("start");
  const all = { ...planOf(options, source.words, surroundings), environment: environmentFor(words, surroundings) };
  const { shard, out } = takeShard(options.shard ?? WHOLE, options.out);
  const asked = partOf(all, shard);
  const run = new OpenRun(asked, out, clock());
  surroundings.onInterrupt = () => run.breakOff(INTERRUPTED);
  watch.lap("load");
  try {
    const sessions = await team.ready();
    const { capabilities } = await sessions[0].identity();
    const poller = options.poller ?? pollerFor(capabilities);
    const plan = planOver(poller, asked);
    // Of the whole, so that all parts name the same oracle.
    const oracle = timed(await oracleOf(options, planOver(poller, all), live), watch);
    watch.lap("adapters");
    for (const line of describeSubject(await run.meet(sessions[0], oracle, plan.poller ?? "select"), paint)) say(line);
    const onCase: OnCase = (...told) => run.add(progress, ...told);
    const report = await certifyPlan(plan, oracle, run.stage(sessions), clock, onCase, watch);
    watch.lap("play");
    progress(null);
    show(report, plan, { ...options, out }, words, surroundings);
    watch.lap("report");
    if (options.timings === true) say(watch.describe());
    return exitCodeOf(report);
  } catch (error) {
    run.breakOff(error instanceof SuiteError ? error.message.replace(/\.$/, "") : "the suite itself failed");
    throw error;
  } finally {
    run.close();
  }
}

/** `oracle`, and how long it takes. */
function timed(oracle: Oracle, watch: Stopwatch): Oracle {
  return { ...oracle, expect: (loaded) => watch.during("oracle", () => oracle.expect(loaded)) };
}

/** Writes the report and prints what is in it. */
function show(
  report: Report,
  plan: RunPlan,
  options: CertifyOptions,
  words: readonly string[],
  surroundings: Surroundings,
): void {
  writeReport(report, options.out);
  writePrograms(report, options.out);
  const failures = failuresOf(report, plan.scenarios);
  for (const line of [
    ...explainFailures(failures, plan.scenarios, options, words, surroundings),
    ...describeOutcome(report, failures, reportFile(options.out), surroundings.paint),
  ])
    surroundings.say(line);
}

/** How a report ends a command. Of a part that is sealed nothing more can be asked than that nothing in it failed. */
export function exitCodeOf(report: Report): number {
  if (report.shard !== null && report.status === "sealed" && report.verdict === "incomplete") return EXIT_CODES.met;
  switch (report.verdict) {
    case "conformant":
    case "conformant-with-known-failures":
      return EXIT_CODES.met;
    case "not-conformant":
      return EXIT_CODES.notConformant;
    default:
      return EXIT_CODES.incomplete;
  }
}
