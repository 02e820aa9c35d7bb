// What a report is told from: the report, what it is worth, and of each failure what was played and how to see it again.
// Knows no format; every format is a function from stories to text.

import type { CaseResult, Report } from "../../spec/report.ts";
import type { Played } from "./program-text.ts";
import type { Standing } from "./standing.ts";

/** One failed case. */
export interface FailureStory {
  readonly result: CaseResult;
  /** What was played; null for a case this suite does not have. */
  readonly program: Played | null;
  /** The words that play just this case again. */
  readonly replay: string;
}

/** One report, ready to be told. */
export interface ReportStory {
  readonly report: Report;
  readonly standing: Standing;
  /** In the order in which they are to be read; without those that are known. */
  readonly failures: readonly FailureStory[];
  /** The failures that are known and borne with. */
  readonly known: readonly FailureStory[];
}

/** Whose report it is, in a few words: `asyncore-conformance reference 0.1.0`. */
export function nameOf({ implementation: who }: Report): string {
  if (who === null) return "nobody yet";
  return `${who.name} ${who.version}${who.variant === undefined ? "" : `, ${who.variant}`}`.trim();
}
