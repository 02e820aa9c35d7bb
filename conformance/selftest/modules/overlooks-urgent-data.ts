// A broken implementation: nobody is told of urgent data.
// Breaks OOB-01: an exception event without a pending error calls handle_expt.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Drops every exceptional condition. */
export class Dispatcher extends reference.Dispatcher {
  override handleExptEvent(): void {}
}
