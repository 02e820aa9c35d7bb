import type { ClauseTable } from "../clause.ts";

export const WRITE = {} as const satisfies ClauseTable;
