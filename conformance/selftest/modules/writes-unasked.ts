// A broken implementation: it asks writable, and does not listen to the answer.
// Breaks SELECT-04: a channel is watched for writing exactly if its writable answered true.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Whatever a subclass answers, the pass hears yes. */
export class Dispatcher extends reference.Dispatcher {
  constructor(...args: ConstructorParameters<typeof reference.Dispatcher>) {
    super(...args);
    const { writable } = this;
    this.writable = () => {
      writable.call(this);
      return true;
    };
  }
}
