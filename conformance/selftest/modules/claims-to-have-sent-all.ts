// A broken implementation: send says that everything is on its way, however little the socket took.
// Breaks WRITE-04: send returns how many bytes the socket took.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Ignores the short count. */
export class Dispatcher extends reference.Dispatcher {
  override send(data: Uint8Array): number {
    super.send(data);
    return data.length;
  }
}
