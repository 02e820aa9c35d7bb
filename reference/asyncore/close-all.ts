// Closing every channel of a map at once.
// Knows what may go wrong meanwhile; knows nothing of how a channel closes.

import type { Channel } from "./channel.ts";
import { AttributeError, errnoOf, isPassThrough } from "./errors.ts";
import { type ChannelMap, socketMap } from "./socket-map.ts";

/**
 * Calls `close` of every channel that is in `map` now, in its order, then empties the map. A channel whose descriptor
 * is gone (EBADF) is passed over; any other error is thrown at once, with the map as it is then, unless `ignoreAll` is
 * true.
 * Throws ExitNow, KeyboardInterrupt and SystemExit even then; AttributeError for an object that cannot be closed.
 * Clauses: MAP-06, MAP-07, MAP-08. Source: CPython 3.11 Lib/asyncore.py, close_all().
 */
export function closeAll(map: ChannelMap = socketMap, ignoreAll = false): void {
  for (const channel of [...map.values()] as Channel[]) {
    try {
      if (!("close" in channel)) throw new AttributeError("object has no attribute 'close'");
      channel.close();
    } catch (error) {
      if (isPassThrough(error)) throw error;
      if (errnoOf(error) !== "EBADF" && !ignoreAll) throw error;
    }
  }
  map.clear();
}
