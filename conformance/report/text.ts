// The report as text: who was judged, what of each area was kept, and the verdict. Failures are explained elsewhere.

import { AREAS, type Area } from "../../spec/clause.ts";
import { areaOf } from "../../spec/clauses/index.ts";
import type { ClauseResult, Report } from "../../spec/report.ts";
import type { Paint } from "./paint.ts";
import { printable } from "./printable.ts";

const OUTCOMES = ["kept", "broken", "not-applicable", "not-shown"] as const;

function areaRow(area: Area, clauses: readonly ClauseResult[], paint: Paint): string {
  const numbers = OUTCOMES.map((outcome) => {
    const found = clauses.filter((clause) => clause.outcome === outcome).length;
    const text = (found === 0 ? "·" : String(found)).padStart(outcome.length);
    return outcome === "broken" && found > 0 ? paint.bad(text) : text;
  });
  return `  ${area.padEnd(10)}  ${numbers.join("  ")}`;
}

function areaTable(clauses: readonly ClauseResult[], paint: Paint): readonly string[] {
  const areas = (Object.keys(AREAS) as Area[]).map(
    (area) => [area, clauses.filter(({ clause }) => areaOf(clause) === area)] as const,
  );
  const shown = areas.filter(([, own]) => own.length > 0);
  if (shown.length === 0) return [];
  return [
    paint.faint(`  ${"clauses of".padEnd(10)}  ${OUTCOMES.join("  ")}`),
    ...shown.map(([area, own]) => areaRow(area, own, paint)),
  ];
}

/** The verdict in one line. */
export function verdictLine(report: Report, paint: Paint): string {
  const { counts, target, profile, scope } = report;
  const graded = counts.passed + counts.failed;
  const of = `${counts.passed} of ${graded} scenarios passed`;
  const skipped = counts.notApplicable > 0 ? `, ${counts.notApplicable} not applicable` : "";
  switch (report.verdict) {
    case "conformant":
      return paint.good(`✔ conformant to CPython ${target} (${profile} profile, ${scope}): ${of}${skipped}`);
    case "not-conformant":
      return paint.bad(
        `✘ not conformant to CPython ${target} (${profile} profile): ${of}, ${counts.failed} failed${skipped}`,
      );
    default:
      return paint.warn(`○ incomplete: ${report.reason ?? "the run was not finished"} (${of}${skipped})`);
  }
}

/** Who was judged against what, the table of areas, and the verdict. */
export function describeReport(report: Report, paint: Paint): readonly string[] {
  const { implementation: who, oracle } = report;
  const variant = who?.variant === undefined ? "" : `, ${who.variant}`;
  const judged = who === null ? "nobody yet" : `${who.name} ${who.version} (${who.language}${variant})`;
  const against = oracle === null ? "nothing yet" : `${oracle.kind} ${oracle.interpreters.join(", ")}`;
  return [
    printable(`${report.suite.name} ${report.suite.version}: ${judged}`),
    paint.faint(printable(`  judged against ${against}, target ${report.target}, ${report.profile} profile`)),
    "",
    ...areaTable(report.clauses, paint),
    "",
    verdictLine(report, paint),
  ];
}
