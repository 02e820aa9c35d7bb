// The outlook of area ACCEPT: scenarios show every clause on listening and accepting, so nothing is left to be shown later.

import type { OutlookTable } from "./outlook.ts";

/** How the clauses on listening and accepting that have no scenario will be shown, by clause id: there are none. */
export const ACCEPT = {} satisfies OutlookTable;
