// The outlook of area SEND: scenarios show every clause on dispatcher_with_send, so nothing is left to be shown later.

import type { OutlookTable } from "./outlook.ts";

/** How the clauses on dispatcher_with_send that have no scenario will be shown, by clause id: there are none. */
export const SEND = {} satisfies OutlookTable;
