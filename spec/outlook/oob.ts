// The outlook of area OOB: scenarios show every clause on exceptional conditions and urgent data, so nothing is left to be shown later.

import type { OutlookTable } from "./outlook.ts";

/** How the clauses on exceptional conditions and urgent data that have no scenario will be shown, by clause id: there are none. */
export const OOB = {} satisfies OutlookTable;
