// The public door of the suite: what a program that certifies implementations needs.

export type { Adapter, AdapterSource, PlayOutcome } from "./adapters/adapter.ts";
export { moduleAdapter } from "./adapters/module.ts";
export { processAdapter } from "./adapters/process.ts";
export { pythonAdapter } from "./adapters/python.ts";
export { certify, isGraded, openReport, type RunPlan } from "./certify.ts";
export { compare } from "./compare.ts";
export { type LoadedCase, type LoadedScenario, loadCases, loadScenarios, select } from "./load.ts";
export { type LoadedProbe, loadProbes } from "./load-probes.ts";
export { normalise } from "./normalise.ts";
export { liveOracle, type Oracle, recordedOracle } from "./oracle.ts";
export { bareStage, type Player, type Stage } from "./player.ts";
export { needsOf } from "./qualify.ts";
export { Session } from "./session.ts";
export { SuiteError } from "./suite-error.ts";
