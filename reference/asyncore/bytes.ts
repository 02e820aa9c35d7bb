// Bytes put together, and bytes out of text.
// Knows arrays of bytes; knows nothing of who sends or receives them.

const LAST_BYTE = 0xff;

/**
 * A copy of `parts`, one after the other. Throws TypeError for a part that is no bytes.
 * Clauses: SEND-09.
 */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  for (const part of parts) {
    if (!(part instanceof Uint8Array)) throw new TypeError(`only bytes can be joined to bytes, and not ${typeof part}`);
  }
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Bytes as they are; text as the bytes its characters stand for. Throws RangeError for a character that is no byte. */
export function bytesOf(text: Uint8Array | string): Uint8Array {
  if (typeof text !== "string") return text;
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code > LAST_BYTE) throw new RangeError(`a character of ${JSON.stringify(text)} is no byte`);
    return code;
  });
}
