// How the clauses of READ without a scenario will be shown: today every one of them has its scenario.

import type { OutlookTable } from "./outlook.ts";

export const READ = {} as const satisfies OutlookTable;
