// How much of what was observed a report keeps: enough to explain every honest failure, and never so much that whoever is
// judged can make it too long to be written. All of it is in the transcript. Data in, data out.

import type { CaseResult } from "../../spec/report.ts";

/** Characters of JSON that the traces of all failures may take together. Those of a broken implementation take some 500,000. */
const MOST = 64 * 1024 * 1024;

/** `cases`, in which the traces of failures are kept from the first on as long as there is room for them. */
export function boundEvidence(cases: readonly CaseResult[], most: number = MOST): readonly CaseResult[] {
  let left = most;
  return cases.map((result) => {
    const { expected, observed, ...bare } = result;
    if (expected === undefined && observed === undefined) return result;
    left -= JSON.stringify([expected, observed]).length;
    return left >= 0 ? result : bare;
  });
}
