// What a badge says of a report, in words and a colour. Green is for a certificate that holds today, and for nothing else.
// Knows standings; reads and writes nothing.

import { makeBadge } from "badge-maker";
import type { Report } from "../../spec/report.ts";
import { undeclared } from "../judge/judge.ts";
import { clauseScore } from "./clause-score.ts";
import { plural } from "./plural.ts";
import type { Standing } from "./standing.ts";

/** A badge: `asyncore 3.11 exact | full · 255/255`. */
export interface Badge {
  readonly label: string;
  readonly message: string;
  /** As hexadecimal digits behind a `#`. */
  readonly color: string;
}

/** White letters can be read on each of them. */
const COLOURS: Readonly<Record<Standing, string>> = {
  certified: "#1f7a4d",
  "known-failures": "#8a6100",
  expired: "#7a5c3e",
  failing: "#b3261e",
  incomplete: "#636b78",
};

function messageOf(report: Report, standing: Standing): string {
  const { kept, of } = clauseScore(report);
  switch (standing) {
    case "certified":
      return `${report.scope} · ${kept}/${of}`;
    case "known-failures":
      return `${report.scope} · ${kept}/${of}, ${plural(report.counts.known, "known failure")}`;
    case "expired":
      return "expired";
    case "failing":
      return `failing · ${kept}/${of}`;
    case "incomplete":
      return "not run";
  }
}

/** The badge of a report that stands so. The figures are clauses: kept, of those applicable to target, profile and capabilities. */
export function badgeOf(report: Report, standing: Standing): Badge {
  const { target, profile } = report;
  return { label: `asyncore ${target} ${profile}`, message: messageOf(report, standing), color: COLOURS[standing] };
}

/** The badge as an SVG picture. */
export function badgeSvg({ label, message, color }: Badge): string {
  return `${makeBadge({ label, message, color, style: "flat" })}\n`;
}

/** The badge as shields.io reads it from an endpoint. */
export function badgeEndpoint(badge: Badge, standing: Standing): string {
  const isError = standing === "failing" ? { isError: true } : {};
  return `${JSON.stringify({ schemaVersion: 1, ...badge, ...isError }, null, 1)}\n`;
}

/** What stands behind the badge, for those who cannot see it: also what was not declared and so not judged. */
export function badgeWords({ label, message }: Badge, { capabilities }: Report): string {
  const lacking = capabilities === null ? [] : undeclared(capabilities);
  return `${label}: ${message}${lacking.length === 0 ? "" : ` (not declared: ${lacking.join(", ")})`}`;
}
