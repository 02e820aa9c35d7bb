// A broken implementation: it is given a map and serves another one.
// Breaks LOOP-05: loop serves the channels of the map it is given and no others.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Serves the global map, whatever map it was told. */
export function loop({ map: _unheard, ...options }: reference.LoopOptions = {}): void {
  reference.loop(options);
}
