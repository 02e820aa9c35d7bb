// What a run of GitHub's shows beside the code: one annotation for each failure, as far as there is room. Knows how the runner
// reads commands, so that nothing an implementation says can be one.

import { type ClauseId, clauseOf } from "../../spec/clauses/index.ts";
import type { CaseResult, Report } from "../../spec/report.ts";
import { failed } from "../judge/judge.ts";
import { describeVerdict } from "../report/failure.ts";
import { printable } from "../report/printable.ts";

/** The runner shows so many of a step; the rest is in the summary. */
const MOST_ANNOTATIONS = 10;

function escapedData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** A line that the runner shows as an error; neither text can end it or begin another. */
export function errorLine(title: string, text: string): string {
  return `::error title=${escapedProperty(printable(title))}::${escapedData(printable(text))}`;
}

function aboutCase({ scenario, clauses, verdict }: CaseResult): string {
  const [clause] = clauses as readonly ClauseId[];
  const says = clause === undefined ? "" : ` ${clause}: ${clauseOf(clause).text}`;
  return errorLine(`${clause ?? "asyncore"} ${scenario}`, `${describeVerdict(verdict)}${says}`);
}

/** The annotations of a report: an error for each of the first failures, and how many more there are. */
export function annotationsOf({ cases }: Report): readonly string[] {
  const failures = cases.filter(({ verdict, known }) => failed(verdict) && known !== true);
  const room = failures.length > MOST_ANNOTATIONS ? MOST_ANNOTATIONS - 1 : MOST_ANNOTATIONS;
  const more = failures.length - Math.min(room, failures.length);
  return [
    ...failures.slice(0, room).map(aboutCase),
    ...(more === 0 ? [] : [errorLine("asyncore", `${more} more scenarios failed: the summary names them.`)]),
  ];
}
