// The outlook of area DISPATCHER: scenarios show every clause on making a channel, so nothing is left to be shown later.

import type { OutlookTable } from "./outlook.ts";

/** How the clauses on making a channel that have no scenario will be shown, by clause id: there are none. */
export const DISPATCHER = {} satisfies OutlookTable;
