// Plays and judges one case. Data in, data out, but for the player, the oracle and the clock; knows nothing of a whole run.

import type { Profile, Target } from "../../spec/clause.ts";
import { type ClauseId, holdsFor } from "../../spec/clauses/index.ts";
import type { CaseResult } from "../../spec/report.ts";
import type { Stopwatch } from "../certificate/stopwatch.ts";
import { clausesOf } from "../corpus/blame.ts";
import { judge } from "../judge/judge.ts";
import { missingForCase } from "../judge/qualify.ts";
import { aboutOf, type LoadedCase } from "../load/load.ts";
import type { Oracle } from "../oracle.ts";
import { playCase } from "./play-case.ts";
import type { Player } from "./player.ts";
import { isPlayedAgain, steadied } from "./steady.ts";

/** Milliseconds since 1970; a parameter, so that nothing here reads the time by itself. */
export type Clock = () => number;

/** How cases are judged. */
export interface Judging {
  readonly target: Target;
  readonly profile: Profile;
  readonly clock: Clock;
  /** Takes the time of judging. */
  readonly watch?: Stopwatch;
}

/** The clauses of a case that the target has. */
export function clausesHere(clauses: readonly ClauseId[], target: Target): readonly ClauseId[] {
  return clauses.filter((clause) => holdsFor(clause, target));
}

/** Plays and judges one case; one that needs what is not declared is not played. Throws SuiteError as `Session.play`. */
export async function runCase(
  loaded: LoadedCase,
  { target, profile, clock, watch }: Judging,
  oracle: Oracle,
  player: Player,
): Promise<CaseResult> {
  const about = (verdict: CaseResult["verdict"]) => {
    return { scenario: loaded.id, title: aboutOf(loaded).title, clauses: clausesOf(loaded, verdict, target), verdict };
  };
  const startedAt = clock();
  const missing = missingForCase(loaded, (await player.identity()).capabilities);
  if (missing !== null) return { ...about({ outcome: "not-applicable", missing }), durationMs: 0 };
  const attempt = async () => {
    const expectation = await oracle.expect(loaded);
    const { outcome, context, stderr } = await playCase(loaded, player, profile);
    const judging = () => judge(outcome, expectation, context, stderr);
    return watch === undefined ? judging() : watch.during("judge", judging);
  };
  const first = await attempt();
  const judgement = isPlayedAgain(loaded) ? await steadied(first, attempt) : first;
  return { ...about(judgement.verdict), ...judgement, durationMs: Math.round((clock() - startedAt) * 100) / 100 };
}
