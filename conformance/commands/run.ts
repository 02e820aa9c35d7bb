// The command that plays single scenarios or program files and shows the trace, and the divergence if there is one.
// Knows what is said of one play, to people or as JSON; which plays there are is told by subjects.ts.

import type { CaseResult } from "../../spec/report.ts";
import type { Trace } from "../../spec/trace.ts";
import type { CaseVerdict } from "../../spec/verdict.ts";
import { clausesOf } from "../corpus/blame.ts";
import { judge } from "../judge/judge.ts";
import { pollerFor } from "../judge/over-poll.ts";
import { missingForCase } from "../judge/qualify.ts";
import { aboutOf } from "../load/load.ts";
import { liveOracle, recordedOracle } from "../oracle.ts";
import { comparableTrace, playCase } from "../play/play-case.ts";
import { Session } from "../play/session.ts";
import { describeVerdict, explainFailure } from "../report/failure.ts";
import { describePlayed } from "../report/program-text.ts";
import { describeTrace } from "../report/trace-text.ts";
import { EXIT_CODES } from "../suite-error.ts";
import { chosenOracle } from "./oracle-source.ts";
import { replayLine } from "./replay.ts";
import { adapterOf, type JudgeOptions, limitsOf, liveSession } from "./session-options.ts";
import { asCase, type Subject, subjectOver, subjectsOf } from "./subjects.ts";
import type { Surroundings } from "./surroundings.ts";

/** Options of `run`. */
export interface RunOptions extends JudgeOptions {
  /** Prints one JSON array instead of text. */
  readonly json: boolean;
}

interface RunContext {
  readonly options: RunOptions;
  readonly adapter: readonly string[];
  readonly session: Session;
  readonly live: Session | null;
  readonly surroundings: Surroundings;
}

/** What came of one subject. */
interface Ran {
  readonly subject: Subject;
  /** Null when there was nothing to compare with, or the original itself cannot play it. */
  readonly verdict: CaseVerdict | null;
  /** What was observed, normalised; null when it was not played to its end. */
  readonly trace: Trace | null;
  readonly result: CaseResult | null;
  /** Why nothing was graded, as a sentence. */
  readonly ungraded: string | null;
}

const NOTHING_TO_COMPARE =
  "It was played, and not graded: there is nothing to compare it with. Name an oracle, for example --oracle python3.11.";

/** Plays what `words` name: scenario ids, areas, clauses or files. Gives the exit code. */
export async function runCommand(
  words: readonly string[],
  given: RunOptions,
  adapter: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const quiet = given.json ? { ...surroundings, say: () => {} } : surroundings; // JSON is all there is on its output.
  const options = { ...given, oracle: await chosenOracle(given.oracle, given.target, quiet) };
  const subjects = subjectsOf(words, options.oracle);
  const session = new Session(adapterOf(adapter, options, surroundings), surroundings.host, limitsOf(options));
  const live = liveSession(options.oracle, limitsOf(options), surroundings);
  for (const each of [session, live]) if (each !== null) surroundings.sessions.add(each);
  const context = { options, adapter, session, live, surroundings };
  const all: Ran[] = [];
  try {
    const poller = options.poller ?? pollerFor((await session.identity()).capabilities);
    const begun = surroundings.clock();
    for (const subject of subjects.map((given) => subjectOver(poller, given))) {
      const late = surroundings.clock() - begun > options.runLimit;
      const ran = late ? notPlayed(subject, tooLate(options.runLimit)) : await runOne(subject, context);
      all.push(ran);
      if (!options.json) for (const line of shown(ran, context)) surroundings.say(line);
    }
  } finally {
    await Promise.all([session.close(), live?.close()]);
  }
  if (options.json)
    surroundings.say(
      JSON.stringify(
        all.map((ran) => asJson(ran, options.oracle)),
        null,
        1,
      ),
    );
  const codes = all.map(exitCodeOf);
  return codes.includes(EXIT_CODES.notConformant) ? EXIT_CODES.notConformant : Math.max(EXIT_CODES.met, ...codes);
}

function tooLate(limitMs: number): string {
  return `It was not played: the run took longer than ${limitMs} ms (--run-limit sets this).`;
}

function notPlayed(subject: Subject, ungraded: string, verdict: CaseVerdict | null = null): Ran {
  return { subject, verdict, trace: null, result: null, ungraded };
}

async function expectationFor(subject: Subject, { options, live }: RunContext): Promise<Trace | null> {
  if (subject.loaded === null && live === null) return null;
  const loaded = asCase(subject);
  const oracle = live === null ? recordedOracle([loaded], options.target) : await liveOracle(live, options.target);
  return oracle.expect(loaded);
}

async function runOne(subject: Subject, context: RunContext): Promise<Ran> {
  const { options, session, surroundings } = context;
  const { title, id } = subject;
  const about = subject.loaded && aboutOf(subject.loaded);
  const missing = missingForCase(asCase(subject), (await session.identity()).capabilities);
  const inapplicable = missing === null ? null : ({ outcome: "not-applicable", missing } as const);
  if (inapplicable !== null) return notPlayed(subject, describeVerdict(inapplicable), inapplicable);
  const targets = about?.targets;
  if (targets !== undefined && !targets.includes(options.target))
    return notPlayed(
      subject,
      `It was not played: it is for CPython ${targets.join(", ")} only, and the target is ${options.target}.`,
    );
  const expectation = await expectationFor(subject, context);
  const startedAt = surroundings.clock();
  const played = await playCase(asCase(subject), session, options.profile);
  const trace = comparableTrace(played);
  const { verdict, ...traces } = judge(played.outcome, expectation ?? trace ?? [], played.context, played.stderr);
  if (verdict.outcome === "passed" && expectation === null)
    return { subject, verdict: null, trace, result: null, ungraded: NOTHING_TO_COMPARE };
  const clauses = subject.loaded === null ? [] : clausesOf(subject.loaded, verdict, options.target);
  const durationMs = surroundings.clock() - startedAt;
  const result: CaseResult = { scenario: id, title, clauses, verdict, durationMs, ...traces };
  return { subject, verdict, trace, result, ungraded: null };
}

/** One play as people read it. */
function shown(ran: Ran, { options, adapter, surroundings }: RunContext): readonly string[] {
  const { paint, width, env } = surroundings;
  const { subject, result, trace, ungraded } = ran;
  if (result !== null && result.verdict.outcome !== "passed") {
    const replay = replayLine(result, options, adapter, env);
    const { target, profile } = options;
    return explainFailure(result, { program: subject.program, target, profile, replay, width, paint });
  }
  const mark = ungraded === null ? paint.good("✔") : paint.warn("○");
  const heading = `${mark} ${paint.strong(subject.title)}${subject.title === subject.id ? "" : ` (${subject.id})`}`;
  const sentence = `  ${ungraded ?? "It behaves as the original does."}`;
  if (trace === null) return [heading, sentence];
  const story = [...describePlayed(subject.program), "", ...describeTrace(trace)].map((line) => `  ${line}`.trimEnd());
  return [heading, sentence, "", ...story, ""];
}

/** One play as programs read it, with the oracle that was asked: of "auto" nothing else says which it was. */
function asJson({ subject, verdict, trace, result }: Ran, oracle: string): object {
  return { scenario: subject.id, title: subject.title, oracle, verdict, trace, expected: result?.expected ?? null };
}

function exitCodeOf({ result, ungraded }: Ran): number {
  if (ungraded !== null) return EXIT_CODES.incomplete;
  return result?.verdict.outcome === "passed" ? EXIT_CODES.met : EXIT_CODES.notConformant;
}
