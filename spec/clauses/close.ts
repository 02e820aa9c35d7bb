import type { ClauseTable } from "../clause.ts";

export const CLOSE = {} as const satisfies ClauseTable;
