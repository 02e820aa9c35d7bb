import type { ClauseTable } from "../clause.ts";

export const SELECT = {} as const satisfies ClauseTable;
