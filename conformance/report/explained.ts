// The explanation of a failure as plain text, for formats that carry text. Knows no format.

import type { Report } from "../../spec/report.ts";
import { describeVerdict, explainFailure } from "./failure.ts";
import { paintWith } from "./paint.ts";
import { printable } from "./printable.ts";
import type { FailureStory } from "./story.ts";

/** Characters to a line: what is read in a log or a page seldom wraps at that. */
const WIDTH = 110;

/** Everything there is to say of one failure, without colours. */
export function explained({ result, program, replay }: FailureStory, { target, profile }: Report): string {
  if (program === null)
    return `✘ ${printable(result.title)} (${printable(result.scenario)})\n  ${describeVerdict(result.verdict)}`;
  return explainFailure(result, { program, target, profile, replay, width: WIDTH, paint: paintWith(false) }).join("\n");
}
