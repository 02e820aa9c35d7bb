// Reports as Markdown, for the summary of a job or a pull request: the verdict, the areas, what failed.
// Nothing a report holds is taken for Markdown or HTML.

import { areaOf, clauseOf } from "../../spec/clauses/index.ts";
import type { ClauseResult, Report } from "../../spec/report.ts";
import { undeclared } from "../judge/judge.ts";
import { tooUnsteady } from "../play/steady.ts";
import { explained } from "./explained.ts";
import { describeUnsteady, describeVerdict } from "./failure.ts";
import { paintWith } from "./paint.ts";
import { plural } from "./plural.ts";
import { clip, printable } from "./printable.ts";
import { nameOf, type ReportStory } from "./story.ts";
import { verdictLine } from "./text.ts";

/** So many failures are explained at length, and so many are listed: a reader's patience holds no more. */
const EXPLAINED = 10;
const LISTED = 100;
/** GitHub refuses a summary of more than a mebibyte altogether. What an adapter said can be longer than that. */
const MOST_BYTES = 1_000_000;
/** Of these bytes, how many the lists and explanations of one report may take: there is room for its other words, too. */
const SHARE = 0.3;
const LONGEST_CELL = 1_000;

const encoder = new TextEncoder();

function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

/** The first of `pieces`, as many as `bytes` hold; each stands on lines of its own. */
function fitting(pieces: readonly string[], bytes: number): readonly string[] {
  let left = bytes;
  const tooLong = pieces.findIndex((piece) => {
    left -= bytesOf(piece) + 1;
    return left < 0;
  });
  return tooLong === -1 ? pieces : pieces.slice(0, tooLong);
}

/** `text` as plain text in Markdown, in the middle of a line: no mark, tag, mention or link comes of it. */
export function plain(text: string): string {
  return printable(text)
    .replace(/&/g, "&amp;")
    .replace(/[\\`*_{}[\]()#!|~<>]/g, (mark) => `\\${mark}`)
    .replace(/@/g, "&#64;")
    .replace(/:(?=\S)/g, "&#58;")
    .replace(/\bwww\./g, "www&#46;");
}

/** `text` as plain text inside an HTML tag, where Markdown's own escapes do not count. */
function plainInTag(text: string): string {
  return printable(text).replace(/[&<>"'`*_[\]\\@:|~]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** `text` as a block of code that nothing in it can end. */
function block(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** A table of as many rows as there is room for; whoever reads it is told of the others. */
function table(head: readonly string[], rows: readonly (readonly string[])[], room = MOST_BYTES): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const shown = fitting(rows.slice(0, LISTED).map(line), room);
  const left = rows.length - shown.length;
  return [line(head), line(head.map(() => "---")), ...shown, "", ...(left === 0 ? [] : [`and ${left} more.`, ""])];
}

/** What stands in a cell: the beginning of it, when it is long. */
function inCell(text: string): string {
  return plain(clip(text, LONGEST_CELL));
}

const OUTCOMES = [
  "kept",
  "broken",
  "not-applicable",
  "not-shown",
] as const satisfies readonly ClauseResult["outcome"][];

function areaRows({ clauses, coverage }: Report): readonly (readonly string[])[] {
  return coverage.areas.map(({ area }) => {
    const own = clauses.filter(({ clause }) => areaOf(clause) === area);
    const count = (outcome: ClauseResult["outcome"]) => own.filter((clause) => clause.outcome === outcome).length;
    return [area, ...OUTCOMES.map((outcome) => String(count(outcome) || "·"))];
  });
}

function subject(report: Report): readonly string[] {
  const { oracle, target, profile, scope, capabilities } = report;
  const lacking = capabilities === null ? [] : undeclared(capabilities);
  const against = oracle === null ? "nothing yet" : `${oracle.kind} ${oracle.interpreters.join(", ")}`;
  return [
    `Judged: ${inCell(nameOf(report))}, against ${plain(against)}, target ${target}, ${profile} profile, scope ${plain(scope ?? "below the core")}.`,
    ...(lacking.length === 0 ? [] : ["", `Not declared, and so not judged: ${plain(lacking.join(", "))}.`]),
    "",
  ];
}

/** The failures: all by name, the first of them at length, folded away. `room` is bytes, for either. */
function failed({ report, failures }: ReportStory, room: number): readonly string[] {
  if (failures.length === 0) return [];
  const rows = failures.map(({ result }) => {
    const [first] = result.clauses;
    const about = first === undefined ? "" : `${first} (${clauseOf(first).level})`;
    return [about, inCell(result.title), inCell(describeVerdict(result.verdict))];
  });
  const folded = failures
    .slice(0, EXPLAINED)
    .map((story) =>
      [
        `<details><summary>${plainInTag(clip(story.result.title, LONGEST_CELL))}</summary>`,
        "",
        block(explained(story, report)),
        "",
        "</details>",
        "",
      ].join("\n"),
    );
  const shown = fitting(folded, room);
  const left = folded.length - shown.length;
  return [
    `### ${plural(failures.length, "failed case")}`,
    "",
    ...table(["clause", "case", "what happened"], rows, room),
    ...shown,
    ...(left === 0
      ? []
      : [`${plural(left, "explanation")} more would be too long for this page; the report has them.`, ""]),
  ];
}

/** What is borne with, and what is wrong with that. */
function known({ knownFailures }: Report, room: number): readonly string[] {
  if (knownFailures.length === 0) return [];
  const rows = knownFailures.map(({ id, reason, link, expires, outcome, problem }) =>
    [id, problem ?? `${outcome}, until ${expires}`, `${reason} ${link}`].map(inCell),
  );
  return ["### Known failures", "", ...table(["case", "here", "why"], rows, room)];
}

/** What did not pass at once, and whether that is too much. */
function unsteady({ cases }: Report, room: number): readonly string[] {
  const rows = cases.flatMap(({ scenario, unsteady: divergence }) =>
    divergence === undefined ? [] : [[scenario, describeUnsteady(divergence)].map(inCell)],
  );
  if (rows.length === 0) return [];
  const problem = tooUnsteady(cases);
  const last = problem === null ? [] : [problem, ""];
  return ["### Played again", "", ...table(["case", "what happened"], rows, room), ...last];
}

function heading({ report, standing }: ReportStory): string {
  if (standing === "expired") return `○ expired: the certificate was good until ${report.expiresAt}`;
  return verdictLine(report, paintWith(false));
}

/** One report, in some `bytes`. */
function oneReport(story: ReportStory, bytes: number): string {
  const { report } = story;
  const room = bytes * SHARE;
  return [
    `## ${inCell(heading(story))}`,
    "",
    ...subject(report),
    ...(report.clauses.length === 0 ? [] : table(["area", ...OUTCOMES], areaRows(report))),
    ...failed(story, room),
    ...known(report, room),
    ...unsteady(report, room),
    ...(report.seal === null ? [] : [`Seal: \`${plain(report.seal)}\``, ""]),
  ].join("\n");
}

/** The reports as Markdown, one after the other, in what a job's summary can hold: each has its part of it. */
export function markdownReport(stories: readonly ReportStory[]): string {
  const each = MOST_BYTES / stories.length;
  return `${stories
    .map((story) => oneReport(story, each))
    .join("\n")
    .trimEnd()}\n`;
}
