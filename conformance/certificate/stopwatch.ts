// How long the laps of a run take, for whoever asks where the time goes. Knows their names; reads no clock of its own.

/** What a run does, in this order. */
export type Lap = "start" | "load" | "adapters" | "play" | "report";

/** What goes on while others play, and is part of that time. */
export type Inner = "oracle" | "judge";

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** Sums up milliseconds by lap. */
export class Stopwatch {
  readonly #clock: () => number;
  readonly #begunAt: number;
  readonly #laps = new Map<Lap | Inner, number>();
  #lapAt: number;

  /** `begunAt` is when the run began, by the same clock, which may be before anybody could look at it. */
  constructor(clock: () => number, begunAt: number) {
    this.#clock = clock;
    this.#begunAt = begunAt;
    this.#lapAt = begunAt;
  }

  /** What was done since the last lap ended was `lap`. */
  lap(lap: Lap): void {
    const now = this.#clock();
    this.#add(lap, now - this.#lapAt);
    this.#lapAt = now;
  }

  /** What `work` gives, whose time is part of the lap that goes on. */
  async during<Result>(part: Inner, work: () => Result | Promise<Result>): Promise<Result> {
    const from = this.#clock();
    try {
      return await work();
    } finally {
      this.#add(part, this.#clock() - from);
    }
  }

  /** All of it in a line. */
  describe(): string {
    const of = (part: Lap | Inner) => `${part} ${seconds(this.#laps.get(part) ?? 0)}`;
    const played = `${of("play")} (with ${of("oracle")} and ${of("judge")}, summed over all sessions)`;
    const all = [of("start"), of("load"), of("adapters"), played, of("report")].join(", ");
    return `time: ${all}; ${seconds(this.#lapAt - this.#begunAt)} in all`;
  }

  #add(part: Lap | Inner, ms: number): void {
    this.#laps.set(part, (this.#laps.get(part) ?? 0) + ms);
  }
}
