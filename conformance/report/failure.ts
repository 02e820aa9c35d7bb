// Explains one failed case to somebody who has never seen the suite: the clause, the program, the difference, how to see it again.

import type { Profile, Target } from "../../spec/clause.ts";
import { type ClauseId, clauseOf, holdsFor } from "../../spec/clauses/index.ts";
import type { CaseResult } from "../../spec/report.ts";
import type { CaseVerdict, Divergence } from "../../spec/verdict.ts";
import { isRandom } from "../judge/rank.ts";
import type { Paint } from "./paint.ts";
import { plural } from "./plural.ts";
import { printable } from "./printable.ts";
import { describePlayed, type Played } from "./program-text.ts";
import { reached } from "./reached.ts";
import { describeDivergence, describeMoment, describeTrace, PARTING_LINES } from "./trace-text.ts";

/** What explaining needs to know besides the result. */
export interface FailureContext {
  readonly program: Played;
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
      return printable(`It was not asked: the implementation does not declare ${verdict.missing}.`);
    case "diverged": {
      const { expected, observed, channel } = verdict.divergence;
      const of = channel === undefined ? "" : ` of ${channel}`;
      const wanted = expected === null ? `nothing more${of}` : describeMoment(expected).trim();
      const got = observed === null ? `nothing more${of} happened` : `there was: ${describeMoment(observed).trim()}`;
      return `Where the original has: ${wanted} — ${got}.`;
    }
    case "violated":
      return printable(verdict.sentence);
    case "refused":
      return printable(
        `The adapter refused to play it: ${verdict.reason}. It declares what this needs: write it, or declare less.`,
      );
    case "timed-out":
      return printable(`There was no answer within ${verdict.limitMs} ms (${verdict.flag} sets this limit).`);
    case "crashed":
      return printable(`The adapter broke off: ${verdict.reason}.`);
    case "garbled":
      return printable(`The adapter's answer cannot be read: ${verdict.reason}.`);
  }
}

/** What happened in a case that passed, and not at once. */
export function describeUnsteady(divergence: Divergence): string {
  return `It went otherwise once, and then twice as the original. ${describeVerdict({ outcome: "diverged", divergence })}`;
}

/** The clauses of the scenario that hold for the target; all of them when none does. */
export function clausesOf({ clauses }: CaseResult, target: Target): readonly ClauseId[] {
  const holding = clauses.filter((id) => holdsFor(id, target));
  return holding.length === 0 ? clauses : holding;
}

function clauseLine(id: ClauseId, paint: Paint): string {
  const { level, profile, text } = clauseOf(id);
  return `  ${paint.strong(id)} (${level}, ${profile}) ${text}`;
}

/** Nothing is known of the clauses of a play that was not finished: they are named, and nobody is told to mend them. */
function explainClauses(result: CaseResult, { target, paint }: FailureContext): readonly string[] {
  const clauses = clausesOf(result, target);
  if (clauses.length === 0) return [];
  if (result.verdict.outcome !== "diverged" && result.verdict.outcome !== "violated")
    return [
      "",
      paint.strong("It could not be judged: nothing shows that these clauses are kept"),
      ...clauses.map((id) => clauseLine(id, paint)),
    ];
  const each = clauses.flatMap((id) => [clauseLine(id, paint), paint.faint(`    Look at: ${clauseOf(id).hint}`)]);
  return ["", paint.strong("Clauses it shows"), ...each];
}

/**
 * What was played, under its title, one line each. Nobody thought of what comes later in a random program: that is told as far
 * as it was reached.
 */
export function toldOf(
  result: CaseResult,
  program: Played,
  profile: Profile,
): { title: string; lines: readonly string[] } {
  const { verdict, expected, observed } = result;
  if ("source" in program) return { title: "The script", lines: describePlayed(program) };
  if (!isRandom(result) || verdict.outcome !== "diverged" || expected === undefined || observed === undefined)
    return { title: "The program", lines: describePlayed(program) };
  const part = reached(program, { expected, observed, divergence: verdict.divergence, profile }, PARTING_LINES);
  const later = program.steps.length - part.steps.length;
  const lines = [...describePlayed(part), ...(later > 0 ? [`… ${plural(later, "later step")}`] : [])];
  return { title: "The program, as far as it was reached", lines };
}

function explainDifference(result: CaseResult, { profile, width, paint }: FailureContext): readonly string[] {
  const { verdict, expected, observed } = result;
  if (verdict.outcome === "violated" && observed !== undefined)
    return ["", paint.strong("What was observed"), ...describeTrace(observed).map((line) => `  ${line}`)];
  if (verdict.outcome !== "diverged" || expected === undefined || observed === undefined) return [];
  return ["", ...describeDivergence(expected, observed, verdict.divergence, profile, width, paint)];
}

function lastWords({ verdict }: CaseResult, paint: Paint): readonly string[] {
  if (!("stderr" in verdict)) return [];
  if (verdict.stderr.length === 0)
    return verdict.outcome === "crashed" ? ["", "It wrote nothing on standard error."] : [];
  const words = verdict.stderr.map((line) => `  ${printable(line)}`);
  return ["", paint.strong("Its last words on standard error"), ...words];
}

/** The explanation of one failed case, as lines. */
export function explainFailure(result: CaseResult, context: FailureContext): readonly string[] {
  const { paint } = context;
  const { title, lines } = toldOf(result, context.program, context.profile);
  return [
    `${paint.bad("✘")} ${paint.strong(printable(result.title))} ${paint.faint(`(${printable(result.scenario)})`)}`,
    `  ${describeVerdict(result.verdict)}`,
    ...explainClauses(result, context),
    "",
    paint.strong(title),
    ...lines.map((line) => `  ${line}`.trimEnd()),
    ...explainDifference(result, context),
    ...lastWords(result, paint),
    "",
    `${paint.strong("Play it again:")} ${printable(context.replay)}`,
  ];
}
