// Finds what an adapter refuses although it declares what is needed for it, without playing anything: every scenario it would
// be asked for is sent with an unknown action at its end. Who names that one knows all the others.

import type { Capabilities } from "../../spec/adapter.ts";
import type { Program } from "../../spec/program.ts";
import type { Adapter } from "../adapters/adapter.ts";
import { over, pollerFor } from "../judge/over-poll.ts";
import { missingForCase } from "../judge/qualify.ts";
import { loadScenarios } from "../load/load.ts";
import { plural } from "../report/plural.ts";
import { type Finding, inOrder, toWrite } from "./finding.ts";
import { UNKNOWN_ACTION } from "./programs.ts";
import type { Remedies } from "./remedies.ts";

/** What is examined here. */
export const CAN_PLAY = "can play what it declares";

function askedFor(capabilities: Capabilities): readonly Program[] {
  return loadScenarios()
    .map((loaded) => over(pollerFor(capabilities), loaded))
    .filter((loaded) => missingForCase(loaded, capabilities) === null)
    .map(({ scenario }) => scenario.program);
}

/** What is refused, and in how many programs: the most frequent first. */
function inWords(refused: ReadonlyMap<string, number>): string {
  return [...refused]
    .sort(([, a], [, b]) => b - a)
    .map(([what, times]) => `${what} (${times})`)
    .join(", ");
}

/**
 * Says what of the scenarios that `capabilities` ask for is refused. The adapter must be one that looks first; each answer may
 * take `limitMs`.
 */
export async function checkUnwritten(
  adapter: Adapter,
  capabilities: Capabilities,
  limitMs: number,
  remedies: Remedies,
): Promise<Finding> {
  const programs = askedFor(capabilities);
  const refused = new Map<string, number>();
  for (const program of programs) {
    const sent = { ...program, steps: [...program.steps, UNKNOWN_ACTION] };
    const answer = await adapter.ask(
      "play",
      { program: sent, address: "127.0.0.1", directory: "/nonexistent" },
      limitMs,
    );
    const what = answer.answer === "error" ? (answer.unsupported ?? "") : "";
    if (what !== UNKNOWN_ACTION.op && what !== "") refused.set(what, (refused.get(what) ?? 0) + 1);
    if (answer.answer === "closed" || answer.answer === "late") break; // Said by the checks before this one.
  }
  if (refused.size === 0) return inOrder(CAN_PLAY, `it refuses nothing of ${plural(programs.length, "scenario")}`);
  const count = [...refused.values()].reduce((sum, times) => sum + times, 0);
  return toWrite(
    CAN_PLAY,
    `it refuses ${count} of ${plural(programs.length, "scenario")}: ${inWords(refused)}`,
    remedies.writeIt,
  );
}
