import type { ClauseTable } from "../clause.ts";

export const ATTRIBUTE = {} as const satisfies ClauseTable;
