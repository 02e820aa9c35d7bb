// How much of the original was reached, as text: a table for each module, and every line that nothing reaches.

import type { Paint } from "../report/paint.ts";
import { plural } from "../report/plural.ts";
import { printable } from "../report/printable.ts";
import type { Coverage, Share } from "./coverage.ts";
import type { Explained } from "./reasons.ts";

/** What something reaches of each module. */
export interface Reacher {
  /** Who reaches it, for example "the corpus". */
  readonly name: string;
  readonly coverages: readonly Coverage[];
}

const NAME_WIDTH = 44;
const CELL_WIDTH = 18;

/** A share, in whole per cent rounded down, so that 100 means all. */
function cell({ reached, of }: Share): string {
  const percent = of === 0 ? 100 : Math.floor((100 * reached) / of);
  return `${reached} of ${of} ${`${percent}%`.padStart(4)}`.padStart(CELL_WIDTH);
}

function tableOf(module: Coverage["module"], reachers: readonly Reacher[], paint: Paint): readonly string[] {
  const heading = `  ${`${module}, reached by`.padEnd(NAME_WIDTH)}${"lines".padStart(CELL_WIDTH)}${"branches".padStart(CELL_WIDTH)}`;
  const rows = reachers.flatMap(({ name, coverages }) =>
    coverages
      .filter((coverage) => coverage.module === module)
      .map(({ lines, branches }) => `  ${name.padEnd(NAME_WIDTH)}${cell(lines)}${cell(branches)}`),
  );
  return [paint.faint(heading), ...rows, ""];
}

function unreachedLine({ line, reason }: Explained["unreached"][number], paint: Paint): readonly string[] {
  const { module, function: place, line: number, text } = line;
  const why = reason === null ? paint.bad("    no reason is known") : `    ${printable(reason)}`;
  return [`  ${paint.strong(`${module}.${place}`)} line ${number}: ${printable(text)}`, why];
}

/** The tables, then what nothing reaches and why, then what is said to be unreached and is not. */
export function describeReach(
  reachers: readonly Reacher[],
  { unreached, refuted }: Explained,
  paint: Paint,
): readonly string[] {
  const modules = [...new Set(reachers.flatMap(({ coverages }) => coverages.map(({ module }) => module)))];
  const wrong = refuted.map(
    ({ module, function: place, text }) =>
      `  ${module}.${place}: ${printable(text)} has a reason in unreached.json, and is reached`,
  );
  return [
    ...modules.flatMap((module) => tableOf(module, reachers, paint)),
    ...(unreached.length === 0
      ? ["Every line is reached."]
      : [`Reached by nothing: ${plural(unreached.length, "line")}`]),
    ...unreached.flatMap((one) => unreachedLine(one, paint)),
    ...(wrong.length === 0 ? [] : ["", paint.bad("No longer true"), ...wrong]),
  ];
}
