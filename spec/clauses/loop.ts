import type { ClauseTable } from "../clause.ts";

export const LOOP = {} as const satisfies ClauseTable;
