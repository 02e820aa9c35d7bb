// A broken implementation: when an exception leaves the loop, it forgets every channel.
// Breaks LOOP-12: every channel stays registered, and calling loop again goes on serving them.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Clears up what nobody asked it to clear up. */
export function loop(options: reference.LoopOptions = {}): void {
  try {
    reference.loop(options);
  } catch (error) {
    (options.map ?? reference.socketMap).clear();
    throw error;
  }
}
