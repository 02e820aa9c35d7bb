// A broken implementation: accept gives a socket and an address even when nobody is there.
// Breaks ACCEPT-02: accept returns nothing when there is no connection to be taken.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Makes up a client when there is none. */
export class Dispatcher extends reference.Dispatcher {
  override accept(): ReturnType<reference.Dispatcher["accept"]> {
    return super.accept() ?? [new reference.Socket("inet", "stream"), ["127.0.0.1", 0]];
  }
}
