// A broken implementation: close_all closes everybody and leaves whoever did not unregister in the map.
// Breaks MAP-06: close_all empties the map.

import * as reference from "../../../reference/index.ts";

export * from "../../../reference/index.ts";

/** Closes without emptying the map. */
export function closeAll(...[map = reference.socketMap, ignoreAll]: Parameters<typeof reference.closeAll>): void {
  const held = [...map];
  reference.closeAll(map, ignoreAll);
  for (const [fd, channel] of held) map.set(fd, channel as never);
}
