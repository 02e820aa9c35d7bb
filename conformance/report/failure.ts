// Explains one failed case to somebody who has never seen the suite: the clause, the program, the difference, how to see it again.

import type { Profile, Target } from "../../spec/clause.ts";
import { clauseOf } from "../../spec/clauses/index.ts";
import type { Program } from "../../spec/program.ts";
import type { CaseResult } from "../../spec/report.ts";
import type { CaseVerdict } from "../../spec/verdict.ts";
import type { Paint } from "./paint.ts";
import { printable } from "./printable.ts";
import { describeProgram } from "./program-text.ts";
import { describeDivergence, describeMoment } from "./trace-text.ts";

/** What explaining needs to know besides the result. */
export interface FailureContext {
  readonly program: Program;
  readonly target: Target;
  readonly profile: Profile;
  /** The words that play just this case again. */
  readonly replay: string;
  /** Characters to a line. */
  readonly width: number;
  readonly paint: Paint;
}

/** What happened, in one sentence. */
export function describeVerdict(verdict: CaseVerdict): string {
  switch (verdict.outcome) {
    case "passed":
      return "It behaves as the original does.";
    case "not-applicable":
      return `It was not asked: the implementation does not declare ${verdict.missing}.`;
    case "diverged": {
      const { expected, observed, channel } = verdict.divergence;
      const of = channel === undefined ? "" : ` of ${channel}`;
      const wanted = expected === null ? `nothing more${of}` : describeMoment(expected).trim();
      const got = observed === null ? `nothing more${of} happened` : `there was: ${describeMoment(observed).trim()}`;
      return `Where the original has: ${wanted} — ${got}.`;
    }
    case "refused":
      return printable(
        `The adapter refused to play it: ${verdict.reason}. A declared capability must be one that works.`,
      );
    case "timed-out":
      return `There was no answer within ${verdict.limitMs} ms (${verdict.flag} sets this limit).`;
    case "crashed":
      return printable(`The adapter broke off: ${verdict.reason}.`);
    case "garbled":
      return printable(`The adapter's answer cannot be read: ${verdict.reason}.`);
  }
}

/** The explanation of one failed case, as lines. */
export function explainFailure(result: CaseResult, context: FailureContext): readonly string[] {
  const { paint } = context;
  const { verdict } = result;
  const clauses = result.clauses.flatMap((id) => {
    const clause = clauseOf(id);
    return [
      `  ${paint.strong(id)} (${clause.level}, ${clause.profile}) ${clause.text}`,
      paint.faint(`    Look at: ${clause.hint}`),
    ];
  });
  const stderr =
    "stderr" in verdict && verdict.stderr.length > 0
      ? ["", paint.strong("Its last words on standard error"), ...verdict.stderr.map((line) => `  ${printable(line)}`)]
      : [];
  const difference =
    verdict.outcome === "diverged" && result.expected !== undefined && result.observed !== undefined
      ? [
          "",
          ...describeDivergence(
            result.expected,
            result.observed,
            verdict.divergence,
            context.profile,
            context.width,
            paint,
          ),
        ]
      : [];
  return [
    `${paint.bad("✘")} ${paint.strong(printable(result.title))} ${paint.faint(`(${printable(result.scenario)})`)}`,
    `  ${describeVerdict(verdict)}`,
    "",
    paint.strong("Clauses it shows"),
    ...clauses,
    "",
    paint.strong("The program"),
    ...describeProgram(context.program).map((line) => `  ${line}`),
    ...difference,
    ...stderr,
    "",
    `${paint.strong("Play it again:")} ${printable(context.replay)}`,
  ];
}
