// What everything that takes part in a play shares: the implementation, the names, the trace, and what is going on now.
// Knows how it is shaped and counted; play.ts makes it.

import type { PeerParams, PeerResult } from "../../../spec/adapter.ts";
import type { Action, EventName, Name, Program } from "../../../spec/program.ts";
import type { DescriptorNumbers } from "./descriptors.ts";
import type { Names } from "./names.ts";
import type { Recorder } from "./recorder.ts";
import type { AsyncoreModule, DispatcherClass } from "./shape.ts";

/** One play while it goes on. */
export interface Playing {
  readonly module: AsyncoreModule;
  readonly program: Program;
  readonly names: Names;
  readonly recorder: Recorder;
  /** The recording subclass of each channel, once it was needed. */
  readonly classes: Map<Name, DispatcherClass>;
  /** How often each event was called. */
  readonly calls: EventCounts;
  /** What each channel says it sent. */
  readonly sent: SentBytes;
  /** The implementation's own methods behind the reactions being followed, innermost last. */
  readonly originals: (() => unknown)[];
  /** The errors being handled, innermost last. */
  readonly errors: unknown[];
  /** Descriptor numbers taken so that others are reused. */
  readonly descriptors: DescriptorNumbers;
  /** Plays one action and observes it. Gives and throws what it gave and threw. */
  act(action: Action): unknown;
  /** Has the suite do something at its end of a wire. */
  askPeer(params: PeerParams): PeerResult;
  /** Forgets a channel's last recorded state, with its name. */
  drop(name: Name): void;
}

/** Counts calls of events. */
export class EventCounts {
  readonly #counts = new Map<string, number>();

  /** Counts a call and gives how many there were before it. */
  add(event: EventName, of: Name): number {
    const before = this.of(event, of);
    this.#counts.set(`${of} ${event}`, before + 1);
    return before;
  }

  /** How many calls there were. */
  of(event: EventName, of: Name): number {
    return this.#counts.get(`${of} ${event}`) ?? 0;
  }
}

/** Sums up the bytes that channels say they sent. */
export class SentBytes {
  readonly #bytes = new Map<Name, number>();

  /** Counts `bytes` more. */
  add(channel: Name, bytes: number): void {
    this.#bytes.set(channel, (this.#bytes.get(channel) ?? 0) + bytes);
  }

  /** The bytes sent since they were last taken. */
  take(channel: Name): number {
    const bytes = this.#bytes.get(channel) ?? 0;
    this.#bytes.delete(channel);
    return bytes;
  }
}
