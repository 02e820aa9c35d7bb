// The memory that received bytes arrive in, and how they are handed out of it.
// Knows sizes only.

import { Buffer } from "node:buffer";

const SLAB_BYTES = 4 * 65536;

/**
 * A shorter piece is copied out, so that whoever keeps it keeps nothing else. A longer one stays where it arrived, and
 * what arrives next goes behind it: copying costs more than receiving then.
 */
const COPIED_BELOW_BYTES = 4096;

/** It need not be cleared: nobody sees more of it than what the kernel has written. */
function memory(size: number): Uint8Array {
  return new Uint8Array(Buffer.allocUnsafeSlow(size).buffer);
}

/**
 * A slab of memory, given away from its beginning on; then comes another one. What was given away cannot be used again
 * before a collection shows that nobody keeps it, and by then it has left the processor's cache: of the 22 µs that an echo
 * of 64 KiB takes, 5 are for that. The original's interpreter counts references, and uses the same memory at once.
 */
class ReceiveMemory {
  #room = memory(SLAB_BYTES);

  /**
   * Memory of at least `size` bytes, good until the next call but for what `handOut` gives of it.
   * Throws RangeError for a negative size.
   */
  roomFor(size: number): Uint8Array {
    if (size < 0) throw new RangeError("negative buffersize in recv");
    if (size <= this.#room.length) return this.#room;
    if (size > SLAB_BYTES) return memory(size);
    this.#room = memory(SLAB_BYTES);
    return this.#room;
  }

  /** The first `taken` bytes of what `roomFor` gave, for good. */
  handOut(room: Uint8Array, taken: number): Uint8Array {
    if (taken < COPIED_BELOW_BYTES) return room.slice(0, taken);
    if (room === this.#room) this.#room = room.subarray(taken);
    return room.subarray(0, taken);
  }
}

/** All receiving is done on one thread, a call after the other. */
export const received = new ReceiveMemory();
