// A broken implementation: after bind, addr is what the system made of the address.
// Breaks DISPATCHER-13: addr is the address as the program gave it.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Knows better than the program where it is bound. */
export class Dispatcher extends reference.Dispatcher {
  override bind(...args: Parameters<reference.Dispatcher["bind"]>): void {
    super.bind(...args);
    this.addr = this.socket?.getsockname() ?? null;
  }
}
