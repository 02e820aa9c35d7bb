// The text of a file of the corpus and what it says: a head, then a line for each program. Data in, data out.

import type { Target } from "../../spec/clause.ts";
import type { CorpusHead, CorpusLine } from "../../spec/corpus.ts";
import type { Program } from "../../spec/program.ts";
import type { RecordedTrace } from "../../spec/scenario.ts";
import type { Observation, Trace } from "../../spec/trace.ts";
import { canonicalJson } from "../certificate/digest.ts";

/** A program that was chosen, and who left which trace of it. */
export interface Kept {
  readonly index: number;
  readonly ways: readonly string[];
  readonly program: Program;
  readonly traces: readonly Pick<RecordedTrace, "versions" | "trace">[];
}

/** What a file of the corpus holds. */
export interface Volume {
  readonly head: Omit<CorpusHead, "observations">;
  readonly kept: readonly Kept[];
}

/** Numbers observations in the order in which they are first seen. */
class Observations {
  readonly #numbers = new Map<string, number>();
  readonly all: Observation[] = [];

  numberOf(observation: Observation): number {
    const text = canonicalJson(observation);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.all.length);
    return this.all.push(JSON.parse(text) as Observation) - 1;
  }
}

/** The text of a volume, a line for each program: equal volumes have equal texts. */
export function printVolume({ head, kept }: Volume): string {
  const observations = new Observations();
  const numbered = (trace: Trace) => trace.map((observation) => observations.numberOf(observation));
  const lines = kept.map(({ index, ways, program, traces }): CorpusLine => {
    return {
      index,
      ways,
      program,
      traces: traces.map(({ versions, trace }) => ({ versions, trace: numbered(trace) })),
    };
  });
  const first: CorpusHead = { ...head, observations: observations.all };
  return `${[first, ...lines].map((line) => JSON.stringify(line)).join("\n")}\n`;
}

/**
 * What `text` says. With a `target` only what it did is made out: the others' traces are left away. Throws SyntaxError for a text
 * that is no volume.
 */
export function readVolume(text: string, target?: Target): Volume {
  const [first = "", ...lines] = text.split("\n").filter((line) => line !== "");
  const { observations, ...head } = JSON.parse(first) as CorpusHead;
  const named = (numbers: readonly number[]) => numbers.map((number) => observations[number] as Observation);
  const kept = lines.map((line) => {
    const { traces, ...about } = JSON.parse(line) as CorpusLine;
    const wanted = traces.filter(({ versions }) => target === undefined || versions.includes(target));
    return { ...about, traces: wanted.map(({ versions, trace }) => ({ versions, trace: named(trace) })) };
  });
  return { head, kept };
}
