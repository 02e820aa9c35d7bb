// Finds what somebody may have meant by a word that names nothing. Knows letters; knows nothing of what is named.

const MOST = 3;
/** Two words share this much of their pairs of letters when one is likely a slip for the other. */
const LIKELY = 0.5;

function pairsOf(word: string): readonly string[] {
  const letters = word.toLowerCase();
  return Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2));
}

/** How much two words have in common: 0 for nothing, 1 for all of their pairs of letters. */
function likeness(one: string, other: string): number {
  const [left, right] = [pairsOf(one), [...pairsOf(other)]];
  const whole = left.length + right.length;
  const shared = left.filter((pair) => {
    const at = right.indexOf(pair);
    if (at >= 0) right.splice(at, 1);
    return at >= 0;
  });
  return whole === 0 ? 0 : (2 * shared.length) / whole;
}

/** Those of `candidates` that are most like `word`, at most three, the likeliest first; none when none is likely. */
export function nearest(word: string, candidates: readonly string[]): readonly string[] {
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, like: likeness(word, candidate) }))
    .filter(({ like }) => like >= LIKELY)
    .sort((a, b) => b.like - a.like)
    .slice(0, MOST)
    .map(({ candidate }) => candidate);
}
