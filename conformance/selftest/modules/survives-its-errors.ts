// A broken implementation: an exception is printed, and the channel goes on as if nothing had happened.
// Breaks ERROR-03: the default handle_error calls handle_close.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Prints without calling handle_close. */
export class Dispatcher extends reference.Dispatcher {
  override handleError(error?: unknown): void {
    const { handleClose } = this;
    this.handleClose = () => {};
    super.handleError(error);
    this.handleClose = handleClose;
  }
}
