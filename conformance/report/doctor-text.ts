// The doctor's findings as text: a line each, what to do below it, and at the end what it all amounts to.
// Knows findings; knows nothing of how they were come by.

import type { Finding } from "../doctor/finding.ts";
import type { Subject } from "../doctor/remedies.ts";
import type { Paint } from "./paint.ts";
import { plural } from "./plural.ts";
import { printable } from "./printable.ts";

function mark({ state }: Finding, paint: Paint): string {
  switch (state) {
    case "in order":
      return paint.good("✔");
    case "to mend":
      return paint.bad("✘");
    case "differs":
    case "to write":
      return paint.warn("○");
    case "not asked":
      return paint.faint("–");
  }
}

/** What to do: of a difference, how to look at it. */
function remedyOf({ state, remedy }: Finding, replay: (scenario: string) => string): readonly string[] {
  if (remedy === null) return [];
  return state === "differs" ? [`  Look at it: ${printable(replay(remedy))}`] : [`  ${remedy}`];
}

const UNFIT: Readonly<Record<Subject, string>> = {
  adapter: "The adapter is not fit to be judged by",
  module: "The module cannot be judged yet",
};
const FIT: Readonly<Record<Subject, string>> = {
  adapter: "✔ The adapter does what an adapter must.",
  module: "✔ The module can be played.",
};
const WHOSE_DOING: Readonly<Record<Subject, string>> = {
  adapter:
    "That may be the implementation's doing, which `certify` is there to tell; look first whether the adapter tells what really happened.",
  module: "`certify` tells which clauses that breaks.",
};

function conclusion(findings: readonly Finding[], paint: Paint, subject: Subject): readonly string[] {
  const of = (state: Finding["state"]) => findings.filter((finding) => finding.state === state).length;
  if (of("to mend") > 0) return [paint.bad(`✘ ${UNFIT[subject]}: ${plural(of("to mend"), "thing")} to mend.`)];
  const fit = paint.good(FIT[subject]);
  const unwritten =
    of("to write") === 0 ? [] : [paint.warn("○ It is not whole yet: what it refuses is still to write.")];
  if (of("differs") === 0) return [fit, ...unwritten];
  return [
    fit,
    ...unwritten,
    paint.warn(`○ ${plural(of("differs"), "scenario")} went otherwise than on the original. ${WHOSE_DOING[subject]}`),
  ];
}

/** The findings as lines. `replay` gives the line that plays a scenario again. */
export function describeFindings(
  findings: readonly Finding[],
  replay: (scenario: string) => string,
  paint: Paint,
  subject: Subject = "adapter",
): readonly string[] {
  const each = findings.flatMap((finding) => [
    `${mark(finding, paint)} ${paint.strong(finding.check)}: ${printable(finding.found)}`,
    ...remedyOf(finding, replay),
  ]);
  return [...each, "", ...conclusion(findings, paint, subject)];
}
