// The outlook of area SELECT: scenarios show every clause on the pass over select, so nothing is left to be shown later.

import type { OutlookTable } from "./outlook.ts";

/** How the clauses on the pass over select that have no scenario will be shown, by clause id: there are none. */
export const SELECT = {} satisfies OutlookTable;
