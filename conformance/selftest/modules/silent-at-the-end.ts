// A broken implementation: a read that finds the other side closed gives no bytes and says nothing.
// Breaks READ-04: such a recv calls handle_close.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Receives without calling handle_close. */
export class Dispatcher extends reference.Dispatcher {
  override recv(size: number): Uint8Array {
    const { handleClose } = this;
    this.handleClose = () => {};
    try {
      return super.recv(size);
    } finally {
      this.handleClose = handleClose;
    }
  }
}
