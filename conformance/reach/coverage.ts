// How much of the original's source was reached: lines, and the ways out of its conditions. Data in, data out.

import type { Source, Walk, Watched } from "./reaching.ts";

/** How many of something were reached. */
export interface Share {
  readonly reached: number;
  readonly of: number;
}

/** A line of the original, where it is said what it is. */
export interface SourceLine {
  readonly module: Watched;
  /** For example "dispatcher.recv", or "module". */
  readonly function: string;
  readonly line: number;
  /** Without the blanks before it. */
  readonly text: string;
}

/** What was reached of one module. */
export interface Coverage {
  readonly module: Watched;
  readonly lines: Share;
  readonly branches: Share;
  readonly unreached: readonly SourceLine[];
  readonly reached: readonly SourceLine[];
}

type Arc = Walk["arcs"][number];

/** The arcs of `walks` in one module, each once. */
function arcsIn(module: Watched, walks: Iterable<Walk>): readonly Arc[] {
  const all = new Map<string, Arc>();
  for (const walk of walks) if (walk.module === module) for (const arc of walk.arcs) all.set(arc.join(" "), arc);
  return [...all.values()];
}

/** Which of the two ways out of a condition were taken: into what it guards, and past it. An exception takes neither. */
function waysTaken({ from: [first, last], into }: Source["branches"][number], arcs: readonly Arc[]): number {
  const leaving = arcs.filter(([from, to]) => from >= first && from <= last && (to < first || to > last));
  const past = leaving.some(([, to]) => to !== into);
  return Number(leaving.some(([, to]) => to === into)) + Number(past);
}

/** What `walks` reach of a module. */
export function coverageOf(module: Watched, source: Source, walks: Iterable<Walk>): Coverage {
  const arcs = arcsIn(module, walks);
  const seen = new Set(arcs.flat().map(Math.abs));
  const lines = source.lines.map((line): SourceLine => ({ module, ...line }));
  const reached = lines.filter(({ line }) => seen.has(line));
  const taken = source.branches.map((branch) => waysTaken(branch, arcs));
  return {
    module,
    lines: { reached: reached.length, of: lines.length },
    branches: { reached: taken.reduce((sum, ways) => sum + ways, 0), of: 2 * source.branches.length },
    unreached: lines.filter(({ line }) => !seen.has(line)),
    reached,
  };
}
