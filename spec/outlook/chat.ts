// The outlook of area CHAT: every clause has its scenario or its probe, so nothing is left to be shown later.

import type { OutlookTable } from "./outlook.ts";

/** How the clauses on asynchat that nothing shows yet will be shown, by clause id: there are none. */
export const CHAT = {} satisfies OutlookTable;
