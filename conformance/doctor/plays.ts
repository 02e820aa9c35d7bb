// What a doctor has played, and what comes of it: plays that must not see each other, one that must go alike twice, and
// scenarios whose outcome is known. Tells an adapter that leaves something out from an implementation that differs.

import type { Capabilities } from "../../spec/adapter.ts";
import type { Program } from "../../spec/program.ts";
import type { Trace } from "../../spec/trace.ts";
import type { Moment } from "../../spec/verdict.ts";
import { compare } from "../judge/compare.ts";
import { judge } from "../judge/judge.ts";
import { normalise } from "../judge/normalise.ts";
import { over, pollerFor } from "../judge/over-poll.ts";
import { missingFor, missingForCase } from "../judge/qualify.ts";
import { type LoadedCase, loadCases } from "../load/load.ts";
import { recordedOracle } from "../oracle.ts";
import { playCase } from "../play/play-case.ts";
import type { Session, SessionPlay } from "../play/session.ts";
import { describeVerdict } from "../report/failure.ts";
import { describeMoment } from "../report/trace-text.ts";
import { invariant } from "../suite-error.ts";
import { betrayal, type Draw, drawCanary } from "./canary.ts";
import { differs, type Finding, inOrder, toMend } from "./finding.ts";
import { inspecting, LITTERING, REPEATED, TRIALS, type Trial } from "./programs.ts";
import type { Remedies } from "./remedies.ts";
import { lackOf, lackOfEvents } from "./trace.ts";

/** The target nobody has to name: what is tried is alike in all of them. */
const LAST_VERSION = "3.11";

/** `program` over the pass that the implementation has. */
function fitting(program: Program, capabilities: Capabilities): Program {
  const scenario = { title: "", why: "", clauses: ["LOOP-01"] as const, program };
  return over(pollerFor(capabilities), { id: "", recording: null, scenario }).scenario.program;
}

/** What is said of a play without a trace. */
function unplayed(
  check: string,
  { outcome, stderr }: Pick<SessionPlay, "outcome" | "stderr">,
  { playIt }: Remedies,
): Finding {
  const { verdict } = judge(outcome, [], null, stderr);
  const last = stderr.at(-1);
  return toMend(check, `${describeVerdict(verdict)}${last === undefined ? "" : ` Its last words: ${last}`}`, playIt);
}

/** The normalised trace of `program`, or what is wrong with it whoever is played. */
async function played(session: Session, program: Program, check: string, remedies: Remedies): Promise<Trace | Finding> {
  const play = await session.play(program);
  if (play.outcome.outcome !== "played") return unplayed(check, play, remedies);
  const trace = normalise(play.outcome.trace, { program, profile: "exact", addresses: play.addresses });
  const lack = lackOf(program, trace);
  return lack === null ? trace : toMend(check, lack.lacks, remedies[lack.remedy]);
}

function isFinding(value: Trace | Finding): value is Finding {
  return "check" in value;
}

function inWords(moment: Moment | null): string {
  return moment === null ? "nothing more" : describeMoment(moment).trim();
}

/** Whether two plays of one program went alike; `says` words both findings. */
function alike(
  check: string,
  first: Trace,
  second: Trace,
  says: { readonly alike: string; readonly differs: string; readonly remedy: string },
): Finding {
  const divergence = compare(first, second, "exact");
  if (divergence === null) return inOrder(check, says.alike);
  const [before, now] = [inWords(divergence.expected), inWords(divergence.observed)];
  return toMend(check, `${says.differs}: first there was: ${before} — then: ${now}`, says.remedy);
}

/** Plays one program before and after another that leaves something behind. */
export async function checkIsolation(
  session: Session,
  capabilities: Capabilities,
  remedies: Remedies,
): Promise<Finding> {
  const check = "keeps plays apart";
  const witness = fitting(inspecting(capabilities.passes), capabilities);
  const alone = await played(session, witness, check, remedies);
  const between = await played(session, LITTERING, check, remedies);
  const after = await played(session, witness, check, remedies);
  if (isFinding(alone)) return alone;
  if (isFinding(between)) return between;
  if (isFinding(after)) return after;
  return alike(check, alone, after, {
    alike: "a play does not see what the one before it left",
    differs: "a play sees what the one before it left",
    remedy: remedies.alone,
  });
}

/** Plays one program twice. */
export async function checkDeterminism(
  session: Session,
  capabilities: Capabilities,
  remedies: Remedies,
): Promise<Finding> {
  const check = "gives the same trace twice";
  const program = fitting(REPEATED, capabilities);
  const first = await played(session, program, check, remedies);
  const second = await played(session, program, check, remedies);
  if (isFinding(first)) return first;
  if (isFinding(second)) return second;
  const lack = lackOfEvents(first);
  if (lack !== null) return toMend(check, lack.lacks, remedies[lack.remedy]);
  return alike(check, first, second, {
    alike: `${first.length} observations, twice the same`,
    differs: "the second trace differs",
    remedy: remedies.twice,
  });
}

/** Plays a program that was never played before, and sees whether its own trace comes back. */
export async function checkCanary(
  session: Session,
  capabilities: Capabilities,
  draw: Draw,
  remedies: Remedies,
): Promise<Finding> {
  const check = "plays what it is sent";
  const program = drawCanary(draw);
  if (missingFor(program, capabilities) !== null) return inOrder(check, "not tried: it declares too little for it");
  const play = await session.play(program);
  if (play.outcome.outcome !== "played") return unplayed(check, play, remedies);
  const betrayed = betrayal(program, play.outcome.trace);
  if (betrayed === null) return inOrder(check, "a program drawn for this occasion came back under its own names");
  return toMend(check, `asked for ${betrayed.step} it tells of ${betrayed.told}`, remedies.playWhatIsSent);
}

/** Tries one case. The trace of an adapter that does its part may differ from the original's; that is another finding. */
async function tryOne({ tries }: Trial, loaded: LoadedCase, session: Session, remedies: Remedies): Promise<Finding> {
  const check = `tries ${tries}`;
  const expectation = await recordedOracle([loaded], LAST_VERSION).expect(loaded);
  const play = await playCase(loaded, session, "documented");
  if (play.outcome.outcome !== "played") return unplayed(check, play, remedies);
  const lack = "probe" in loaded ? null : lackOf(loaded.scenario.program, play.outcome.trace);
  if (lack !== null) return toMend(check, `${lack.lacks} (${loaded.id})`, remedies[lack.remedy]);
  const { verdict } = judge(play.outcome, expectation, play.context, play.stderr);
  if (verdict.outcome === "passed") return inOrder(check, `as the original (${loaded.id})`);
  return differs(check, `differs. ${describeVerdict(verdict)}`, loaded.id);
}

/** Tries everything for which enough is declared. */
export async function tryScenarios(
  session: Session,
  capabilities: Capabilities,
  remedies: Remedies,
): Promise<readonly Finding[]> {
  const cases = loadCases();
  const findings: Finding[] = [];
  for (const trial of TRIALS) {
    const found = cases.find(({ id }) => id === trial.scenario);
    invariant(found !== undefined, `what the doctor tries, ${trial.scenario}, exists`);
    const loaded = over(pollerFor(capabilities), found);
    if (missingForCase(loaded, capabilities) === null) findings.push(await tryOne(trial, loaded, session, remedies));
  }
  return findings;
}
