// The memory that received bytes arrive in before they are handed out as a copy.
// Knows sizes only.

const shared = new Uint8Array(65536);

/**
 * Memory of at least `size` bytes, good until the next call. What is handed to callers must be a copy of it.
 * Throws RangeError for a negative size.
 */
export function bufferFor(size: number): Uint8Array {
  if (size < 0) throw new RangeError("negative buffersize in recv");
  return size <= shared.length ? shared : new Uint8Array(size);
}
