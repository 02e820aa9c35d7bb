import type { ClauseTable } from "../clause.ts";

export const OOB = {} as const satisfies ClauseTable;
