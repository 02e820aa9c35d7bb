import type { ClauseTable } from "../clause.ts";

export const MAP = {} as const satisfies ClauseTable;
