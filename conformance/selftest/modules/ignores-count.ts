// A broken implementation: the number of passes it was told does not count.
// Breaks LOOP-07: the loop ends after count passes.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Goes on until the last channel is gone. */
export function loop({ count: _unheard, ...options }: reference.LoopOptions = {}): void {
  reference.loop(options);
}
