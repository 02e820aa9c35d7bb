// The single passes of a loop, as far as a trace shows them: who was asked what, what was waited for, who was served.

import type { Name } from "../../spec/program.ts";
import type { CallObservation, EventObservation } from "../../spec/trace.ts";
import { isCall, isEvent, isPass, type Seen, type Story } from "./story.ts";

/** One pass. */
export interface Round {
  /** The action that makes it. */
  readonly pass: Seen;
  /** The questions, in order: readable and writable of channels and objects. */
  readonly questions: Seen<EventObservation>[];
  /** The call it waited in (scripted world). */
  readonly waits: Seen<CallObservation>[];
  /** What was called afterwards, in order. */
  readonly served: Seen<EventObservation>[];
}

function isQuestion(seen: Seen): seen is Seen<EventObservation> {
  return isEvent(seen, "readable", "writable");
}

/**
 * A pass begins with a question after anything else. Where no wait is seen, an idle pass ends before somebody is asked again
 * who was asked already.
 */
function begins(round: Round | undefined, { observation: { event, of }, parent }: Seen<EventObservation>): boolean {
  if (round === undefined || round.waits.length > 0 || round.served.length > 0) return true;
  if (parent?.inside.some((seen) => isCall(seen, "select", "poll", "sleep")) === true) return false;
  return round.questions.some(({ observation }) => observation.event === event && observation.of === of);
}

/** The passes that the action `pass` made. */
export function roundsOf(pass: Seen): readonly Round[] {
  const rounds: Round[] = [];
  for (const seen of pass.inside) {
    if (isQuestion(seen)) {
      if (begins(rounds.at(-1), seen)) rounds.push({ pass, questions: [], waits: [], served: [] });
      rounds.at(-1)?.questions.push(seen);
    } else if (isCall(seen, "select", "poll", "sleep")) {
      if ((rounds.at(-1)?.waits.length ?? 1) > 0) rounds.push({ pass, questions: [], waits: [], served: [] });
      rounds.at(-1)?.waits.push(seen);
    } else if (isEvent(seen)) rounds.at(-1)?.served.push(seen);
  }
  return rounds;
}

/** Every pass of a play, nested ones too. */
export function allRounds({ all }: Story): readonly Round[] {
  return all.filter(isPass).flatMap(roundsOf);
}

/** What `channel` last answered to a question of this pass; undefined when it was not asked. */
export function answerOf(round: Round, channel: Name, question: "readable" | "writable"): boolean | undefined {
  const asked = round.questions.findLast(({ observation: { event, of } }) => event === question && of === channel);
  return asked === undefined ? undefined : asked.observation.returned === true;
}
