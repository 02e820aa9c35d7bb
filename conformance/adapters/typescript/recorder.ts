// The trace of one play while it grows: observations in the order in which things begin, their depth, and the budget.
// Knows neither what is played nor how values are shown.

import type { OutputStream } from "../../../spec/host.ts";
import { DEFAULT_LIMITS, type Limits } from "../../../spec/program.ts";
import type {
  ActionObservation,
  CallObservation,
  EventObservation,
  ExhaustedObservation,
  Observation,
  StateObservation,
  Trace,
  Value,
} from "../../../spec/trace.ts";
import { type ExitNowClass, raisedOf } from "./errors.ts";

/** What has a beginning and an end. */
type Observed = ActionObservation | EventObservation | CallObservation;

/** A call that can be observed, before its depth is known. */
export type Beginning<Kind extends Observed> = Omit<Kind, "depth" | "returned" | "raised">;

/** What leaves a program, by the ExitNow it is one of: a class is dear, and no play puts anything on it. */
const LEAVES = new WeakMap<ExitNowClass, ExitNowClass>();

function leaveOf(exitNow: ExitNowClass): ExitNowClass {
  const known = LEAVES.get(exitNow) ?? class Leave extends exitNow {};
  LEAVES.set(exitNow, known);
  return known;
}

/** Nearly every play ends with one, and nobody asks it where it comes from: looking for that takes longer than all the rest of it. */
function leaving(exitNow: ExitNowClass): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return new (leaveOf(exitNow))();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A trace that grows. When the budget is spent nothing is observed any more and every further call throws. */
export class Recorder {
  readonly #trace: Observation[] = [];
  readonly #observations: number;
  readonly #deepest: number;
  readonly #exitNow: ExitNowClass;
  #depth = 0;
  #spent = false;
  #departure: Error | null = null;

  constructor(limits: Limits | undefined, exitNow: ExitNowClass) {
    this.#observations = limits?.observations ?? DEFAULT_LIMITS.observations;
    this.#deepest = limits?.depth ?? DEFAULT_LIMITS.depth;
    this.#exitNow = exitNow;
  }

  /** What was observed so far. */
  get trace(): Trace {
    return this.#trace;
  }

  /** Whether the play is over: the budget is spent, or it was abandoned. */
  get spent(): boolean {
    return this.#spent;
  }

  /**
   * Observes `call`, which is given its observation so that it can add to it with `end`. Rethrows what it throws.
   * Throws the private ExitNow instead of calling when the budget is spent.
   */
  observe<Kind extends Observed, Result>(beginning: Beginning<Kind>, call: (observation: Kind) => Result): Result {
    const observation = this.#begin<Kind>(beginning);
    this.#depth += 1;
    try {
      return call(observation);
    } catch (error) {
      this.#fail(observation, error);
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  /** Like `observe`, for a step of the program that is awaited. */
  async observeLater<Kind extends Observed>(
    beginning: Beginning<Kind>,
    call: (observation: Kind) => Promise<void>,
  ): Promise<void> {
    const observation = this.#begin<Kind>(beginning);
    this.#depth += 1;
    try {
      await call(observation);
    } catch (error) {
      this.#fail(observation, error);
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  /** Adds to an observation how its call ended, unless the play is over. */
  end<Kind extends Observed>(observation: Kind, ending: Partial<Kind>): void {
    if (!this.#spent) Object.assign(observation, ending);
  }

  /** Records what a call returned; nothing when it is undefined. */
  returned(observation: Observed, value: Value | undefined): void {
    if (value !== undefined) this.end(observation, { returned: value });
  }

  /** Records a printed line. */
  written(stream: OutputStream, text: string): void {
    if (this.#hasRoom()) this.#trace.push({ kind: "written", depth: this.#depth, stream, text });
  }

  /** Records the state of a channel. */
  state(observation: StateObservation): void {
    if (this.#hasRoom()) this.#trace.push(observation);
  }

  /** Observes nothing from now on: whatever is still called throws. */
  abandon(): void {
    this.#spent = true;
  }

  /** The private ExitNow: what is thrown to leave a program, always the same. */
  departure(): Error {
    this.#departure ??= leaving(this.#exitNow);
    return this.#departure;
  }

  /** The script has no answer: the play is over. Gives what is to be thrown. */
  runDry(): Error {
    if (!this.#spent) this.#exhaust("script");
    return this.departure();
  }

  #begin<Kind extends Observed>(beginning: Beginning<Kind>): Kind {
    if (!this.#isShallow() || !this.#hasRoom()) throw this.departure();
    const observation = { ...beginning, depth: this.#depth } as unknown as Kind; // Only Omit on a generic type stands between them.
    this.#trace.push(observation);
    return observation;
  }

  #fail(observation: Observed, error: unknown): void {
    if (!this.#spent) observation.raised = raisedOf(error, this.#exitNow);
  }

  #hasRoom(): boolean {
    if (!this.#spent && this.#trace.length >= this.#observations) this.#exhaust("observations");
    return !this.#spent;
  }

  #isShallow(): boolean {
    if (!this.#spent && this.#depth > this.#deepest) this.#exhaust("depth");
    return !this.#spent;
  }

  #exhaust(by: ExhaustedObservation["by"]): void {
    this.#trace.push({ kind: "exhausted", depth: this.#depth, by });
    this.#spent = true;
  }
}
