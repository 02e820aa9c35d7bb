// Reports as Markdown, for the summary of a job or a pull request: the verdict, the areas, what failed.
// Nothing a report holds is taken for Markdown or HTML.

import { areaOf, clauseOf } from "../../spec/clauses/index.ts";
import type { ClauseResult, Report } from "../../spec/report.ts";
import { undeclared } from "../judge/judge.ts";
import { explained } from "./explained.ts";
import { describeVerdict } from "./failure.ts";
import { paintWith } from "./paint.ts";
import { plural } from "./plural.ts";
import { printable } from "./printable.ts";
import { nameOf, type ReportStory } from "./story.ts";
import { verdictLine } from "./text.ts";

/** So many failures are explained at length: a job's summary may hold a megabyte, and a reader's patience less. */
const EXPLAINED = 10;
const LISTED = 100;

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

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line), ""];
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
    `Judged: ${plain(nameOf(report))}, against ${plain(against)}, target ${target}, ${profile} profile, scope ${plain(scope ?? "below the core")}.`,
    ...(lacking.length === 0 ? [] : ["", `Not declared, and so not judged: ${plain(lacking.join(", "))}.`]),
    "",
  ];
}

/** The failures: all by name, the first of them at length, folded away. */
function failed({ report, failures }: ReportStory): readonly string[] {
  if (failures.length === 0) return [];
  const rows = failures.slice(0, LISTED).map(({ result }) => {
    const [first] = result.clauses;
    const about = first === undefined ? "" : `${first} (${clauseOf(first).level})`;
    return [about, plain(result.title), plain(describeVerdict(result.verdict))];
  });
  const more = failures.length > LISTED ? [`and ${failures.length - LISTED} more.`, ""] : [];
  const folded = failures
    .slice(0, EXPLAINED)
    .flatMap((story) => [
      `<details><summary>${plainInTag(story.result.title)}</summary>`,
      "",
      block(explained(story, report)),
      "",
      "</details>",
      "",
    ]);
  return [
    `### ${plural(failures.length, "failed case")}`,
    "",
    ...table(["clause", "case", "what happened"], rows),
    ...more,
    ...folded,
  ];
}

/** What is borne with, and what is wrong with that. */
function known({ knownFailures }: Report): readonly string[] {
  if (knownFailures.length === 0) return [];
  const rows = knownFailures.map(({ id, reason, link, expires, outcome, problem }) =>
    [id, problem ?? `${outcome}, until ${expires}`, `${reason} ${link}`].map(plain),
  );
  return ["### Known failures", "", ...table(["case", "here", "why"], rows)];
}

function heading({ report, standing }: ReportStory): string {
  if (standing === "expired") return `○ expired: the certificate was good until ${report.expiresAt}`;
  return verdictLine(report, paintWith(false));
}

function oneReport(story: ReportStory): readonly string[] {
  const { report } = story;
  return [
    `## ${plain(heading(story))}`,
    "",
    ...subject(report),
    ...(report.clauses.length === 0 ? [] : table(["area", ...OUTCOMES], areaRows(report))),
    ...failed(story),
    ...known(report),
    ...(report.seal === null ? [] : [`Seal: \`${plain(report.seal)}\``, ""]),
  ];
}

/** The reports as Markdown, one after the other. */
export function markdownReport(stories: readonly ReportStory[]): string {
  return `${stories.flatMap(oneReport).join("\n").trimEnd()}\n`;
}
