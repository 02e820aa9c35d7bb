// A broken implementation: its passes look and do not wait.
// Breaks LOOP-02: timeout is the longest time each pass waits.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Makes every pass without waiting. */
export function loop(options: reference.LoopOptions = {}): void {
  reference.loop({ ...options, timeoutSeconds: 0 });
}
