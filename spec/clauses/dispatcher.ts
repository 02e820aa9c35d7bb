import type { ClauseTable } from "../clause.ts";

export const DISPATCHER = {} as const satisfies ClauseTable;
