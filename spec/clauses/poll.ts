import type { ClauseTable } from "../clause.ts";

export const POLL = {} as const satisfies ClauseTable;
