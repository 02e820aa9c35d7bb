import type { ClauseTable } from "../clause.ts";

export const ERROR = {} as const satisfies ClauseTable;
