// What a report is worth today, in one word: the only place that decides what may be shown as good.
// Knows reports and the day; knows nothing of how anything looks.

import type { Report } from "../../spec/report.ts";

/** What a report amounts to. Only "certified" and "known-failures" are good news. */
export type Standing = "certified" | "known-failures" | "expired" | "failing" | "incomplete";

/**
 * The standing of `report` at `now`, milliseconds since 1970. One that is not sealed is incomplete, whatever else it says;
 * a certificate that has run out is expired, and a failure stays one.
 */
export function standingOf({ status, verdict, expiresAt }: Report, now: number): Standing {
  if (status !== "sealed") return "incomplete";
  if (verdict === "not-conformant") return "failing";
  if (verdict !== "conformant" && verdict !== "conformant-with-known-failures") return "incomplete";
  if (!(now < Date.parse(expiresAt))) return "expired";
  return verdict === "conformant" ? "certified" : "known-failures";
}
