// A broken implementation: ExitNow ends the loop, but whoever called the loop does not hear of it.
// Breaks ERROR-02: an exception that passes through leaves the loop.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Returns where it should throw. */
export function loop(options: reference.LoopOptions = {}): void {
  try {
    reference.loop(options);
  } catch (error) {
    if (!(error instanceof reference.ExitNow)) throw error;
  }
}
