// The outlook of area CONNECT: scenarios show every clause on connecting, so nothing is left to be shown later.

import type { OutlookTable } from "./outlook.ts";

/** How the clauses on connecting that have no scenario will be shown, by clause id: there are none. */
export const CONNECT = {} satisfies OutlookTable;
