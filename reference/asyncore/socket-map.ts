// Maps of channels by descriptor number, among them the global one, and the kernel their channels live on.
// Knows who is in which map; knows nothing of what a pass does with them.

import type { Host } from "../../spec/host.ts";
import type { Channel } from "./channel.ts";

/**
 * Whatever may serve as a map: any `Map` by descriptor number. It is empty when its `size` is 0, whatever it holds.
 * Without a `host` of its own its channels live on the global map's.
 * Clauses: MAP-11, LOOP-15.
 */
export interface ChannelMap extends Map<number, object> {
  host?: Host;
}

/** A map of channels. Clauses: MAP-11, MAP-12. */
export class SocketMap extends Map<number, Channel> implements ChannelMap {
  host?: Host;

  /** `host` is the kernel its channels live on: the global map's unless given, none yet when null. */
  constructor(host: Host | null | undefined = socketMap.host) {
    super();
    if (host) this.host = host;
  }
}

/**
 * The global map: where a channel is registered, and what the loop serves, when no map is given.
 * Clauses: LOOP-05, MAP-01, MAP-02. Source: CPython 3.11 Lib/asyncore.py, socket_map.
 */
export const socketMap: SocketMap = new SocketMap(null);

/** Whether there is nothing left to serve. Clauses: LOOP-01, LOOP-06, LOOP-15. */
export function isEmpty(map: ChannelMap): boolean {
  return map.size === 0;
}

/**
 * What the map holds under `fd` at this moment, if anything. The original never checks that it is a channel.
 * Clauses: SELECT-22, SELECT-24, SELECT-25.
 */
export function channelAt(map: ChannelMap, fd: number): Channel | undefined {
  return map.get(fd) as Channel | undefined;
}

/** The kernel the channels of `map` live on. Throws an Error that names the remedy when there is none. */
export function hostOf(map: ChannelMap | undefined): Host {
  const host = map?.host ?? socketMap.host;
  if (host !== undefined) return host;
  throw new Error(
    'No kernel to live on: import "asyncore-conformance/reference", which has one, or set `host` of the map.',
  );
}
