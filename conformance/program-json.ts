// The text of a program, which is sent to several players and counted by its digest. Knows nothing of what is in it.

import type { Program } from "../spec/program.ts";

const KNOWN = new WeakMap<Program, string>();

/** `program` as JSON, written once for as long as it lives: nobody changes a program. */
export function programJson(program: Program): string {
  const known = KNOWN.get(program);
  if (known !== undefined) return known;
  const json = JSON.stringify(program);
  KNOWN.set(program, json);
  return json;
}
