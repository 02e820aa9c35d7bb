import type { ClauseTable } from "../clause.ts";

export const CONNECT = {} as const satisfies ClauseTable;
