// What counts as true: the original asks for the truth of whatever a predicate answers, and means its own language's.
// Knows values; knows nothing of channels.

/**
 * Whether `value` is true as the original's language sees it: besides nothing, false, zero and the empty text,
 * everything that is empty is false, by its `length` or its `size`.
 * Clauses: SELECT-10, DISPATCHER-06.
 */
export function isTrue(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return Boolean(value);
  if ("length" in value) return value.length !== 0;
  if ("size" in value) return value.size !== 0;
  return true;
}
