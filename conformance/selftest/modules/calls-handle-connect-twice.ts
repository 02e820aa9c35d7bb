// A broken implementation: every connection is greeted twice.
// Breaks CONNECT-24: handle_connect is called once for each connection.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Calls handle_connect once more when all is done. */
export class Dispatcher extends reference.Dispatcher {
  override handleConnectEvent(): void {
    super.handleConnectEvent();
    this.handleConnect();
  }
}
