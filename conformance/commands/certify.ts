// The command that judges an implementation: runs the plan, writes the report, explains what failed.

import type { CaseResult, Report } from "../../spec/report.ts";
import { certify as certifyPlan, isGraded, openReport, type RunPlan } from "../certify.ts";
import { count, failed } from "../judge.ts";
import { type LoadedScenario, loadScenarios, select } from "../load.ts";
import { liveOracle, type Oracle, recordedOracle } from "../oracle.ts";
import { explainFailure } from "../report/failure.ts";
import { reportFile, writeReport } from "../report/json.ts";
import { describeReport } from "../report/text.ts";
import { Session } from "../session.ts";
import { EXIT_CODES, SuiteError } from "../suite-error.ts";
import { adapterOf, adapterWords, type JudgeOptions, limitsOf, liveSession, quoted } from "./session-options.ts";
import type { Surroundings } from "./surroundings.ts";

/** Options of `certify`. */
export interface CertifyOptions extends JudgeOptions {
  readonly out: string;
  /** Ids, areas or clauses; all scenarios when empty. */
  readonly only: readonly string[];
}

function planOf(options: CertifyOptions, words: readonly string[], surroundings: Surroundings): RunPlan {
  const graded = loadScenarios().filter((loaded) => isGraded(loaded, options.target, options.profile));
  const scenarios = select(graded, options.only);
  if (scenarios.length === 0)
    throw new SuiteError(
      "nothing-selected",
      `No scenario is graded for target ${options.target} in the ${options.profile} profile.`,
      "Choose another target or profile.",
    );
  return {
    scenarios,
    target: options.target,
    profile: options.profile,
    limits: limitsOf(options),
    adapter: words,
    environment: surroundings.environment,
    whole: scenarios.length === graded.length,
  };
}

async function oracleOf(options: CertifyOptions, plan: RunPlan, live: Session | null): Promise<Oracle> {
  return live === null ? recordedOracle(plan.scenarios, options.target) : await liveOracle(live, options.target);
}

/** Judges, writes `report.json` and prints what came out. Gives the exit code. */
export async function certifyCommand(
  options: CertifyOptions,
  words: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const source = adapterOf(words, options.module, surroundings);
  const plan = planOf(options, source.words, surroundings);
  const opened = openReport(plan, surroundings.clock());
  writeReport(opened, options.out);
  const cases: CaseResult[] = [];
  surroundings.onInterrupt = () => {
    const counts = count(cases, plan.scenarios.length);
    writeReport({ ...opened, cases, counts, reason: "the run was interrupted" }, options.out);
  };
  const sessions = [
    new Session(source, surroundings.host, plan.limits),
    liveSession(options.oracle, plan.limits, surroundings),
  ];
  for (const session of sessions) if (session !== null) surroundings.sessions.add(session);
  const [session, live] = sessions;
  try {
    if (session == null) return EXIT_CODES.suiteFault;
    const oracle = await oracleOf(options, plan, live ?? null);
    const report = await certifyPlan(plan, oracle, session, surroundings.clock, (result, done, selected) => {
      cases.push(result);
      surroundings.progress(`${done} of ${selected}: ${result.scenario}`);
    });
    writeReport(report, options.out);
    surroundings.progress(null);
    printReport(report, plan.scenarios, options, words, surroundings);
    return exitCodeOf(report);
  } finally {
    surroundings.progress(null);
    await Promise.all(sessions.map((each) => each?.close()));
  }
}

function printReport(
  report: Report,
  scenarios: readonly LoadedScenario[],
  options: CertifyOptions,
  words: readonly string[],
  { say, paint, width }: Surroundings,
): void {
  for (const result of report.cases.filter(({ verdict }) => failed(verdict))) {
    const program = scenarios.find(({ id }) => id === result.scenario)?.scenario.program;
    if (program === undefined) continue;
    for (const line of explainFailure(result, {
      program,
      ...options,
      replay: replayLine(result, options, words),
      width,
      paint,
    }))
      say(line);
    say("");
  }
  for (const line of describeReport(report, paint)) say(line);
  say(paint.faint(`report: ${reportFile(options.out)}`));
}

/** The command that plays just this case again, for a shell. */
export function replayLine(
  result: CaseResult,
  options: Pick<JudgeOptions, "target" | "profile" | "oracle" | "module">,
  words: readonly string[],
): string {
  const target = options.target === "3.11" ? "" : ` --target ${options.target}`;
  const profile = options.profile === "exact" ? "" : ` --profile ${options.profile}`;
  const oracle = options.oracle === "recorded" ? "" : ` --oracle ${quoted(options.oracle)}`;
  return `npx asyncore-conformance run ${quoted(result.scenario)}${target}${profile}${oracle}${adapterWords(words, options.module)}`;
}

function exitCodeOf(report: Report): number {
  switch (report.verdict) {
    case "conformant":
      return EXIT_CODES.met;
    case "not-conformant":
      return EXIT_CODES.notConformant;
    default:
      return EXIT_CODES.incomplete;
  }
}
