// A broken implementation: handle_connect is called before the pending error of the socket is fetched.
// Breaks CONNECT-11: when there is such an error, the event does not call handle_connect.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Calls handle_connect first and looks afterwards whether there is a connection. */
export class Dispatcher extends reference.Dispatcher {
  override handleConnectEvent(): void {
    this.handleConnect();
    const { handleConnect } = this;
    this.handleConnect = () => {};
    try {
      super.handleConnectEvent();
    } finally {
      this.handleConnect = handleConnect;
    }
  }
}
