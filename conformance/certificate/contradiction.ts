// Says in what a report contradicts itself. Whoever edits one can seal it anew, but what it says twice it must say alike.
// Knows reports; whether one follows from what was observed is judged in verify.ts.

import type { Report } from "../../spec/report.ts";
import { applicableClauses, count, judgeClauses, scopeOf } from "../judge/judge.ts";
import { conclusionOf, DAY_MS, type Judged, LONGEST_VALID_DAYS } from "./certify.ts";
import { canonicalJson } from "./digest.ts";
import { isDay, isLink, knownFailureResults, markKnown } from "./known-failures.ts";

/** A moment as reports have it, `2026-01-31T12:00:00.000Z`, in milliseconds since 1970; NaN for anything else. */
function momentOf(text: string): number {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text ? time : Number.NaN;
}

/** What is wrong with the times of a report that is read at `now`; another machine's clock may be a day ahead. */
function untimely({ startedAt, finishedAt, expiresAt }: Report, now: number): string | null {
  const [begun, ended, expires] = [startedAt, finishedAt ?? startedAt, expiresAt].map(momentOf) as [
    number,
    number,
    number,
  ];
  if ([begun, ended, expires].some(Number.isNaN))
    return "does not say when the run began and ended, and until when it holds";
  if (ended < begun) return "says that the run ended before it began";
  if (ended > now + DAY_MS)
    return `says that the run ended on ${new Date(ended).toISOString().slice(0, 10)}, a day that has not come`;
  if (expires > begun && expires <= begun + LONGEST_VALID_DAYS * DAY_MS) return null;
  return `is not good for 1 to ${LONGEST_VALID_DAYS} days from when the run began`;
}

function isJudged(report: Report): report is Judged {
  const { implementation, capabilities, oracle, finishedAt } = report;
  return ![implementation, capabilities, oracle, finishedAt].includes(null);
}

/** What is wrong with the cases, all of which must be there, each once. */
function miscounted({ cases, counts }: Report): string | null {
  if (cases.length !== counts.selected)
    return `has ${cases.length} cases and says that ${counts.selected} were selected`;
  if (new Set(cases.map(({ scenario }) => scenario)).size < cases.length) return "has a case twice";
  return canonicalJson(count(cases, cases.length)) === canonicalJson(counts) ? null : "counts other cases than it has";
}

/** What is wrong with the failures that are called known. */
function misexplained({ knownFailures, cases, startedAt, shard, verdict }: Report): string | null {
  if (!knownFailures.every(({ link, expires }) => isLink(link) && isDay(expires)))
    return "has a known failure without a day or a link";
  const begun = Date.parse(startedAt);
  const marked = cases.map(({ known: _known, ...bare }) => markKnown(bare, knownFailures, begun));
  if (canonicalJson(marked) !== canonicalJson(cases)) return "calls other failures known than it names";
  const entries = knownFailures.map(({ id, reason, link, expires }) => ({ id, reason, link, expires }));
  const whole = shard === null && verdict !== "incomplete";
  const asWhole = canonicalJson(knownFailureResults(entries, cases, true, begun)) === canonicalJson(knownFailures);
  const asPart = canonicalJson(knownFailureResults(entries, cases, false, begun)) === canonicalJson(knownFailures);
  return asWhole || (asPart && !whole) ? null : "says something else of its known failures than its cases do";
}

/** Whether the verdict is what the rest amounts to. That something is a selection only whoever knows the suite can say. */
function misjudged(report: Judged): string | null {
  const { shard, verdict, counts } = report;
  const concluded = conclusionOf(report, { shard, whole: true }).verdict;
  if (verdict === concluded || (verdict === "incomplete" && concluded.startsWith("conformant"))) return null;
  if (counts.failed > 0) return "has failures, and is not called not conformant";
  return `is called ${verdict}, and amounts to ${concluded}`;
}

/**
 * In what `report`, which is read at `now` (milliseconds since 1970), contradicts itself, as the end of a sentence, or null.
 * One that is not sealed says little, and must at least say when.
 */
export function contradictionIn(report: Report, now: number): string | null {
  const wrong = untimely(report, now);
  if (wrong !== null || report.status !== "sealed") return wrong;
  if (!isJudged(report)) return "does not say who was judged, by whom and when";
  const { target, profile, oracle, shard, capabilities, scope, cases, clauses } = report;
  if (oracle?.target !== target) return "names an oracle of another target than its own";
  if (shard !== null && shard.turn > shard.of) return `is part ${shard.turn} of ${shard.of}`;
  if (scope !== scopeOf(capabilities)) return "names another scope than its capabilities make";
  const judged = judgeClauses(applicableClauses(target, profile), cases);
  if (canonicalJson(judged) !== canonicalJson(clauses)) return "says something else of its clauses than its cases do";
  return miscounted(report) ?? misexplained(report) ?? misjudged(report);
}
