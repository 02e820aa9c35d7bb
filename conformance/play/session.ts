// Plays programs on one adapter, one after the other, and starts it anew after a hang or a crash: such a thing costs one
// play, never the run.

import type { InitializeResult } from "../../spec/adapter.ts";
import type { Host } from "../../spec/host.ts";
import type { Program } from "../../spec/program.ts";
import type { RunLimits } from "../../spec/report.ts";
import type { Adapter, AdapterSource } from "../adapters/adapter.ts";
import { makesFiles } from "../judge/qualify.ts";
import { Batch, goesOn } from "./batch.ts";
import { Places } from "./places.ts";
import { type Play, play, scriptedPlay } from "./play.ts";
import { probe } from "./probe.ts";

/** A play, and the last lines of standard error when the adapter had to be given up. */
export interface SessionPlay extends Play {
  readonly stderr: readonly string[];
}

/**
 * How one of several plays went. `said` is what the adapter gave as its result, or null: nobody has looked at it yet.
 * `read` looks at it, and holds it against everything a play is held against; what was not played to its end for another
 * play's sake is played again then, alone. What nobody can be found for is put down to the first of them.
 */
export interface UnreadPlay {
  readonly said: unknown;
  readonly read: () => Promise<SessionPlay>;
}

/** The limits that hold when nothing is said: 10 s a play, 10 min a run, 20 s to start. */
export const DEFAULT_RUN_LIMITS: RunLimits = { playMs: 10_000, runMs: 600_000, startMs: 20_000 };

/** A conversation with one adapter over many plays. */
export class Session {
  readonly #source: AdapterSource;
  readonly #host: Host;
  readonly #limits: RunLimits;
  readonly #places: Places;
  readonly #ended = new AbortController();
  #adapter: Adapter | null = null;
  #starting: Promise<Adapter> | null = null;
  /** How many requests are on their way. */
  #asked = 0;
  /** Programs that were played ahead and not asked for yet, in the order in which they will be. */
  #ahead: { readonly program: Program; readonly play: Promise<UnreadPlay> }[] = [];

  /** Sessions that play at the same time need `places` that do not meet. */
  constructor(
    source: AdapterSource,
    host: Host,
    limits: RunLimits = DEFAULT_RUN_LIMITS,
    places: Places = new Places(),
  ) {
    this.#places = source.folder === undefined ? places : places.within(source.folder);
    this.#source = source;
    this.#host = host;
    this.#limits = limits;
  }

  /** Who the adapter says it is; starts it if need be. Throws SuiteError when it cannot be used. */
  async identity(): Promise<InitializeResult> {
    return (await this.#running()).identity;
  }

  /** Where the adapter runs, when it is not simply here. */
  get about(): string | null {
    return this.#source.about?.() ?? null;
  }

  /**
   * Plays programs of the scripted world, one behind the other without waiting, so that `play` has its answer when it is
   * asked for them. What is asked for otherwise, or in another order, is played as if this had not been called.
   */
  ahead(programs: readonly Program[]): void {
    const all = this.playAll(programs);
    this.#ahead = programs.map((program, index) => {
      const play = all.then((unread) => unread[index] as UnreadPlay);
      play.catch(() => {}); // Whoever asks for it is told.
      return { program, play };
    });
  }

  /** Plays one program. Throws SuiteError only when the adapter cannot be started (again). */
  async play(program: Program): Promise<SessionPlay> {
    const next = this.#ahead.shift();
    if (next?.program === program) return (await next.play).read();
    if (next !== undefined) await next.play.catch(() => {}); // The adapter plays one thing at a time.
    this.#ahead = [];
    return this.#playAlone(program);
  }

  async #playAlone(program: Program): Promise<SessionPlay> {
    const adapter = await this.#running();
    const place = this.#places.next(makesFiles(program));
    const playing = play(adapter, program, place, this.#host, this.#limits.playMs);
    return this.#keptOrGivenUp(adapter, await this.#asking(playing));
  }

  /**
   * Plays programs of the scripted world, one behind the other without waiting. Throws SuiteError only when the adapter
   * cannot be started (again).
   */
  async playAll(programs: readonly Program[]): Promise<readonly UnreadPlay[]> {
    const adapter = await this.#running();
    const place = this.#places.next(false); // The script is their world: none of them can meet another there.
    const all = programs.map((program) => ({ program, ...place }));
    const answers = await this.#asking(adapter.playAll(all, this.#limits.playMs));
    const broken = !answers.every(goesOn);
    if (broken) {
      adapter.kill();
      if (this.#adapter === adapter) this.#adapter = null;
    }
    const lastWords = broken ? adapter.lastWords() : [];
    const batch = new Batch(programs, answers, lastWords, (program) => this.#playAlone(program));
    return programs.map((program, index): UnreadPlay => {
      const answer = answers[index];
      if (answer?.answer !== "result") return { said: null, read: () => batch.read(index) };
      return { said: answer.result, read: async () => ({ ...scriptedPlay(program, answer), stderr: [] }) };
    });
  }

  /** Runs one probe: the text of its script. Throws SuiteError only when the adapter cannot be started (again). */
  async probe(source: string): Promise<SessionPlay> {
    await this.#ahead.shift()?.play.catch(() => {});
    this.#ahead = [];
    const adapter = await this.#running();
    const outcome = await this.#asking(probe(adapter, source, this.#limits.playMs));
    return this.#keptOrGivenUp(adapter, { outcome, addresses: new Map() });
  }

  /** After a hang or a crash the next play gets a new adapter. */
  #keptOrGivenUp(adapter: Adapter, played: Play): SessionPlay {
    const usable = played.outcome.outcome === "played" || played.outcome.outcome === "refused";
    if (usable) return { ...played, stderr: [] };
    adapter.kill();
    this.#adapter = null;
    return { ...played, stderr: adapter.lastWords() };
  }

  /** Ends the adapter, in an orderly way unless it is in the middle of something, and removes the plays' directories. */
  async close(): Promise<void> {
    const adapter = this.#adapter;
    this.#adapter = null;
    if (this.#starting !== null) this.#ended.abort();
    await this.#starting?.catch(() => {}); // Whoever needed it is told.
    if (this.#asked > 0) adapter?.kill();
    else await adapter?.stop();
    this.#places.release();
    await this.#source.release?.();
  }

  /** Ends everything at once, also an adapter that is just being started, for when the suite itself is ended. */
  kill(): void {
    this.#ended.abort();
    this.#adapter?.kill();
    this.#adapter = null;
    this.#places.release();
    this.#source.abandon?.();
  }

  async #running(): Promise<Adapter> {
    if (this.#adapter !== null) return this.#adapter;
    this.#starting ??= this.#source.start(this.#limits.startMs, this.#ended.signal);
    try {
      this.#adapter = await this.#starting;
    } finally {
      this.#starting = null;
    }
    return this.#adapter;
  }

  async #asking<Answer>(request: Promise<Answer>): Promise<Answer> {
    this.#asked += 1;
    try {
      return await request;
    } finally {
      this.#asked -= 1;
    }
  }
}
