// Values as text, in the words of the original's language, because programs came to rely on what it prints.
// Knows str and repr of plain values and of bytes; knows nothing of channels.

const FIRST_PLAIN = 0x20;
const LAST_ASCII = 0x7e;
const DELETE = 0x7f;
const LAST_CODE_POINT = 0x10ffff;

/** A value as the original prints it: nothing as None, truth values with a capital. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  return Array.isArray(value) || value instanceof Uint8Array ? asRepr(value) : String(value);
}

/** A value as the original shows it in a representation: text in quotes, bytes as such, an address as a tuple. */
export function asRepr(value: unknown): string {
  if (typeof value === "string") return quoted(value, LAST_CODE_POINT);
  if (value instanceof Uint8Array) return `b${quoted(latin1(value), LAST_ASCII)}`;
  if (!Array.isArray(value)) return asText(value);
  if (value.length === 0) return "[]";
  const members = value.map(asRepr).join(", ");
  return value.length === 1 ? `(${members},)` : `(${members})`;
}

/** Each byte as the character of its number. */
function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

/** Single quotes, unless there are some inside and no double ones. Characters after `lastPlain` are shown as numbers. */
function quoted(text: string, lastPlain: number): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = Array.from(text, (character) => escapedIn(quote, character, lastPlain)).join("");
  return `${quote}${escaped}${quote}`;
}

function escapedIn(quote: string, character: string, lastPlain: number): string {
  if (character === quote || character === "\\") return `\\${character}`;
  const named = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  const isPlain = code >= FIRST_PLAIN && code !== DELETE && code <= lastPlain;
  return isPlain ? character : `\\x${code.toString(16).padStart(2, "0")}`;
}
