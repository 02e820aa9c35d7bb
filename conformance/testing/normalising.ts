// What tests of normalising are about: a play's addresses by name, and a line that was printed in it.
// Knows how to ask for a projection; expects nothing of it.

import type { Profile } from "../../spec/clause.ts";
import type { Program } from "../../spec/program.ts";
import { type NormaliseContext, normalise } from "../judge/normalise.ts";

const NOTHING: Program = { world: "loopback", channels: {}, steps: [] };
const ADDRESSES = new Map([
  ["127.16.0.1:80", "server"],
  ["127.16.0.1:8080", "other"],
  ["::1:4000", "six"],
  ["/tmp/plays/3/", ""],
]);

/** The context of a play of `program`, with some addresses that have names and a directory. */
export function context(profile: Profile = "exact", program: Program = NOTHING): NormaliseContext {
  return { program, profile, addresses: ADDRESSES };
}

/** What becomes of a line the implementation printed. */
export function printed(text: string, profile: Profile = "exact"): string {
  const [line] = normalise([{ kind: "written", depth: 0, stream: "stdout", text }], context(profile));
  return line?.kind === "written" ? line.text : "";
}
