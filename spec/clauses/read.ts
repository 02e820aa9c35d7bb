import type { ClauseTable } from "../clause.ts";

export const READ = {} as const satisfies ClauseTable;
