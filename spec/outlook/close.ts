// The outlook of area CLOSE: scenarios show every clause on closing, so nothing is left to be shown later.

import type { OutlookTable } from "./outlook.ts";

/** How the clauses on closing that have no scenario will be shown, by clause id: there are none. */
export const CLOSE = {} satisfies OutlookTable;
