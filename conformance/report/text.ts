// The report as text: who is judged, what of each area was kept, which cases failed, and the verdict.
// Knows reports; why a scenario failed is explained elsewhere.

import { areaOf } from "../../spec/clauses/index.ts";
import type { CaseResult, ClauseResult, Figures, Report } from "../../spec/report.ts";
import type { CaseVerdict } from "../../spec/verdict.ts";
import { undeclared } from "../judge/judge.ts";
import { fallenIn } from "../judge/rank.ts";
import { tooUnsteady } from "../play/steady.ts";
import { describeUnsteady, describeVerdict } from "./failure.ts";
import type { Paint } from "./paint.ts";
import { plural } from "./plural.ts";
import { printable } from "./printable.ts";

/** How many failed cases are listed by name. */
const LISTED = 20;
/** How many clauses are named of which everything failed. */
const NAMED = 6;

const KNOWN = ["declared", "exercised", "proven"] as const satisfies readonly (keyof Figures)[];
const OUTCOMES = ["kept", "broken", "not-applicable"] as const satisfies readonly ClauseResult["outcome"][];

function cell(number: number, column: string): string {
  return (number === 0 ? "·" : String(number)).padStart(column.length);
}

/** One area, or all: what the suite knows of its clauses, and what became of them in this run. */
function clausesRow(name: string, figures: Figures, clauses: readonly ClauseResult[], paint: Paint): string {
  const known = KNOWN.map((column) => cell(figures[column], column));
  const outcomes = OUTCOMES.map((outcome) => {
    const found = clauses.filter((clause) => clause.outcome === outcome).length;
    const text = cell(found, outcome);
    return outcome === "broken" && found > 0 ? paint.bad(text) : text;
  });
  return `  ${name.padEnd(10)}  ${[...known, ...outcomes].join("  ")}`;
}

/** The areas in a line each, all of them in the last; then what nothing can show. */
function clausesTable({ coverage, clauses }: Report, paint: Paint): readonly string[] {
  if (clauses.length === 0) return [];
  return [
    paint.faint(`  ${"clauses of".padEnd(10)}  ${[...KNOWN, ...OUTCOMES].join("  ")}`),
    ...coverage.areas.map(({ area, figures }) =>
      clausesRow(
        area,
        figures,
        clauses.filter(({ clause }) => areaOf(clause) === area),
        paint,
      ),
    ),
    paint.strong(clausesRow("all", coverage.all, clauses, paint)),
    ...coverage.exclusions.map(({ clause, reason }) => printable(`  excluded: ${clause}, because ${reason}`)),
    "",
  ];
}

/** The verdict in one line. */
export function verdictLine(report: Report, paint: Paint): string {
  const { counts, target, profile, scope } = report;
  const graded = counts.passed + counts.failed + counts.known;
  const of = `${counts.passed} of ${plural(graded, "case")} passed`;
  const skipped = counts.notApplicable > 0 ? `, ${counts.notApplicable} not applicable` : "";
  const known = counts.known > 0 ? `, ${plural(counts.known, "known failure")}` : "";
  switch (report.status === "sealed" ? report.verdict : null) {
    case "conformant":
      return paint.good(`✔ conformant to CPython ${target} (${profile} profile, ${scope}): ${of}${skipped}`);
    case "conformant-with-known-failures":
      return paint.good(
        `✔ conformant, with ${plural(counts.known, "known failure")}, to CPython ${target} (${profile} profile, ${scope}): ${of}${skipped}`,
      );
    case "not-conformant":
      return paint.bad(
        `✘ not conformant to CPython ${target} (${profile} profile): ${of}, ${counts.failed} failed${known}${skipped}`,
      );
    default:
      return paint.warn(printable(`○ incomplete: ${report.reason ?? "the run was not finished"} (${of}${skipped})`));
  }
}

/** Who is judged, against what, in which cases: known before the first play. */
export function describeSubject(report: Report, paint: Paint): readonly string[] {
  const { implementation: who, oracle, counts } = report;
  const variant = who?.variant === undefined ? "" : `, ${who.variant}`;
  const judged = who === null ? "nobody yet" : `${who.name} ${who.version} (${who.language}${variant})`;
  const against = oracle === null ? "nothing yet" : `${oracle.kind} ${oracle.interpreters.join(", ")}`.trim();
  const over = report.poller === "poll" ? ", over poll" : "";
  const how = `judged against ${against}, target ${report.target}, ${report.profile} profile${over}`;
  return [
    printable(`${report.suite.name} ${report.suite.version}: ${judged}`),
    paint.faint(printable(`  ${how}, ${plural(counts.selected, "case")}`)),
    "",
  ];
}

/** Where to begin, when every scenario of a clause failed and not simply every scenario. */
function fallenLine({ cases, counts }: Report): readonly string[] {
  const fallen = counts.passed === 0 ? [] : fallenIn(cases);
  if (fallen.length === 0) return [];
  const named = fallen.slice(0, NAMED).map(({ clause, scenarios }) => `${clause} (${scenarios})`);
  const rest = fallen.length > NAMED ? ` and ${plural(fallen.length - NAMED, "more clause")}` : "";
  return [`  Every scenario failed of ${named.join(", ")}${rest}: look there first.`];
}

/** Why nobody could judge a case that failed; nothing for one that was judged, which says enough elsewhere. */
function unjudged(verdict: CaseVerdict): string {
  if (verdict.outcome === "diverged") return "";
  if (verdict.outcome === "refused") return printable(`: refused, ${verdict.reason}`);
  return `: ${describeVerdict(verdict)}`;
}

/** The failed cases in a line each, at most twenty; `where` is the place that has all of them. */
function failedList(report: Report, failures: readonly CaseResult[], where: string, paint: Paint): readonly string[] {
  if (failures.length === 0) return [];
  const lines = failures.slice(0, LISTED).map(({ scenario, clauses, verdict }) => {
    return `  ${paint.bad("✘")} ${printable(scenario)} ${paint.faint(`(${clauses[0]})`)}${unjudged(verdict)}`;
  });
  const rest = failures.length > LISTED ? [`  and ${failures.length - LISTED} more: ${where}`] : [];
  const heading = paint.strong(`Failed: ${plural(failures.length, "case")}`);
  return [heading, ...fallenLine(report), ...lines, ...rest, ""];
}

/** What is borne with, a line each, and what is wrong with that. */
function knownLines({ knownFailures }: Report, paint: Paint): readonly string[] {
  const lines = knownFailures.map(({ id, reason, link, expires, outcome, problem }) =>
    problem === undefined
      ? paint.warn(printable(`  ○ ${id} (${outcome}; until ${expires}): ${reason} ${link}`))
      : paint.bad(printable(`  ✘ ${problem}`)),
  );
  return lines.length === 0 ? [] : [paint.strong("Known failures"), ...lines, ""];
}

/** What did not pass at once, a line each, and whether that is too much. */
function unsteadyLines({ cases }: Report, paint: Paint): readonly string[] {
  const lines = cases.flatMap(({ scenario, unsteady }) =>
    unsteady === undefined ? [] : [paint.warn(`  ○ ${printable(scenario)}: ${describeUnsteady(unsteady)}`)],
  );
  const problem = tooUnsteady(cases);
  const last = problem === null ? [] : [paint.bad(`  ✘ ${problem}`)];
  return lines.length === 0 ? [] : [paint.strong("Played again"), ...lines.slice(0, LISTED), ...last, ""];
}

function undeclaredLine({ capabilities }: Report, paint: Paint): readonly string[] {
  const lacking = capabilities === null ? [] : undeclared(capabilities);
  return lacking.length === 0 ? [] : [paint.faint(`  not declared, and so not judged: ${lacking.join(", ")}`)];
}

/**
 * What came out: the table of areas, the cases that failed, the verdict. `failures` are those of the report in the order
 * in which they are to be read, `where` is the file of the report.
 */
export function describeOutcome(
  report: Report,
  failures: readonly CaseResult[],
  where: string,
  paint: Paint,
): readonly string[] {
  return [
    ...clausesTable(report, paint),
    ...failedList(report, failures, where, paint),
    ...knownLines(report, paint),
    ...unsteadyLines(report, paint),
    verdictLine(report, paint),
    ...undeclaredLine(report, paint),
    paint.faint(`report: ${printable(where)}`),
  ];
}
