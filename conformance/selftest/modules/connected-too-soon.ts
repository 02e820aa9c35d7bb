// A broken implementation: the flags say that the connection stands before handle_connect has been told.
// Breaks CONNECT-10: while handle_connect runs, connected is still false and connecting still true.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Changes the flags just before handle_connect is called. */
export class Dispatcher extends reference.Dispatcher {
  constructor(...args: ConstructorParameters<typeof reference.Dispatcher>) {
    super(...args);
    const { handleConnect } = this;
    this.handleConnect = () => {
      this.connected = true;
      this.connecting = false;
      handleConnect.call(this);
    };
  }
}
