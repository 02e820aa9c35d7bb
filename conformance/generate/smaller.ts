// Makes programs smaller, step by step, for whoever looks for the smallest one that still shows something.
// Knows that a program is JSON, and what may stand in one; knows nothing of what is looked for.

import type { Program } from "../../spec/program.ts";
import { programError } from "../check/program.ts";
import { shapeError } from "../load/validate.ts";
import { wellFormed } from "./well-formed.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/** Without these a pass waits, or never ends. */
const KEPT = new Set(["timeout", "count", "limit"]);
/** Numbers that are as good as any other, if they are good for anything. */
const PLAIN_NUMBERS: Readonly<Record<string, number>> = {
  timeout: 0,
  count: 1,
  size: 1,
  limit: 1,
  backlog: 1,
  times: 1,
};

function isContainer(value: Json): value is readonly Json[] | { readonly [member: string]: Json } {
  return value !== null && typeof value === "object";
}

/** A list without some of its members: large parts first, and those at the end before those at the beginning. */
function* shorter(list: readonly Json[]): Generator<Json> {
  for (let size = list.length; size >= 1; size = Math.floor(size / 2))
    for (let end = list.length; end > 0; end -= size)
      yield [...list.slice(0, Math.max(0, end - size)), ...list.slice(end)];
}

/** An object without one of its members, or with a plainer number in it. */
function* plainer(object: { readonly [member: string]: Json }): Generator<Json> {
  for (const [member, value] of Object.entries(object)) {
    const { [member]: _dropped, ...rest } = object;
    if (!KEPT.has(member)) yield rest;
    const plain = PLAIN_NUMBERS[member];
    if (plain !== undefined && typeof value === "number" && value !== plain) yield { ...object, [member]: plain };
  }
}

/** `value` with one container `depth` levels down made smaller, in every way. */
function* smallerAt(value: Json, depth: number): Generator<Json> {
  if (!isContainer(value)) return;
  const isList = (container: typeof value): container is readonly Json[] => Array.isArray(container);
  if (depth === 0) yield* isList(value) ? shorter(value) : plainer(value);
  else if (isList(value)) {
    for (const [index, member] of value.entries())
      for (const less of smallerAt(member, depth - 1)) yield value.with(index, less);
  } else {
    for (const [name, member] of Object.entries(value))
      for (const less of smallerAt(member, depth - 1)) yield { ...value, [name]: less };
  }
}

function depthOf(value: Json): number {
  return isContainer(value) ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
}

/** Shorter, or equally long and plainer: no list of ever smaller programs is without end. */
function isSmaller(less: Program, than: Program): boolean {
  const [one, other] = [JSON.stringify(less), JSON.stringify(than)];
  return one.length < other.length || (one.length === other.length && one < other);
}

/**
 * Smaller programs than `program`, each of them well formed, those with most left out first. A program from anywhere will
 * do: nothing needs to be known of how it was made. Asking one that still fails for smaller ones, and so on, ends.
 */
export function* smaller(program: Program): Generator<Program> {
  const json = program as unknown as Json;
  const deepest = depthOf(json);
  for (let depth = 0; depth < deepest; depth += 1)
    for (const draft of smallerAt(json, depth)) {
      if (shapeError("program", draft) !== null) continue;
      const candidate = wellFormed(draft as unknown as Program);
      if (isSmaller(candidate, program) && programError(candidate) === null) yield candidate;
    }
}
