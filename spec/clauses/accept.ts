import type { ClauseTable } from "../clause.ts";

export const ACCEPT = {} as const satisfies ClauseTable;
