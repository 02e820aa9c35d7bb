// The outlook of area ATTRIBUTE: every clause has its scenario or its probe, so nothing is left to be shown later.

import type { OutlookTable } from "./outlook.ts";

export const ATTRIBUTE = {} as const satisfies OutlookTable;
