// How the clauses of ERROR without a scenario will be shown. Knows programs only; nothing here is played yet.

import type { OutlookTable } from "./outlook.ts";

export const ERROR = {} as const satisfies OutlookTable;
