// The sessions of a run: as many of one adapter as play at once. Knows how many there may be, and what becomes of those
// that cannot be started; knows nothing of what they play.

import type { RunLimits } from "../../spec/report.ts";
import type { AdapterSource } from "../adapters/adapter.ts";
import { Places } from "../play/places.ts";
import { Session } from "../play/session.ts";
import { SuiteError } from "../suite-error.ts";
import type { Surroundings } from "./surroundings.ts";

/** More of them would wait for the suite itself, which is one process. */
const MOST = 4;

/**
 * How many sessions of `source` play at once: `asked` for, else as many as there are cores, up to four. Throws SuiteError
 * when more than one is asked for of an adapter of which there is but one.
 */
export function sizeOf(source: AdapterSource, asked: number | undefined, cores: number): number {
  if (source.alone !== true) return asked ?? Math.max(1, Math.min(MOST, cores));
  if (asked === undefined || asked === 1) return 1;
  throw new SuiteError(
    "usage",
    `${asked} workers are asked for, and there is one adapter: ${source.words.join(" ")}.`,
    "Leave out --workers, or name an adapter that the suite can start as often as it likes.",
  );
}

/** Sessions with `source` that are being started. */
export class Team {
  readonly #sessions: readonly [Session, ...Session[]];
  readonly #met: Promise<readonly PromiseSettledResult<unknown>[]>;

  /** Their places are those of turn `turn` and following, and do not meet those of any other turn. */
  constructor(source: AdapterSource, size: number, limits: RunLimits, { host, sessions }: Surroundings, turn = 1) {
    const made = (index: number) => new Session(source, host, limits, new Places(turn + index));
    this.#sessions = [made(0), ...Array.from({ length: size - 1 }, (_, index) => made(index + 1))];
    for (const session of this.#sessions) sessions.add(session);
    this.#met = Promise.allSettled(this.#sessions.map((session) => session.identity()));
  }

  /**
   * Those that could be started. Where there is room for one adapter only, the first plays alone; when it cannot be started
   * either, its SuiteError is thrown.
   */
  async ready(): Promise<readonly [Session, ...Session[]]> {
    const met = await this.#met;
    if (met[0]?.status === "rejected") throw met[0].reason;
    const [first, ...others] = this.#sessions;
    return [first, ...others.filter((_session, index) => met[index + 1]?.status === "fulfilled")];
  }

  /** The one that is always there, whether it could be started or not. */
  get first(): Session {
    return this.#sessions[0];
  }

  /** Ends all of them. */
  async close(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.close()));
  }
}
