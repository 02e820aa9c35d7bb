// Sees whether an adapter that was killed in the middle of a play can be started again, as a run does after a hang; and what it
// says on standard error, which nobody judges.

import type { Adapter } from "../adapters/adapter.ts";
import { SuiteError } from "../suite-error.ts";
import { type Finding, inOrder, toMend } from "./finding.ts";
import { REPEATED } from "./programs.ts";
import type { Remedies } from "./remedies.ts";

/** Kills an adapter while it plays, or asks what it would play on, and starts the next. `start` starts another of the same words. */
export async function checkRestart(
  start: () => Promise<Adapter>,
  limitMs: number,
  remedies: Remedies,
): Promise<Finding> {
  const check = "starts again after it was killed";
  try {
    const killed = await start();
    const play = { program: REPEATED, address: "127.0.0.1", directory: "/nonexistent" };
    await killed.play(
      play,
      () => {
        killed.kill();
        return { saw: { saw: "done" }, local: ["127.0.0.1", 9] };
      },
      limitMs,
    );
    killed.kill();
    const next = await start();
    await next.stop();
    return inOrder(check, "killed in the middle of a play, and the next one shook hands");
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error;
    return toMend(check, error.message, remedies.startAgain);
  }
}

/** What it wrote on standard error meanwhile. */
export function standardError(adapter: Adapter): Finding {
  const words = adapter.lastWords();
  const last = words.at(-1);
  const found = last === undefined ? "nothing on it" : `nobody judges it; the last line was: ${last.slice(0, 200)}`;
  return inOrder("keeps its own words to standard error", found);
}
