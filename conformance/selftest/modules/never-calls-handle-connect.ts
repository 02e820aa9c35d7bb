// A broken implementation: handle_connect is never called, although the connection stands.
// Breaks CONNECT-07: the first write event of a connecting channel calls handle_connect.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Its own handle_connect comes before whatever a subclass has. */
export class Dispatcher extends reference.Dispatcher {
  constructor(...args: ConstructorParameters<typeof reference.Dispatcher>) {
    super(...args);
    this.handleConnect = () => {};
  }
}
