// Failures that their owners know of: reads the file that lists them, and says what came of each. An entry explains one
// case for a while, and must not outlive what it explains. Data in, data out: reading the file is others' business.

import type { CaseResult, KnownFailure, KnownFailureResult } from "../../spec/report.ts";
import { failed } from "../judge/judge.ts";
import { SuiteError } from "../suite-error.ts";

const REMEDY =
  "A line is: the id of a case, the last day it is borne with, a link to where it is discussed, and the reason to its end; a line that begins with # is a comment.";

/** Whether `text` is a day of the calendar, written `2027-01-31`. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Whether `text` is an address that a browser opens and that does nothing else. */
export function isLink(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
}

/** What is wrong with the words of one line, as the end of a sentence, or null. */
function wrongWith(expires: string | undefined, link: string | undefined, reason: string): string | null {
  if (expires === undefined || !isDay(expires)) return "has no expiry date behind the id (for example 2027-01-31)";
  if (link === undefined || !isLink(link)) return "has no link behind the date (https://…)";
  return reason === "" ? "has no reason behind the link" : null;
}

function entryOf(line: string): KnownFailure | string {
  const [, id = "", expires, link, reason = ""] = /^(\S+)(?:\s+(\S+))?(?:\s+(\S+))?(?:\s+(.*))?$/.exec(line) ?? [];
  const wrong = wrongWith(expires, link, reason);
  return wrong ?? { id, reason, link: link as string, expires: expires as string };
}

/**
 * The entries of a file of known failures. `file` is its name, for messages. Throws SuiteError that has a sentence for each
 * line that is malformed, names nothing of `ids` (the ids of all cases there are), or names what another line names.
 */
export function parseKnownFailures(text: string, file: string, ids: ReadonlySet<string>): readonly KnownFailure[] {
  const entries: KnownFailure[] = [];
  const problems: string[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const where = `Line ${index + 1} of ${file}`;
    const entry = entryOf(line);
    if (typeof entry === "string") problems.push(`${where} ${entry}.`);
    else if (!ids.has(entry.id)) problems.push(`${where} matches nothing: there is no case ${entry.id}.`);
    else if (entries.some(({ id }) => id === entry.id)) problems.push(`${where} names ${entry.id} a second time.`);
    else entries.push(entry);
  }
  if (problems.length > 0) throw new SuiteError("usage", problems.join(" "), REMEDY);
  return entries;
}

/** Whether an entry has expired at `now` (milliseconds since 1970): its last day is over everywhere but to the west. */
function isExpired({ expires }: KnownFailure, now: number): boolean {
  return new Date(now).toISOString().slice(0, 10) > expires;
}

/** `result`, marked as known when it failed and one of `entries` explains it at `now`. */
export function markKnown(result: CaseResult, entries: readonly KnownFailure[], now: number): CaseResult {
  const explains = (entry: KnownFailure) => entry.id === result.scenario && !isExpired(entry, now);
  return failed(result.verdict) && entries.some(explains) ? { ...result, known: true } : result;
}

function outcomeOf({ id }: KnownFailure, cases: readonly CaseResult[]): KnownFailureResult["outcome"] {
  const found = cases.find(({ scenario }) => scenario === id);
  if (found === undefined) return "not-played";
  if (failed(found.verdict)) return "failed";
  return found.verdict.outcome === "passed" ? "passed" : "not-applicable";
}

/** What is wrong with an entry of which this came, or null. Of a part of the cases nobody can say that one is not played. */
function problemOf(
  entry: KnownFailure,
  outcome: KnownFailureResult["outcome"],
  all: boolean,
  now: number,
): string | null {
  const known = `The known failure ${entry.id}`;
  if (outcome === "passed") return `${known} passes now: take it out of the list.`;
  if (outcome === "not-applicable") return `${known} matches nothing: the case is not applicable here.`;
  if (outcome === "not-played" && all) return `${known} matches nothing: the case is not graded here.`;
  if (isExpired(entry, now)) return `${known} expired on ${entry.expires}: mend it, or agree on a later day.`;
  return null;
}

/** What came of each entry in a run with these results that ended at `now`; `all` when every case was to be played. */
export function knownFailureResults(
  entries: readonly KnownFailure[],
  cases: readonly CaseResult[],
  all: boolean,
  now: number,
): readonly KnownFailureResult[] {
  return entries.map((entry) => {
    const outcome = outcomeOf(entry, cases);
    const problem = problemOf(entry, outcome, all, now);
    return { ...entry, outcome, ...(problem === null ? {} : { problem }) };
  });
}

/** The sentences about entries that fail the run. */
export function problemsWith(results: readonly KnownFailureResult[]): readonly string[] {
  return results.flatMap(({ problem }) => problem ?? []);
}
