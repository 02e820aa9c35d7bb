// The command that makes a badge of a report: a picture, the same for shields.io, and the lines that show it on a page.
// Knows files; what a badge says is decided in ../report/badge.ts.

import { join } from "node:path";
import { readReport } from "../certificate/read-report.ts";
import { badgeEndpoint, badgeOf, badgeSvg, badgeWords } from "../report/badge.ts";
import { writeText } from "../report/json.ts";
import { printable } from "../report/printable.ts";
import { type Standing, standingOf } from "../report/standing.ts";
import { EXIT_CODES } from "../suite-error.ts";
import { refuseStrange } from "./certify.ts";
import type { Surroundings } from "./surroundings.ts";

/** Options of `badge`. */
export interface BadgeOptions {
  /** The folder for badge.svg and badge.json. */
  readonly out: string;
}

const WHY: Readonly<Record<Standing, string | null>> = {
  certified: null,
  "known-failures": null,
  expired: "The certificate has run out, and the badge says so: run certify again.",
  failing: "The report is not conformant, and the badge says so.",
  incomplete: "The run was not finished, or certifies nothing, and the badge says so.",
};

/** The path of a file as an address on a page: nothing in it can end the Markdown or the HTML around it. */
function addressOf(path: string): string {
  return path
    .split("/")
    .map((part) =>
      encodeURIComponent(part.toWellFormed()).replace(/[()']/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`),
    )
    .join("/");
}

/**
 * Makes the badge of the report at `path`. Gives the exit code: 0 when a badge was made, because it says itself how the
 * report stands. Throws SuiteError `bad-report` for a report that is not to be believed: then nothing is written.
 */
export function badgeCommand(path: string, { out }: BadgeOptions, surroundings: Surroundings): number {
  const { say, paint, clock } = surroundings;
  const report = readReport(path, clock());
  refuseStrange(report, path, surroundings);
  const standing = standingOf(report, clock());
  const badge = badgeOf(report, standing);
  const picture = join(out, "badge.svg");
  writeText(picture, badgeSvg(badge));
  writeText(join(out, "badge.json"), badgeEndpoint(badge, standing));
  const address = addressOf(picture);
  const words = badgeWords(badge, report);
  const why = WHY[standing];
  for (const line of [
    printable(`${badge.label} | ${badge.message}`),
    ...(why === null ? [] : [paint.warn(why)]),
    "",
    "Markdown:",
    `  ![${words}](${address})`,
    "HTML:",
    `  <img src="${address}" alt="${words}">`,
    "From an endpoint, where badge.json can be fetched:",
    "  https://img.shields.io/endpoint?url=ADDRESS-OF-BADGE.JSON",
  ])
    say(line);
  return EXIT_CODES.met;
}
