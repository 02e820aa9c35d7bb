// Counts things in words. Knows the plural of English words that take an s, and no others.

/** `count` things: "1 scenario", "2 scenarios". */
export function plural(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
