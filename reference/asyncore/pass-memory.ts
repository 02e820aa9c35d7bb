// The memory of one pass, used again by later ones: a pass in steady state makes nothing that has to be collected.
// Knows what a pass has to keep in mind; knows nothing of what it asks or serves.

import { PollList, SelectLists } from "../../spec/host.ts";
import type { Channel } from "./channel.ts";
import type { ChannelMap } from "./socket-map.ts";

/** What one pass keeps in mind. A pass that a handler begins meanwhile has another one. */
export class PassMemory {
  /** What a wait over poll is asked, and what it answered. */
  readonly asked = new PollList();
  readonly ready = new PollList();
  /** The same for a wait over select. */
  readonly wanted = new SelectLists();
  readonly chosen = new SelectLists();
  readonly #keys: unknown[] = [];
  readonly #channels: (Channel | null)[] = [];

  /**
   * Calls `action` with every member of the map as it is now, in the map's own order: whoever joins or leaves meanwhile
   * changes nothing. No channel is kept in mind afterwards.
   * Clauses: SELECT-02, SELECT-16.
   */
  forEach(map: ChannelMap, action: (key: unknown, channel: Channel, memory: this) => void): void {
    const length = this.#remember(map);
    try {
      for (let index = 0; index < length; index += 1) {
        action(this.#keys[index], this.#channels[index] as Channel, this);
      }
    } finally {
      this.#channels.fill(null, 0, length);
    }
  }

  /** Going through the keys and then the values, and not through both at once, makes no pair for each member. */
  #remember(map: ChannelMap): number {
    let length = 0;
    for (const key of map.keys()) {
      this.#keys[length] = key;
      length += 1;
    }
    length = 0;
    for (const channel of map.values()) {
      this.#channels[length] = channel as Channel;
      length += 1;
    }
    return length;
  }
}

const idle: PassMemory[] = [];

/** Memory for one pass, until it is given back. */
export function takeMemory(): PassMemory {
  return idle.pop() ?? new PassMemory();
}

/** The pass is over, however it ended. */
export function giveBack(memory: PassMemory): void {
  idle.push(memory);
}
