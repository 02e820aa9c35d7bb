// Explains the failed cases of a report, the first of them at length: hundreds of explanations are read by nobody.
// Knows how many are shown; what one looks like is explained in report/.

import type { CaseResult, Report } from "../../spec/report.ts";
import { rankFailures } from "../judge/rank.ts";
import { type LoadedCase, playedOf } from "../load/load.ts";
import { explainFailure } from "../report/failure.ts";
import { plural } from "../report/plural.ts";
import type { Played } from "../report/program-text.ts";
import { programFile } from "./properties.ts";
import { type Asked, replayLine } from "./replay.ts";
import type { Surroundings } from "./surroundings.ts";

/** How many failures are explained when not all are asked for. */
const EXPLAINED = 10;

/** What was played of a case; undefined when the suite has no such case. */
export function playedIn(cases: readonly LoadedCase[], result: CaseResult): Played | undefined {
  const loaded = cases.find(({ id }) => id === result.scenario);
  return result.program ?? (loaded === undefined ? undefined : playedOf(loaded));
}

function sizeOf(played: Played | undefined): number {
  if (played === undefined) return Number.POSITIVE_INFINITY;
  return "source" in played ? played.source.length : JSON.stringify(played).length;
}

/**
 * The failures of a report that nobody knows of, in the order in which they are to be read; among equals the smallest
 * program goes first.
 */
export function failuresOf(report: Report, cases: readonly LoadedCase[]): readonly CaseResult[] {
  const unknown = report.cases.filter(({ known }) => known !== true);
  return rankFailures(unknown, (result) => sizeOf(playedIn(cases, result)));
}

/** The explanations of `failures` as lines; what was left out is said in the last of them. */
export function explainFailures(
  failures: readonly CaseResult[],
  cases: readonly LoadedCase[],
  options: Asked & { readonly allFailures: boolean; readonly out: string },
  words: readonly string[],
  { width, paint, env }: Surroundings,
): readonly string[] {
  const explained = options.allFailures ? failures : failures.slice(0, EXPLAINED);
  const lines = explained.flatMap((result) => {
    const program = playedIn(cases, result);
    if (program === undefined) return [];
    const played = result.program === undefined ? result : { scenario: programFile(options.out, result) };
    const replay = replayLine(played, options, words, env);
    const { target, profile } = options;
    return [...explainFailure(result, { program, target, profile, replay, width, paint }), ""];
  });
  const left = failures.length - explained.length;
  if (left === 0) return lines;
  return [...lines, `… ${plural(left, "more failure")}; --all-failures explains every one at length.`, ""];
}
