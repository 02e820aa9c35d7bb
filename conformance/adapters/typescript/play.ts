// One play from beginning to end: steps in order, states after each, and nothing left behind.
// Knows the order of things; what an action does and what an event answers is elsewhere.

import { type PeerParams, type PeerResult, RPC_ERRORS } from "../../../spec/adapter.ts";
import type { Action, Name, Program } from "../../../spec/program.ts";
import type { ActionObservation, Trace } from "../../../spec/trace.ts";
import { beginningOf, perform } from "./actions.ts";
import { leastSeconds, loopOptions } from "./actions-loop.ts";
import { collect } from "./collect.ts";
import { DescriptorNumbers } from "./descriptors.ts";
import { Names, type Place } from "./names.ts";
import { EventCounts, type Playing, SentBytes } from "./playing.ts";
import type { Printing } from "./printing.ts";
import { Recorder } from "./recorder.ts";
import { enterScript } from "./scripted.ts";
import type { AsyncoreModule, DispatcherClass } from "./shape.ts";
import { States } from "./states.ts";
import { showReturned } from "./values.ts";
import type { Variant } from "./variant.ts";
import { Refusal } from "./wire.ts";

/** What plays are played with. */
export interface Setting {
  readonly module: AsyncoreModule;
  readonly printing: Printing;
  /** Plays `loop` at top level on Node's event loop. */
  readonly variant: Variant;
  /** Has the suite do something at its end of a wire. Throws Refusal. */
  readonly askPeer: (params: PeerParams) => PeerResult;
}

const MILLISECOND = 0.001;

/** Plays `program` at `place`. Throws Refusal when the suite refused something, because then the trace means nothing. */
export async function play(setting: Setting, program: Program, place: Place): Promise<Trace> {
  const { module, printing } = setting;
  module.socketMap.clear();
  const playing = new Play(setting, program, place);
  const leaveScript = program.script === undefined ? () => {} : enterScript(playing, program.script);
  printing.listen((stream, text) => playing.recorder.written(stream, text));
  try {
    for (const step of program.steps) {
      await playing.step(step);
      if (playing.recorder.spent) break;
    }
  } finally {
    playing.end();
    leaveScript();
    printing.ignore();
  }
  if (playing.refused !== null) throw playing.refused;
  return playing.recorder.trace;
}

class Play implements Playing {
  readonly module: AsyncoreModule;
  readonly program: Program;
  readonly names: Names;
  readonly recorder: Recorder;
  readonly classes = new Map<Name, DispatcherClass>();
  readonly calls = new EventCounts();
  readonly sent = new SentBytes();
  readonly originals: (() => unknown)[] = [];
  readonly errors: unknown[] = [];
  readonly descriptors = new DescriptorNumbers();
  /** Why the suite could not do what it was asked for. */
  refused: Refusal | null = null;
  readonly #states = new States();
  readonly #setting: Setting;

  constructor(setting: Setting, program: Program, place: Place) {
    this.#setting = setting;
    this.module = setting.module;
    this.program = program;
    this.names = new Names(setting.module, program, place);
    this.recorder = new Recorder(program.limits, setting.module.ExitNow);
  }

  /** Plays one step of the program and records which states it changed. What it raises was recorded and is over. */
  async step(action: Action): Promise<void> {
    try {
      if (action.op === "collect") await this.#later(action, () => this.#collect());
      else if (action.op === "loop" && this.#setting.variant.asyncLoop)
        await this.#later(action, () => this.#loopAsync(action));
      else this.act(action);
    } catch {
      // Recorded with the action.
    }
    if (!this.recorder.spent) this.#states.record(this.names, this.recorder);
  }

  act(action: Action): unknown {
    return this.recorder.observe<ActionObservation, unknown>(beginningOf(action), (observation) => {
      const done = this.#timing(action, observation);
      try {
        const given = perform(this, action);
        const called = action.op === "call" ? action.event : action.op;
        this.recorder.returned(observation, showReturned(called, given, this.names));
        return given;
      } finally {
        done();
      }
    });
  }

  askPeer(params: PeerParams): PeerResult {
    try {
      return this.#setting.askPeer(params);
    } catch (error) {
      this.refused = error instanceof Refusal ? error : new Refusal(RPC_ERRORS.internal, String(error));
      this.recorder.abandon();
      throw this.recorder.departure();
    }
  }

  drop(name: Name): void {
    this.names.drop(name);
    this.#states.forget(name);
  }

  /** Closes and forgets everything, whoever holds it, and observes nothing of that. */
  end(): void {
    this.recorder.abandon();
    this.descriptors.release();
    for (const seen of [...this.names.everything()]) closeQuietly(seen);
    for (const map of this.names.maps.values()) map.clear();
  }

  #later(action: Action, call: () => Promise<void>): Promise<void> {
    return this.recorder.observeLater<ActionObservation>(beginningOf(action), async (observation) => {
      const done = this.#timing(action, observation);
      try {
        await call();
      } finally {
        done();
      }
    });
  }

  #collect(): Promise<void> {
    this.names.release();
    return collect();
  }

  async #loopAsync(action: Extract<Action, { op: "loop" }>): Promise<void> {
    await this.module.loopAsync?.(loopOptions(this, action));
  }

  /** What to call when the action is over, to record whether it lasted as long as it had to. */
  #timing(action: Action, observation: ActionObservation): () => void {
    if (!("timed" in action)) return () => {};
    const began = performance.now();
    const least = leastSeconds(action) - MILLISECOND;
    return () => {
      const seconds = (performance.now() - began) / 1000;
      this.recorder.end(observation, { waitedAtLeastTimeout: seconds >= least });
    };
  }
}

function closeQuietly(seen: object): void {
  try {
    const { socket, close } = seen as { socket?: { close(): void } | null; close?: () => void };
    if (socket !== undefined) socket?.close();
    else close?.call(seen);
  } catch {
    // Closed already, or never open.
  }
}
