// The outlook of area LOOP: scenarios show every clause on the loop, so nothing is left to be shown later.

import type { OutlookTable } from "./outlook.ts";

/** How the clauses on the loop that have no scenario will be shown, by clause id: there are none. */
export const LOOP = {} satisfies OutlookTable;
