// The command that plays single scenarios or program files and shows the trace, and the divergence if there is one.

import { existsSync } from "node:fs";
import type { Program } from "../../spec/program.ts";
import type { CaseResult } from "../../spec/report.ts";
import type { Trace } from "../../spec/trace.ts";
import { judge } from "../judge.ts";
import { type LoadedScenario, loadProgramFile, loadScenarios, select } from "../load.ts";
import { normalise } from "../normalise.ts";
import { liveOracle, recordedOracle } from "../oracle.ts";
import { missingFor } from "../qualify.ts";
import { describeVerdict, explainFailure } from "../report/failure.ts";
import { describeProgram } from "../report/program-text.ts";
import { describeTrace } from "../report/trace-text.ts";
import { Session } from "../session.ts";
import { EXIT_CODES } from "../suite-error.ts";
import { replayLine } from "./certify.ts";
import { adapterOf, type JudgeOptions, limitsOf, liveSession } from "./session-options.ts";
import type { Surroundings } from "./surroundings.ts";

/** Options of `run`. */
export interface RunOptions extends JudgeOptions {
  /** Prints the trace as JSON. */
  readonly json: boolean;
}

interface Subject {
  readonly id: string;
  readonly title: string;
  readonly program: Program;
  /** Absent for a bare program: then only a live oracle can say what is right. */
  readonly loaded: LoadedScenario | null;
}

function subjectOf(word: string, options: RunOptions): readonly Subject[] {
  if (existsSync(word)) {
    const { title, program, scenario } = loadProgramFile(word);
    const loaded = scenario === null || options.oracle === "recorded" ? null : { id: word, scenario, recording: null };
    return [{ id: word, title, program, loaded }];
  }
  return select(loadScenarios(), [word]).map((loaded) => ({
    id: loaded.id,
    title: loaded.scenario.title,
    program: loaded.scenario.program,
    loaded,
  }));
}

/** Plays what `words` name: scenario ids, areas, clauses or files. Gives the exit code. */
export async function runCommand(
  words: readonly string[],
  options: RunOptions,
  adapter: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const subjects = words.flatMap((word) => subjectOf(word, options));
  const session = new Session(adapterOf(adapter, options.module, surroundings), surroundings.host, limitsOf(options));
  const live = liveSession(options.oracle, limitsOf(options), surroundings);
  for (const each of [session, live]) if (each !== null) surroundings.sessions.add(each);
  const codes: number[] = [];
  try {
    for (const subject of subjects)
      codes.push(await runOne(subject, { options, adapter, session, live, surroundings }));
  } finally {
    await Promise.all([session.close(), live?.close()]);
  }
  if (codes.includes(EXIT_CODES.notConformant)) return EXIT_CODES.notConformant;
  return Math.max(EXIT_CODES.met, ...codes);
}

interface RunContext {
  readonly options: RunOptions;
  readonly adapter: readonly string[];
  readonly session: Session;
  readonly live: Session | null;
  readonly surroundings: Surroundings;
}

async function expectationFor(subject: Subject, { options, live }: RunContext): Promise<Trace | null> {
  if (subject.loaded === null && live === null) return null;
  const loaded = subject.loaded ?? bareScenario(subject);
  const oracle = live === null ? recordedOracle([loaded], options.target) : await liveOracle(live, options.target);
  return oracle.expect(loaded);
}

/** A bare program in the clothes of a scenario, for an oracle that only plays it. */
function bareScenario({ id, title, program }: Subject): LoadedScenario {
  return { id, recording: null, scenario: { title, why: title, clauses: ["LOOP-01"], program } };
}

async function runOne(subject: Subject, context: RunContext): Promise<number> {
  const { options, adapter, session, surroundings } = context;
  const { say, paint, width, clock } = surroundings;
  const { program, title, id } = subject;
  const missing = missingFor(program, (await session.identity()).capabilities);
  if (missing !== null) {
    say(`${paint.warn("○")} ${title} (${id}): ${describeVerdict({ outcome: "not-applicable", missing })}`);
    return EXIT_CODES.incomplete;
  }
  const expectation = await expectationFor(subject, context);
  const startedAt = clock();
  const { outcome, addresses, stderr } = await session.play(program);
  const normaliseContext = { program, profile: options.profile, addresses };
  const observed = outcome.outcome === "played" ? normalise(outcome.trace, normaliseContext) : null;
  if (observed !== null && options.json) say(JSON.stringify(observed, null, 1));
  const { verdict, ...traces } = judge(outcome, expectation ?? observed ?? [], normaliseContext, stderr);
  if (verdict.outcome !== "passed") {
    const clauses = subject.loaded?.scenario.clauses ?? [];
    const result: CaseResult = { scenario: id, title, clauses, verdict, durationMs: clock() - startedAt, ...traces };
    const failure = {
      program,
      target: options.target,
      profile: options.profile,
      replay: replayLine(result, options, adapter),
      width,
      paint,
    };
    for (const line of explainFailure(result, failure)) say(line);
    return EXIT_CODES.notConformant;
  }
  if (options.json) return EXIT_CODES.met;
  const judged =
    expectation === null
      ? "played; nothing to compare it with: name an oracle, for example --oracle python3.11"
      : "as the original";
  for (const line of [
    `${paint.good("✔")} ${paint.strong(title)} (${id}): ${judged}`,
    "",
    ...describeProgram(program).map((each) => `  ${each}`),
    "",
    ...describeTrace(observed ?? []).map((each) => `  ${each}`),
    "",
  ])
    say(line);
  return EXIT_CODES.met;
}
