// Where the failures that a command bears with are named, and how long a certificate is good for: words and files into data.
// Knows the command line; what an entry means is in ../known-failures.ts.

import type { KnownFailure } from "../../spec/report.ts";
import { LONGEST_VALID_DAYS } from "../certificate/certify.ts";
import { parseKnownFailures } from "../certificate/known-failures.ts";
import { corpusFor } from "../corpus/load.ts";
import { loadCases } from "../load/load.ts";
import { readText } from "../load/read-shaped.ts";
import { PROPERTIES } from "../properties/index.ts";
import { caseIdOf } from "../properties/property.ts";
import { SuiteError } from "../suite-error.ts";

/** What the help says of the file. */
export const KNOWN_FAILURES_TEXT = `A file of known failures has a line for each: the id of a scenario, probe or property; the last day it is borne with; a link to
where it is discussed; the reason, to the end of the line. Lines that begin with # are comments:

  close/close-on-empty-read  2027-01-31  https://example.org/issues/7  half-closed connections are not noticed yet

Then the verdict is "conformant, with 1 known failure" (exit code 0). An entry that passes now, has expired, or is of a case that
is not played fails the run (1); a line that is malformed or matches nothing is refused before anything is played (2).`;

/** The known failures in `file`; none when no file is named. Throws SuiteError when it cannot be read or is not in order. */
export function readKnownFailures(file: string | undefined): readonly KnownFailure[] {
  if (file === undefined) return [];
  const text = readText(file, "bad-program");
  const cases = [...loadCases(), ...corpusFor(text.split(/\s+/))];
  const ids = [...cases.map(({ id }) => id), ...PROPERTIES.map(caseIdOf)];
  return parseKnownFailures(text, file, new Set(ids));
}

/** `text`, for example 90d, as a number of days. Throws SuiteError when it is none. */
export function parseDays(text: string): number {
  const days = Number(/^(\d{1,5})d$/.exec(text)?.[1]);
  if (days >= 1 && days <= LONGEST_VALID_DAYS) return days;
  throw new SuiteError(
    "usage",
    `"${text}" is no number of days.`,
    `Give one, for example 90d, at most ${LONGEST_VALID_DAYS}d.`,
  );
}
