// The public door of the specification: every noun of the street.

export * from "./adapter.ts";
export * from "./campaign.ts";
export * from "./clause.ts";
export * from "./clauses/index.ts";
export * from "./corpus.ts";
export * from "./errno.ts";
export * from "./host.ts";
export * from "./kill-score.ts";
export * from "./probe.ts";
export * from "./program.ts";
export * from "./report.ts";
export * from "./scenario.ts";
export * from "./trace.ts";
export * from "./transcript.ts";
export * from "./verdict.ts";
