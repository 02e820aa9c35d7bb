// What the suite needs of a running adapter, however it is reached. Knows no transport and judges nothing.

import type { InitializeResult, PeerParams, PeerResult, PlayParams } from "../../spec/adapter.ts";
import type { Trace } from "../../spec/trace.ts";

/** How a request ended. */
export type Answer =
  | { answer: "result"; result: unknown }
  | { answer: "error"; code: number; message: string; unsupported?: string }
  | { answer: "garbled"; reason: string }
  | { answer: "closed"; reason: string }
  | { answer: "late"; limitMs: number };

/** How one play ended. Only `played` says something about the implementation's behaviour. */
export type PlayOutcome =
  | { outcome: "played"; trace: Trace }
  /** The adapter answered with an error. `missing` is the capability it named. */
  | { outcome: "refused"; reason: string; missing?: string }
  | { outcome: "timed-out"; limitMs: number }
  | { outcome: "crashed"; reason: string }
  | { outcome: "garbled"; reason: string };

/** Answers a `peer` request of the adapter. */
export type PeerHandler = (params: PeerParams) => PeerResult;

/** An adapter that is running and has shaken hands. */
export interface Adapter {
  readonly identity: InitializeResult;
  /** Plays one program; after any outcome but `played` and `refused` the adapter must be stopped. */
  play(params: PlayParams, peers: PeerHandler, limitMs: number): Promise<PlayOutcome>;
  /**
   * Has several programs played that ask for no peers, one behind the other without waiting, and gives the raw answers:
   * nobody has looked at what is in them. When one is neither a result nor an error the adapter must be stopped.
   */
  playAll(all: readonly PlayParams[], limitMs: number): Promise<readonly Answer[]>;
  /** Sends any request and gives the raw answer: for the doctor, who asks what no run would ask. */
  ask(method: string, params: unknown, limitMs: number): Promise<Answer>;
  /** The same of several at once, their lines as `written` cuts and joins them: for the doctor, who asks how it reads. */
  askAll(method: string, all: readonly unknown[], limitMs: number, written: Written): Promise<readonly Answer[]>;
  /** The last lines of its standard error, oldest first. */
  lastWords(): readonly string[];
  /** Ends it: shutdown, then closing its input, then SIGTERM, then SIGKILL for its whole process group. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** How lines, each with its end, are put on the wire: what it gives is written one after the other, a moment apart. */
export type Written = (lines: readonly string[]) => readonly string[];

/** How to start an adapter, as often as needed. */
export interface AdapterSource {
  /** The words a user would type to start it; shown in reports, never given to a shell. */
  readonly words: readonly string[];
  /**
   * Starts it and shakes hands. Throws SuiteError when that does not succeed within `limitMs`. When `ended` is aborted before
   * it has, what was started is ended at once.
   */
  start(limitMs: number, ended?: AbortSignal): Promise<Adapter>;
  /** Whether there is but one of it, which talks to one session at a time. */
  readonly alone?: true;
  /** Where it runs, as far as its words do not say it; null before it does. */
  readonly about?: () => string | null;
  /** The folder that the directories of its plays must be in; when absent, it reaches them anywhere. */
  readonly folder?: () => string;
  /** Ends what all its adapters share, once none of them is needed any more. */
  readonly release?: () => Promise<void>;
  /** The same when the suite itself is being ended and cannot wait. */
  readonly abandon?: () => void;
}
