// The memory of one pass, used again by later ones: a pass in steady state makes nothing that has to be collected.
// Knows what a pass has to keep in mind; knows nothing of what it asks or serves.

import { PollList } from "../../spec/host.ts";
import type { Channel } from "./channel.ts";
import type { ChannelMap } from "./socket-map.ts";

/** What one pass keeps in mind. A pass that a handler begins meanwhile has another one. */
export class PassMemory {
  /** What a wait over poll is asked, and what it answered. */
  readonly asked = new PollList();
  readonly ready = new PollList();
  readonly #keys: unknown[] = [];
  readonly #channels: (Channel | null)[] = [];
  #length = 0;

  /**
   * Calls `action` with every member of the map as it is now, in the map's own order: whoever joins or leaves meanwhile
   * changes nothing. No channel is kept in mind afterwards.
   * Clauses: SELECT-02, SELECT-16.
   */
  forEach(map: ChannelMap, action: (key: unknown, channel: Channel, memory: this) => void): void {
    this.#length = 0;
    for (const [key, channel] of map) {
      this.#keys[this.#length] = key;
      this.#channels[this.#length] = channel as Channel;
      this.#length += 1;
    }
    try {
      for (let index = 0; index < this.#length; index += 1) {
        action(this.#keys[index], this.#channels[index] as Channel, this);
      }
    } finally {
      this.#channels.fill(null, 0, this.#length);
    }
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
