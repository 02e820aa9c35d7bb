// What a chat channel sends: bytes, or somebody who makes them piece by piece.
// Knows pieces; knows nothing of channels.

/**
 * Somebody who makes data when there is room for it. As everywhere, an object whose `length` or `size` is 0 counts as
 * false, and a false producer is mishandled, as the original mishandles it: it is asked once and then lost.
 * Clauses: CHAT-25, CHAT-27, CHAT-28. Source: the library reference of 3.11, asynchat, push_with_producer().
 */
export interface Producer {
  /** The next piece; an empty one, or none, when everything has been said. */
  more(): Uint8Array | null | undefined;
}

/** What waits to be sent; null is the end mark, at which the channel closes. Clauses: CHAT-30. */
export type Entry = Uint8Array | Producer | null;

/** In bytes. */
const DEFAULT_BUFFER_SIZE = 512;

/**
 * Makes pieces of at most `bufferSize` bytes of `data`, then empty ones for ever.
 * Clauses: CHAT-36. Source: CPython 3.11 Lib/asynchat.py, simple_producer.
 */
export class SimpleProducer implements Producer {
  data: Uint8Array;
  bufferSize: number;

  constructor(data: Uint8Array, bufferSize = DEFAULT_BUFFER_SIZE) {
    this.data = data;
    this.bufferSize = bufferSize;
  }

  more(): Uint8Array {
    const piece = this.data.subarray(0, this.bufferSize);
    this.data = this.data.subarray(piece.length);
    return piece;
  }
}
