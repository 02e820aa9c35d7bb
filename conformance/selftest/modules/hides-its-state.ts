// A broken implementation: as text, every channel looks alike.
// Breaks ATTRIBUTE-03: the text says whether the channel listens or is connected, and its address.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Leaves status and address out of the text. */
export class Dispatcher extends reference.Dispatcher {
  override toString(): string {
    return super.toString().replace(/ .* at /, " at ");
  }
}
