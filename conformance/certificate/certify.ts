// Judges one implementation on many scenarios and makes the report of it. Starts nothing and writes nothing itself:
// who plays, the oracle and the clock are handed in.

import { PROTOCOL_VERSION } from "../../spec/adapter.ts";
import type { Profile, Target } from "../../spec/clause.ts";
import { type ClauseId, clauseOf } from "../../spec/clauses/index.ts";
import type { CaseResult, KnownFailure, Poller, Report, RunLimits, Shard } from "../../spec/report.ts";
import { isOfCorpus } from "../corpus/load.ts";
import { cover, coverageOf } from "../judge/cover.ts";
import { boundEvidence } from "../judge/evidence.ts";
import { applicableClauses, conclude, count, judgeClauses, missingFromCore, scopeOf } from "../judge/judge.ts";
import type { Proofs } from "../judge/prove.ts";
import { missingForCase } from "../judge/qualify.ts";
import { aboutOf, type LoadedCase, type LoadedScenario } from "../load/load.ts";
import type { Oracle } from "../oracle.ts";
import type { PlayerOf, Stage } from "../play/player.ts";
import { type Clock, clausesHere, type Judging, runCase } from "../play/run-case.ts";
import { tooUnsteady } from "../play/steady.ts";
import { DEFAULT_SEED, hold, type PropertyPlan } from "../properties/hold.ts";
import { asShowing, caseIdOf } from "../properties/property.ts";
import { describeVerdict } from "../report/failure.ts";
import { SuiteError } from "../suite-error.ts";
import { SUITE_VERSION } from "../suite-version.ts";
import { digest } from "./digest.ts";
import { knownFailureResults, markKnown, problemsWith } from "./known-failures.ts";
import { asItComes, type Share, shareOut } from "./share-out.ts";
import { SPECIFICATION } from "./specification-digest.ts";
import type { Stopwatch } from "./stopwatch.ts";

/** What a run is about. */
export interface RunPlan {
  /** Scenarios and probes. */
  readonly scenarios: readonly LoadedCase[];
  /** Properties, and the random programs they are held on; none when absent. */
  readonly properties?: PropertyPlan;
  readonly target: Target;
  readonly profile: Profile;
  /** The pass scenarios are played over that name none; "select" when absent. */
  readonly poller?: Poller;
  readonly limits: RunLimits;
  /** What was caught on which clause, for the report; nothing when absent. */
  readonly proofs?: Proofs;
  /** The adapter's words, for the report. */
  readonly adapter: readonly string[];
  readonly environment: Report["environment"];
  /** Whether all scenarios of the suite are in it: a selection certifies nothing. */
  readonly whole: boolean;
  /** The part of the cases that `scenarios` and `properties` are; all of them when absent. */
  readonly shard?: Shard;
  /** The failures that are borne with; none when absent. */
  readonly knownFailures?: readonly KnownFailure[];
  /** How many days the certificate is good for; a year when absent. */
  readonly validDays?: number;
  /** How many mutants the suite catches, for the report; unknown when absent. */
  readonly killScore?: Report["killScore"];
}

/** How long a certificate is good for when nothing is said, and at the longest: days. */
export const DEFAULT_VALID_DAYS = 365;
export const LONGEST_VALID_DAYS = 3650;
export const DAY_MS = 86_400_000;

/** Told after each case. */
export type OnCase = (result: CaseResult, done: number, selected: number) => void;

/** The report of a run that has not begun: incomplete, whatever happens next. */
export function openReport(plan: RunPlan, now: number): Report {
  return {
    format: 1,
    status: "incomplete",
    suite: { name: "asyncore-conformance", version: SUITE_VERSION },
    specification: SPECIFICATION,
    protocolVersion: PROTOCOL_VERSION,
    killScore: plan.killScore ?? null,
    target: plan.target,
    profile: plan.profile,
    poller: plan.poller ?? "select",
    oracle: null,
    implementation: null,
    capabilities: null,
    scope: null,
    adapter: plan.adapter,
    environment: plan.environment,
    limits: plan.limits,
    seed: plan.properties?.seed ?? DEFAULT_SEED,
    shard: plan.shard ?? null,
    startedAt: new Date(now).toISOString(),
    finishedAt: null,
    expiresAt: new Date(now + (plan.validDays ?? DEFAULT_VALID_DAYS) * DAY_MS).toISOString(),
    verdict: null,
    reason: "the run was not finished",
    counts: count([], selectedIn(plan)),
    coverage: coverageIn(plan),
    clauses: [],
    cases: [],
    knownFailures: knownFailureResults(plan.knownFailures ?? [], [], false, now),
    transcript: null,
    seal: null,
  };
}

/** The ids of the cases of the plan, in the order in which a report has them. */
export function idsIn({ scenarios, properties }: RunPlan): readonly string[] {
  return [...scenarios.map(({ id }) => id), ...(properties?.properties ?? []).map(caseIdOf)];
}

/** How many cases the plan has. */
export function selectedIn(plan: RunPlan): number {
  return idsIn(plan).length;
}

/** `cases`, in whatever order they were played, in the order of the plan. */
function inOrderOf(plan: RunPlan, cases: readonly CaseResult[]): readonly CaseResult[] {
  const place = new Map(idsIn(plan).map((id, index) => [id, index]));
  return [...cases].sort((one, other) => (place.get(one.scenario) ?? 0) - (place.get(other.scenario) ?? 0));
}

/** How far the cases of the plan reach, of the clauses that count for its target and profile. */
function coverageIn({ scenarios, properties, target, profile, proofs = {} }: RunPlan): Report["coverage"] {
  const applicable = new Set(applicableClauses(target, profile));
  const showings = scenarios.map((loaded) => ({ id: loaded.id, clauses: aboutOf(loaded).clauses }));
  return coverageOf(
    cover([...showings, ...(properties?.properties ?? []).map(asShowing)], proofs).filter(({ id }) =>
      applicable.has(id),
    ),
  );
}

/** Whether random programs are graded: the documented profile does so only with what is documented throughout. Of them nobody can say that. */
export function isCorpusGraded(profile: Profile): boolean {
  return profile === "exact";
}

/** Whether a case is for this target and profile. */
export function isGraded(loaded: LoadedCase, target: Target, profile: Profile): boolean {
  if (isOfCorpus(loaded)) return isCorpusGraded(profile);
  const { targets, clauses } = aboutOf(loaded);
  return (targets?.includes(target) ?? true) && isAboutGraded(clauses, target, profile);
}

/** Whether what is about these clauses is graded for this target and profile. */
export function isAboutGraded(clauses: readonly ClauseId[], target: Target, profile: Profile): boolean {
  const here = clausesHere(clauses, target);
  return here.length > 0 && (profile === "exact" || here.every((clause) => clauseOf(clause).profile === "documented"));
}

/**
 * Runs every scenario of the plan, on all who play at once, and gives the sealed report, or an incomplete one when the run
 * took too long. `watch` takes the time of judging.
 * Throws SuiteError when the adapter or the oracle cannot be used.
 */
export async function certify(
  plan: RunPlan,
  oracle: Oracle,
  stage: Stage,
  clock: Clock,
  onCase: OnCase,
  watch?: Stopwatch,
): Promise<Report> {
  const { implementation, capabilities } = await stage.players[0](null).identity();
  const begun = clock();
  const opened = {
    ...openReport(plan, begun),
    oracle: oracle.identity,
    implementation,
    capabilities,
    scope: scopeOf(capabilities),
  };
  const cases: CaseResult[] = [];
  const selected = selectedIn(plan);
  const isLate = () => clock() - begun > plan.limits.runMs;
  for await (const found of resultsOf(plan, oracle, stage, { ...plan, clock, ...(watch && { watch }) })) {
    const result = markKnown(found, plan.knownFailures ?? [], begun);
    cases.push(result);
    onCase(result, cases.length, selected);
    refuseUnplayable(cases);
    if (isLate()) break;
  }
  const finished = { ...opened, ...summary(plan, cases, begun), finishedAt: new Date(clock()).toISOString() };
  if (cases.length === selected) return seal({ ...finished, transcript: await stage.end() }, plan);
  const reason = `the run took longer than ${plan.limits.runMs} ms (--run-limit sets this) and was stopped after ${cases.length} of ${selected} scenarios`;
  return { ...finished, verdict: "incomplete", reason };
}

/** The results of all who play, as they come. */
function resultsOf(plan: RunPlan, oracle: Oracle, { players }: Stage, judging: Judging): AsyncGenerator<CaseResult> {
  const shares = shareOut(plan, players.length);
  const poller = plan.poller ?? "select";
  return asItComes(players.map((player, turn) => resultsOn(player, shares[turn] as Share, poller, oracle, judging)));
}

/** So many scripted plays are on their way at once: enough that nobody waits for anybody. */
const AT_ONCE = 32;

/** One result after the other: of probes and of the loopback world, of the scripted world, of the properties. */
async function* resultsOn(
  player: PlayerOf,
  { scenarios, properties }: Share,
  poller: Poller,
  oracle: Oracle,
  judging: Judging,
): AsyncGenerator<CaseResult> {
  for (const loaded of scenarios) if (!isScripted(loaded)) yield runCase(loaded, judging, oracle, player(loaded.id));
  const scripted = scenarios.filter(isScripted);
  const { capabilities } = await player(null).identity();
  for (let first = 0; first < scripted.length; first += AT_ONCE) {
    const some = scripted.slice(first, first + AT_ONCE);
    const asked = some.filter((loaded) => missingForCase(loaded, capabilities) === null);
    player(null).ahead?.(asked.map(({ scenario }) => scenario.program));
    for (const loaded of some) yield runCase(loaded, judging, oracle, player(loaded.id));
  }
  if (properties !== undefined) yield* hold({ ...properties, poller }, judging.target, player, judging.clock);
}

function isScripted(loaded: LoadedCase): loaded is LoadedScenario {
  return !("probe" in loaded) && loaded.scenario.program.world === "scripted";
}

/**
 * So many plays from the first on, and not one trace: that is no implementation that differs. One that never
 * answers is waited for as long as a play may take each time, and so given up earlier.
 */
const UNPLAYED_AT_MOST = 10;
const UNANSWERED_AT_MOST = 3;

function refuseUnplayable(cases: readonly CaseResult[]): void {
  const played = cases.filter(({ verdict }) => verdict.outcome !== "not-applicable");
  const hasTrace = ({ verdict }: CaseResult) => ["passed", "diverged", "violated"].includes(verdict.outcome);
  const last = played.at(-1);
  const unanswered = played.every(({ verdict }) => verdict.outcome === "timed-out");
  const most = unanswered ? UNANSWERED_AT_MOST : UNPLAYED_AT_MOST;
  if (last === undefined || played.length < most || played.some(hasTrace)) return;
  throw new SuiteError(
    "adapter-unusable",
    `The adapter played none of the first ${played.length} scenarios. Of ${last.scenario}: ${describeVerdict(last.verdict)}`,
    "`asyncore-conformance doctor` with the same words says what an adapter must do.",
  );
}

type Summary = Pick<Report, "counts" | "clauses" | "cases" | "knownFailures">;

/** What `played` amounts to, all that was played of the plan of a run that began at `begun`. */
export function summary(plan: RunPlan, played: readonly CaseResult[], begun: number): Summary {
  const cases = boundEvidence(inOrderOf(plan, played));
  const clauses = judgeClauses(applicableClauses(plan.target, plan.profile), cases);
  const all = plan.whole && plan.shard === undefined && cases.length === selectedIn(plan);
  const knownFailures = knownFailureResults(plan.knownFailures ?? [], cases, all, begun);
  return { counts: count(cases, selectedIn(plan)), clauses, cases, knownFailures };
}

/** Why the whole plan would certify nothing, as a clause of a sentence, or null. */
function lackingIn({ shard = null, whole }: Extent, { capabilities, clauses }: Judged): string | null {
  if (shard !== null)
    return `this is part ${shard.turn} of ${shard.of}, which certifies nothing before they are merged`;
  if (!whole) return "only a selection of scenarios was run, which certifies nothing";
  return missingFromCore(capabilities, clauses);
}

/** What there was to be judged: all of it, a part, or a selection. */
interface Extent {
  readonly shard?: Shard | null;
  readonly whole: boolean;
}

/** A report of who was judged. */
export type Judged = Report & { readonly capabilities: NonNullable<Report["capabilities"]> };

/** What a report amounts to in which every case of such an extent was judged. */
export function conclusionOf(report: Judged, extent: Extent): ReturnType<typeof conclude> {
  const problems = [...problemsWith(report.knownFailures), ...[tooUnsteady(report.cases) ?? []].flat()];
  return conclude(report.counts, lackingIn(extent, report), problems);
}

/** `report`, in which every case of `plan` was judged, with its verdict and its seal. */
export function seal(report: Judged, plan: RunPlan): Report {
  const { reason: _open, ...rest } = report;
  const sealed: Report = { ...rest, status: "sealed", ...conclusionOf(report, plan) };
  return { ...sealed, seal: sealOf(sealed) };
}

/** The seal a report must carry: SHA-256 of its canonical JSON without the seal itself. */
export function sealOf(report: Report): string {
  return digest({ ...report, seal: null });
}
