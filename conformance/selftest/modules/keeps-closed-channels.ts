// A broken implementation: a closed channel stays in its map.
// Breaks CLOSE-01: close takes the channel out of its map.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Never unregisters. */
export class Dispatcher extends reference.Dispatcher {
  override delChannel(): void {}
}
