// Whether parts that were played apart make a whole: all there, each once, none unfinished, none changed, all about the same.
// Knows shards and what a part says it is about; knows nothing of what was played.

import type { Shard } from "../../spec/report.ts";
import { SuiteError } from "../suite-error.ts";

/** One part of what is to be joined. */
export interface Part {
  /** Where it was found, for people. */
  readonly where: string;
  /** Which part it is; null for a whole, which is the only part of itself. */
  readonly shard: Shard | null;
  /** Why it is not finished, or null. */
  readonly unfinished: string | null;
  /** Whether its bytes are those that were sealed. */
  readonly isAsSealed: boolean;
  /** What must be the same in all parts, in the words of a sentence: "the target" … Values are compared as they are written. */
  readonly about: Readonly<Record<string, string>>;
}

const WHOLE: Shard = { turn: 1, of: 1 };

/** Which part it is, in words: 2/3. */
function nameOf({ shard }: Part): string {
  const { turn, of } = shard ?? WHOLE;
  return `${turn}/${of}`;
}

/** Parts that are not of one whole. */
export function mismatched(sentence: string, remedy: string): SuiteError {
  return new SuiteError("mismatched-parts", sentence, remedy);
}

function refuseOne(part: Part): void {
  const { where, unfinished, isAsSealed } = part;
  if (unfinished !== null)
    throw new SuiteError(
      "incomplete-parts",
      `The part ${nameOf(part)} in ${where} is incomplete: ${unfinished}.`,
      `Play it again: --shard ${nameOf(part)} --out ${where}.`,
    );
  const { turn, of } = part.shard ?? WHOLE;
  if (turn > of) throw mismatched(`The report in ${where} is part ${turn} of ${of}.`, "Name the parts of one run.");
  if (isAsSealed) return;
  throw mismatched(
    `The report in ${where} is not what was sealed: it was changed afterwards.`,
    `Take it anew from where it was made, or play it again: --shard ${nameOf(part)} --out ${where}.`,
  );
}

function refuseStranger(first: Part, part: Part): void {
  for (const [what, value] of Object.entries(first.about)) {
    const other = part.about[what];
    if (other === value) continue;
    throw mismatched(
      `${first.where} and ${part.where} do not belong together: ${what} is ${value} in the one, ${other} in the other.`,
      "Name the parts of one run.",
    );
  }
}

/** So many parts that are missing are named. */
const NAMED_AT_MOST = 20;

/** The first parts that are missing, of as many as a report may say there are. */
function namesOfMissing(sorted: readonly (Part | undefined)[], of: number): readonly string[] {
  const names: string[] = [];
  for (let turn = 1; turn <= of && names.length < NAMED_AT_MOST; turn += 1)
    if (sorted[turn - 1] === undefined) names.push(`${turn}/${of}`);
  return names;
}

/** The parts in order. Throws SuiteError, with one sentence, when they are not each part of one whole, once. */
export function wholeOf<Any extends Part>(parts: readonly Any[]): readonly Any[] {
  const [first] = parts;
  if (first === undefined) throw mismatched("There is nothing to join.", "Name the folders of the parts.");
  for (const part of parts) refuseOne(part);
  for (const part of parts) refuseStranger(first, part);
  const { of } = first.shard ?? WHOLE;
  const sorted: Any[] = [];
  for (const part of parts) {
    const at = (part.shard ?? WHOLE).turn - 1;
    const there = sorted[at];
    if ((part.shard ?? WHOLE).of !== of)
      throw mismatched(
        `${first.where} is the part ${nameOf(first)}, and ${part.where} is ${nameOf(part)}: they were not parted alike.`,
        "Name the parts of one run.",
      );
    if (there !== undefined)
      throw mismatched(
        `The part ${nameOf(part)} is there twice: in ${there.where} and in ${part.where}.`,
        "Name each part once.",
      );
    sorted[at] = part;
  }
  const missing = of - parts.length;
  if (missing === 0) return sorted;
  const names = namesOfMissing(sorted, of);
  const more = missing > names.length ? " …" : "";
  throw new SuiteError(
    "incomplete-parts",
    `Of ${of} parts ${missing === 1 ? "one is" : `${missing} are`} missing: ${names.join(", ")}${more}.`,
    `Play what is missing: --shard ${names[0]}.`,
  );
}

/** What all of them say, one after the other without repetition: machines may differ in what is told of them. */
export function together(words: readonly string[]): string {
  return [...new Set(words)].join(", ");
}
