// Explains the failed cases of a report, the first of them at length: hundreds of explanations are read by nobody.
// Knows how many are shown; what one looks like is explained in report/.

import type { Report } from "../../spec/report.ts";
import { failed } from "../judge.ts";
import { type LoadedCase, playedOf } from "../load.ts";
import { explainFailure } from "../report/failure.ts";
import { plural } from "../report/plural.ts";
import { programFile } from "./properties.ts";
import { type Asked, replayLine } from "./replay.ts";
import type { Surroundings } from "./surroundings.ts";

/** How many failures are explained when not all are asked for. */
const EXPLAINED = 10;

/** The explanations as lines; what was left out is said in the last of them. */
export function explainFailures(
  report: Report,
  cases: readonly LoadedCase[],
  options: Asked & { readonly allFailures: boolean; readonly out: string },
  words: readonly string[],
  { width, paint, env }: Surroundings,
): readonly string[] {
  const all = report.cases.filter(({ verdict }) => failed(verdict));
  const explained = options.allFailures ? all : all.slice(0, EXPLAINED);
  const lines = explained.flatMap((result) => {
    const loaded = cases.find(({ id }) => id === result.scenario);
    const program = result.program ?? (loaded === undefined ? undefined : playedOf(loaded));
    if (program === undefined) return [];
    const played = result.program === undefined ? result : { scenario: programFile(options.out, result) };
    const replay = replayLine(played, options, words, env);
    const { target, profile } = options;
    return [...explainFailure(result, { program, target, profile, replay, width, paint }), ""];
  });
  const left = all.length - explained.length;
  if (left === 0) return lines;
  return [...lines, `… ${plural(left, "more failure")}; --all-failures explains every one at length.`, ""];
}
