// The public door of the suite: what a program that certifies implementations needs.

export type { Adapter, AdapterSource, PlayOutcome } from "./adapters/adapter.ts";
export { moduleAdapter } from "./adapters/module.ts";
export { processAdapter } from "./adapters/process.ts";
export { pythonAdapter } from "./adapters/python.ts";
export { certify, isGraded, openReport, type RunPlan } from "./certificate/certify.ts";
export { compare } from "./judge/compare.ts";
export { normalise } from "./judge/normalise.ts";
export { needsOf } from "./judge/qualify.ts";
export { type LoadedCase, type LoadedScenario, loadCases, loadScenarios, select } from "./load/load.ts";
export { type LoadedProbe, loadProbes } from "./load/load-probes.ts";
export { liveOracle, type Oracle, recordedOracle } from "./oracle.ts";
export { bareStage, type Player, type Stage } from "./play/player.ts";
export { Session } from "./play/session.ts";
export { SuiteError } from "./suite-error.ts";
