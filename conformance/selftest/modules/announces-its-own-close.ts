// A broken implementation: the program's own close is announced to it as if the other side had closed.
// Breaks CLOSE-03: close never calls handle_close.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Calls handle_close when a channel that was registered is closed. */
export class Dispatcher extends reference.Dispatcher {
  override close(): void {
    const wasRegistered = this.registeredAs !== null;
    super.close();
    if (wasRegistered) this.handleClose();
  }
}
