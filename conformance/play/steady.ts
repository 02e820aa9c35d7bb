// Tells a difference from one that was only seen once. Over real sockets a busy kernel may deliver a reset one pass later than
// it was caused, about once in 100,000 plays: a random program that sends to a peer that has gone notices. Data in, data out.

import type { CaseResult } from "../../spec/report.ts";
import { isOfCorpus } from "../corpus/load.ts";
import type { Judgement } from "../judge/judge.ts";
import type { LoadedCase } from "../load/load.ts";

/** So many times in a row must what differed go as the original before it passes. */
const TIMES_ALIKE = 2;
/** So many cases of a run may have differed once. No kernel is that often late: of more, the implementation is the cause. */
const UNSTEADY_AT_MOST = 2;

/** Whether a case that differs is played again: a scenario is written so that it need not be, and a script has no kernel. */
export function isPlayedAgain(loaded: LoadedCase): boolean {
  return isOfCorpus(loaded) && loaded.scenario.program.world === "loopback";
}

/** What `first` amounts to when it is a divergence and the same case is judged `again`. */
export async function steadied(first: Judgement, again: () => Promise<Judgement>): Promise<Judgement> {
  if (first.verdict.outcome !== "diverged") return first;
  for (let time = 0; time < TIMES_ALIKE; time += 1) if ((await again()).verdict.outcome !== "passed") return first;
  return { verdict: { outcome: "passed" }, unsteady: first.verdict.divergence };
}

/** What is wrong with a run of these results, a sentence, when too many of them were unsteady; or null. */
export function tooUnsteady(cases: readonly CaseResult[]): string | null {
  const found = cases.filter(({ unsteady }) => unsteady !== undefined);
  if (found.length <= UNSTEADY_AT_MOST) return null;
  return (
    `${found.length} cases differed from the original once and not when they were played again, and no more than ` +
    `${UNSTEADY_AT_MOST} are put down to the kernel: the same program must go the same way each time.`
  );
}
