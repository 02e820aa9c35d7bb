// The outlook of area POLL: scenarios show every clause on the pass over poll, so nothing is left to be shown later.

import type { OutlookTable } from "./outlook.ts";

/** How the clauses on the pass over poll that have no scenario will be shown, by clause id: there are none. */
export const POLL = {} satisfies OutlookTable;
