// How the clauses of WRITE without a scenario will be shown: today every one of them has its scenario.

import type { OutlookTable } from "./outlook.ts";

export const WRITE = {} as const satisfies OutlookTable;
