// A broken implementation: what a handler throws is forgotten.
// Breaks ERROR-01: it is handed to the channel's handle_error.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Nobody hears of an error, not even a subclass that wants to. */
export class Dispatcher extends reference.Dispatcher {
  constructor(...args: ConstructorParameters<typeof reference.Dispatcher>) {
    super(...args);
    this.handleError = () => {};
  }
}
