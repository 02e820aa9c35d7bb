// A broken implementation: a waiting client counts as data to read.
// Breaks ACCEPT-04: a read event on a listening channel calls handle_accept and nothing else.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Every read event is handle_read, whoever it is for. */
export class Dispatcher extends reference.Dispatcher {
  override handleReadEvent(): void {
    if (this.accepting) this.handleRead();
    else super.handleReadEvent();
  }
}
