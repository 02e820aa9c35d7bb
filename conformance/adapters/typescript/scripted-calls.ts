// The script of one play: what each call gives, used up one by one, and each call an observation.
// Knows outcomes and how calls are recorded; knows nothing of which calls there are.

import { posixHost } from "../../../reference/posix/index.ts";
import { type ErrnoName, errnoNumbers } from "../../../spec/errno.ts";
import { OsError } from "../../../spec/host.ts";
import type { Name, Outcome } from "../../../spec/program.ts";
import type { CallObservation, Value } from "../../../spec/trace.ts";
import { errorOf } from "./errors.ts";
import type { Playing } from "./playing.ts";
import { show } from "./values.ts";

const NUMBERS = errnoNumbers(process.platform === "darwin" ? "darwin" : "linux");

/** One call of the system: what it is called, whose it is, what it was given and what it may give. */
export interface ScriptedCall<Scripted, Given> {
  readonly call: string;
  readonly of?: Name;
  readonly args?: readonly unknown[];
  readonly outcomes: readonly Outcome<Scripted>[] | undefined;
  /** What is given for a scripted value. */
  readonly give: (value: Scripted) => Given;
  /** How what is given is shown, where that is not as every value is. Undefined is nothing. */
  readonly show?: (given: Given) => Value | undefined;
  /** What is given for an errno, where it is not thrown. */
  readonly giveErrno?: (number: number) => Given;
}

/** The number of an errno that may be given by name. */
export function errnoNumber(errno: ErrnoName | number): number {
  return typeof errno === "number" ? errno : NUMBERS[errno];
}

/** An errno by its name, if it has one; none at all is 0. */
export function errnoShown(number: number): Value {
  return posixHost.nameError(number) ?? number;
}

/** An error of the system. */
export function osError(number: number): OsError {
  return new OsError(posixHost.nameError(number), number, posixHost.describeError(number));
}

/** The calls of one play. */
export class ScriptedCalls {
  readonly #playing: Playing;
  readonly #used = new Map<readonly unknown[], number>();

  constructor(playing: Playing) {
    this.#playing = playing;
  }

  /** Makes a call: the next of its outcomes. When there is none, or `isPossible` denies it, the play is exhausted. */
  make<Scripted, Given>(
    { call, of, args = [], outcomes = [], give, show: shown, giveErrno }: ScriptedCall<Scripted, Given>,
    isPossible: (value: Scripted) => boolean = () => true,
  ): Given {
    const { recorder, names, module } = this.#playing;
    const beginning = {
      kind: "call",
      call,
      ...(of === undefined ? {} : { of }),
      ...(args.length === 0 ? {} : { args: args.map((arg) => show(arg, names)) }),
    } as const;
    return recorder.observe<CallObservation, Given>(beginning, (observation) => {
      const outcome = this.#next(outcomes);
      if (outcome === undefined || ("value" in outcome && !isPossible(outcome.value))) throw recorder.runDry();
      if ("raise" in outcome) throw errorOf(outcome.raise, module.ExitNow);
      const given = "value" in outcome ? give(outcome.value) : this.#errno(outcome, giveErrno);
      recorder.returned(observation, shown === undefined ? shownOf(given, names) : shown(given));
      return given;
    });
  }

  #next<Scripted>(outcomes: readonly Outcome<Scripted>[]): Outcome<Scripted> | undefined {
    const used = this.#used.get(outcomes) ?? 0;
    this.#used.set(outcomes, used + 1);
    return outcomes[used];
  }

  #errno<Given>(
    outcome: { errno: ErrnoName } | { code: number },
    give: ((number: number) => Given) | undefined,
  ): Given {
    const number = "errno" in outcome ? errnoNumber(outcome.errno) : outcome.code;
    if (give === undefined) throw osError(number);
    return give(number);
  }
}

function shownOf(given: unknown, names: Playing["names"]): Value | undefined {
  return given === undefined || given === null ? undefined : show(given, names);
}
