export type ClauseId = "LOOP-01";
