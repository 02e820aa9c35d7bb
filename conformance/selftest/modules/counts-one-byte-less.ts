// A broken implementation: send says one byte less than the socket took, so that its caller sends that byte again.
// Breaks WRITE-04: send returns how many bytes the socket took.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Miscounts by one. */
export class Dispatcher extends reference.Dispatcher {
  override send(data: Uint8Array): number {
    return Math.max(0, (super.send(data) ?? 0) - 1);
  }
}
