// Values as text, in the words of the original's language, because programs came to rely on what it prints.
// Knows str and repr of plain values; knows nothing of channels.

/** A value as the original prints it: nothing as None, truth values with a capital. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  return Array.isArray(value) ? asRepr(value) : String(value);
}

/** A value as the original shows it in a representation: text in quotes, an address as a tuple. */
export function asRepr(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (!Array.isArray(value)) return asText(value);
  if (value.length === 0) return "[]";
  const members = value.map(asRepr).join(", ");
  return value.length === 1 ? `(${members},)` : `(${members})`;
}

/** Single quotes, unless there are some inside and no double ones. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = [...text].map((character) => escapedIn(quote, character)).join("");
  return `${quote}${escaped}${quote}`;
}

function escapedIn(quote: string, character: string): string {
  if (character === quote || character === "\\") return `\\${character}`;
  const named = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, "0")}` : character;
}
