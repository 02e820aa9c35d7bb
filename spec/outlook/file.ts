// The outlook of area FILE: scenarios show every clause on files as channels, so nothing is left to be shown later.

import type { OutlookTable } from "./outlook.ts";

/** How the clauses on file_wrapper and file_dispatcher that have no scenario will be shown, by clause id: there are none. */
export const FILE = {} satisfies OutlookTable;
